import { Agent, request } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';

/** One request's answer and how long it took. */
export interface Answer {
  readonly status: number;
  readonly ms: number;
  readonly body: string;
}

export interface Ask {
  readonly path: string;
  readonly body: object;
  readonly headers?: Record<string, string>;
}

/** Asks one server over kept-alive connections, as cheaply as node can. */
export class Client {
  readonly #agent: Agent | SecureAgent;
  readonly #url: URL;
  readonly #headers: Record<string, string>;

  constructor(url: string, headers: Record<string, string>, connections: number) {
    this.#headers = headers;
    this.#url = new URL(url);
    const options = { keepAlive: true, maxSockets: connections };
    this.#agent = this.#url.protocol === 'https:' ? new SecureAgent(options) : new Agent(options);
  }

  post({ path, body, headers }: Ask): Promise<Answer> {
    const started = performance.now();
    const payload = Buffer.from(JSON.stringify(body));
    return new Promise((resolve, reject) => {
      const { hostname, port } = this.#url;
      const all = {
        'content-type': 'application/json',
        'content-length': payload.length,
        ...this.#headers,
        ...headers,
      };
      const send = this.#url.protocol === 'https:' ? secureRequest : request;
      const asked = send({ agent: this.#agent, hostname, port, path, method: 'POST', headers: all }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            ms: performance.now() - started,
            body: Buffer.concat(chunks).toString(),
          }),
        );
        answer.on('error', reject);
      });
      asked.on('error', reject);
      asked.end(payload);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** `people` each ask once a second, spread over it, for `seconds`; nobody waits for anybody. */
export async function paced(people: number, seconds: number, ask: (n: number) => Promise<Answer>): Promise<Answer[]> {
  const asked: Promise<Answer>[] = [];
  const started = performance.now();
  for (let n = 0; n < people * seconds; n += 1) {
    const due = started + (n * 1000) / people;
    const early = due - performance.now();
    if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
    asked.push(ask(n));
  }
  return Promise.all(asked);
}

/** `workers` ask one after the other, as fast as they are answered, for `seconds`. */
export async function flatOut(
  workers: number,
  seconds: number,
  ask: (n: number) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  const until = performance.now() + seconds * 1000;
  let n = 0;
  const work = async () => {
    while (performance.now() < until) answers.push(await ask(n++));
  };
  await Promise.all(Array.from({ length: workers }, work));
  return answers;
}

/** The p-th percentile of these times. */
export function percentile(times: readonly number[], p: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)] ?? 0;
}
