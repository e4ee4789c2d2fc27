import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Arguments } from './arguments.ts';
import { readArguments } from './body.ts';
import { type Fault, type Faults, refusalFor } from './faults.ts';
import { Refusal } from './refusal.ts';

/** What a fault names that is to strike the download of a file. */
const DOWNLOAD = 'download';
const HTML = '<html>\r\n<head><title>Bad Gateway</title></head>\r\n<body><h1>Bad Gateway</h1></body>\r\n</html>\r\n';

/** What the server is there for. */
export interface Served {
  readonly token: string;
  readonly faults: Faults;
  call(method: string, args: Arguments): Promise<unknown>;
  file(path: string): Buffer | undefined;
}

/** `/bot<token>/<method>` and `/file/bot<token>/<path>` on loopback. */
export class ApiServer {
  readonly #served: Served;
  #server: Server | undefined;
  #port: number;

  constructor(served: Served, port = 0) {
    this.#served = served;
    this.#port = port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Listens, on the same port as before when it has listened before. */
  async open(): Promise<void> {
    const server = createServer((request, response) => void this.#serve(request, response));
    server.keepAliveTimeout = 60_000;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address && typeof address === 'object') this.#port = address.port;
    this.#server = server;
  }

  /** Cuts every connection; from then on they are refused. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://telegram');
      if (pathname.startsWith('/file/')) return this.#download(decodeURIComponent(pathname), response);
      const method = this.#methodOf(pathname);
      const args = await readArguments(request, searchParams);
      const fault = this.#served.faults.strike(method, args.integer('chat_id'));
      if (fault) return await this.#fail(fault, { method, args, response });
      answer(response, await this.#served.call(method, args));
    } catch (error) {
      refuse(response, error);
    }
  }

  async #fail(
    fault: Fault,
    { method, args, response }: { method: string; args: Arguments; response: ServerResponse },
  ): Promise<void> {
    const refusal = refusalFor(fault);
    if (refusal) throw refusal;
    switch (fault.kind) {
      case 'server error':
        response.writeHead(fault.status ?? 502, { 'content-type': 'text/html' }).end(HTML);
        return;
      case 'accept then drop':
        await this.#served.call(method, args);
        response.destroy();
        return;
      case 'cut':
        response.destroy();
        return;
      default: // hang: the connection stays open and nothing comes
    }
  }

  #methodOf(pathname: string): string {
    const [, token, method] = /^\/bot([^/]*)\/(?:test\/)?(.*)$/.exec(pathname) ?? [];
    if (token === undefined) throw new Refusal(404, 'Not Found');
    if (!/^[1-9]\d*:/.test(token)) throw new Refusal(401, 'Unauthorized: invalid token specified');
    if (token !== this.#served.token) throw new Refusal(401, 'Unauthorized');
    return (method ?? '').toLowerCase();
  }

  #download(pathname: string, response: ServerResponse): void {
    const begin = `/file/bot${this.#served.token}/`;
    if (!pathname.startsWith(begin)) throw new Refusal(401, 'Unauthorized');
    const fault = this.#served.faults.strike(DOWNLOAD, 0);
    const refusal = fault && refusalFor(fault);
    if (refusal) throw refusal;
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'server error') {
      response.writeHead(fault.status ?? 502, { 'content-type': 'text/html' }).end(HTML);
      return;
    }
    const bytes = this.#served.file(pathname.slice(begin.length));
    if (!bytes) throw new Refusal(404, 'Not Found');
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length });
    if (!fault) response.end(bytes);
    // cut in the middle: the head has promised more than comes
    else response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
  }
}

function answer(response: ServerResponse, result: unknown): void {
  send(response, 200, { ok: true, result });
}

function refuse(response: ServerResponse, error: unknown): void {
  if (!(error instanceof Refusal)) {
    send(response, 500, { ok: false, error_code: 500, description: `Internal Server Error: ${String(error)}` });
    return;
  }
  const { code, message: description, parameters } = error;
  const wait = parameters?.retry_after;
  if (wait !== undefined) response.setHeader('retry-after', wait);
  send(response, code, { ok: false, error_code: code, description, ...(parameters && { parameters }) });
}

function send(response: ServerResponse, status: number, body: object): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes);
}
