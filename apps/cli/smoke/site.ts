import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 30_000;
const LONGEST_WAIT_S = 10;

/** What came back. */
export interface Answer {
  /** 0: nobody answered; `text` says why. */
  readonly status: number;
  readonly text: string;
  readonly type: string;
  readonly ms: number;
}

export interface Request {
  /** Without the key when false. */
  readonly key?: boolean;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A running FLRTS, asked with an admin's key. */
export class Site {
  readonly #url: string;
  readonly #key: string;

  constructor(url: string, key: string) {
    this.#url = url.replace(/\/+$/, '');
    this.#key = key;
  }

  /** Waits once when it is told that it asks too often. */
  async ask(method: string, path: string, request: Request = {}): Promise<Answer> {
    const { answer, retryAfter } = await this.#once(method, path, request);
    if (answer.status !== 429 || retryAfter > LONGEST_WAIT_S) return answer;
    await pause(retryAfter * 1000);
    return (await this.#once(method, path, request)).answer;
  }

  async #once(method: string, path: string, { key = true, body, headers }: Request) {
    const started = performance.now();
    const ms = () => performance.now() - started;
    try {
      const response = await fetch(this.#url + path, {
        method,
        redirect: 'manual',
        headers: {
          ...(key && { authorization: `Bearer ${this.#key}` }),
          ...(body && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const text = await response.text();
      const type = response.headers.get('content-type') ?? '';
      const retryAfter = Number(response.headers.get('retry-after') ?? 1);
      return { answer: { status: response.status, text, type, ms: ms() }, retryAfter };
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      return { answer: { status: 0, text: cause, type: '', ms: ms() }, retryAfter: 0 };
    }
  }
}

/** The answer as JSON; an empty object when it is none. */
export function json({ text, type }: Answer): Readonly<Record<string, unknown>> {
  return /json/.test(type) ? (JSON.parse(text) as Readonly<Record<string, unknown>>) : {};
}
