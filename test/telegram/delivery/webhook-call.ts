import { Agent, type IncomingMessage, request } from 'node:http';
import type { Clock } from '../clock.ts';

const ANSWER_TIMEOUT_MS = 60_000;
const MAX_BODY = 1 << 20;

/** How a call of the webhook ended. */
export type CallEnd =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly reason: string;
      readonly retryAfter: number;
      readonly type: string;
      readonly body: string;
    }
  | { readonly kind: 'lost' }
  | { readonly kind: 'unreachable' };

/** Calls one webhook over kept-alive connections. */
export class WebhookCaller {
  readonly #agent: Agent;
  readonly #url: URL;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #clock: Clock;

  constructor(
    url: string,
    options: { readonly secret: string; readonly maxConnections: number; readonly clock: Clock },
  ) {
    this.#url = new URL(url);
    this.#agent = new Agent({ keepAlive: true, maxSockets: options.maxConnections });
    this.#clock = options.clock;
    this.#headers = {
      'content-type': 'application/json',
      'accept-encoding': 'gzip, deflate',
      ...(options.secret && { 'x-telegram-bot-api-secret-token': options.secret }),
    };
  }

  call(json: string): Promise<CallEnd> {
    return new Promise((resolve) => {
      const body = Buffer.from(json);
      const { hostname, port, pathname, search } = this.#url;
      const headers = { ...this.#headers, 'content-length': body.length };
      const options = { agent: this.#agent, hostname, port, path: pathname + search, method: 'POST', headers };
      const asked = request(options, (answer) => void read(answer, end));
      const timer = this.#clock.after(ANSWER_TIMEOUT_MS, () => asked.destroy());
      const end = (how: CallEnd) => {
        timer.cancel();
        resolve(how);
      };
      asked.on('error', (error: NodeJS.ErrnoException) =>
        end({ kind: error.syscall === 'connect' ? 'unreachable' : 'lost' }),
      );
      asked.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

function read(answer: IncomingMessage, end: (how: CallEnd) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  answer.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= MAX_BODY) chunks.push(chunk);
  });
  answer.on('error', () => end({ kind: 'lost' }));
  answer.on('end', () =>
    end({
      kind: 'answered',
      status: answer.statusCode ?? 0,
      reason: answer.statusMessage ?? '',
      retryAfter: Number.parseInt(answer.headers['retry-after'] ?? '', 10) || 0,
      type: answer.headers['content-type'] ?? '',
      body: Buffer.concat(chunks).toString(),
    }),
  );
}
