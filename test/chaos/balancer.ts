import { setTimeout as pause } from 'node:timers/promises';
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';

/** How a request to the product went, as whoever asked saw it. */
export interface Passed {
  readonly path: string;
  readonly status: number;
  readonly ms: number;
  readonly retryAfter: string | undefined;
}

/** What stands before the instances: each request goes to the next of them; 502 when none can be reached. */
export class Balancer {
  readonly passed: Passed[] = [];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 256 });
  readonly #targets: readonly URL[];
  readonly #server: Server;
  readonly #answerAfterMs: number;
  #turn = 0;

  private constructor(targets: readonly string[], answerAfterMs: number) {
    this.#answerAfterMs = answerAfterMs;
    this.#targets = targets.map((target) => new URL(target));
    this.#server = createServer((incoming, outgoing) => void this.#pass(incoming, outgoing));
    this.#server.keepAliveTimeout = 60_000;
  }

  /** `answerAfterMs`: how long answers are on their way back. */
  static async before(targets: readonly string[], answerAfterMs = 0): Promise<Balancer> {
    const balancer = new Balancer(targets, answerAfterMs);
    await new Promise<void>((resolve) => balancer.#server.listen(0, '127.0.0.1', resolve));
    return balancer;
  }

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    this.#agent.destroy();
    await closed;
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const started = performance.now();
    const body = await read(incoming).catch(() => undefined);
    if (body === undefined) return;
    const answer = await this.#ask(incoming, body);
    if (this.#answerAfterMs > 0) await pause(this.#answerAfterMs);
    const [status, headers] = answer ? [answer.status, answer.headers] : [502, {}];
    outgoing.writeHead(status, headers).end(answer?.body);
    const retryAfter = headers['retry-after'];
    this.passed.push({ path: incoming.url ?? '/', status, ms: performance.now() - started, retryAfter });
  }

  /** Only a connection that was refused is tried at another instance: nobody has seen that request. */
  async #ask(incoming: IncomingMessage, body: Buffer): Promise<Answered | undefined> {
    for (let tries = 0; tries < this.#targets.length; tries += 1) {
      const target = this.#targets[this.#turn++ % this.#targets.length];
      const answer = target && (await this.#askOne(target, incoming, body));
      if (answer !== 'refused') return answer;
    }
    return undefined;
  }

  #askOne(
    target: URL,
    { method, url, headers }: IncomingMessage,
    body: Buffer,
  ): Promise<Answered | 'refused' | undefined> {
    const { hostname, port } = target;
    return new Promise((resolve) => {
      const asked = request({ agent: this.#agent, hostname, port, path: url, method, headers }, (answer) => {
        const { statusCode: status = 502, headers: answered } = answer;
        read(answer).then(
          (bytes) => resolve({ status, headers: answered, body: bytes }),
          () => resolve(undefined),
        );
      });
      asked.on('error', (error: NodeJS.ErrnoException) =>
        resolve(error.code === 'ECONNREFUSED' ? 'refused' : undefined),
      );
      asked.end(body);
    });
  }
}

interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer); // no encoding is set
  return Buffer.concat(chunks);
}
