import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the API says to one request. */
export interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** It takes the request and says nothing. */
  readonly silent?: boolean;
}

/** An HTTP server that says what it is told to, one answer after the other; the last one again and again. */
export class ScriptedApi {
  readonly asked: string[] = [];
  readonly #server = createServer((request, response) => this.#answer(request, response));
  #script: Said[] = [{}];

  async open(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get baseUrl(): string {
    const { port } = this.#server.address() as AddressInfo; // it listens on TCP
    return `http://127.0.0.1:${port}/client/v4`;
  }

  /** From now on; forgets what was asked. */
  says(...script: Said[]): void {
    this.#script = script;
    this.asked.length = 0;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    this.asked.push(`${request.method} ${request.url}`);
    const said = (this.#script.length > 1 ? this.#script.shift() : this.#script[0]) ?? {};
    request.resume();
    if (said.silent) return;
    const body = said.body ?? { success: (said.status ?? 200) < 400, errors: [], messages: [], result: {} };
    response.writeHead(said.status ?? 200, { 'content-type': 'application/json', ...said.headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }
}

/** The envelope of a refusal. */
export function refusal(code: number, message = 'no'): { body: object } {
  return { body: { success: false, errors: [{ code, message }], messages: [], result: null } };
}
