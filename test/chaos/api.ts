import { setTimeout as pause } from 'node:timers/promises';

export const KEY = 'chaos-key-0123456789';

export type Json = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** The product's REST API with the admin's key. */
export class Api {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async ask(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        authorization: `Bearer ${KEY}`,
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? (JSON.parse(text) as Json) : {} };
  }

  /** Something in plain text. */
  async text(path: string): Promise<string> {
    const response = await fetch(this.#url + path, { headers: { authorization: `Bearer ${KEY}` } });
    return response.text();
  }

  /** Something that must work; asked again while the product is away. */
  async get(path: string): Promise<Json> {
    for (let tries = 0; ; tries += 1) {
      const answer = await this.ask('GET', path).catch(() => undefined);
      if (answer?.status === 200) return answer.body;
      if (tries > 100 || (answer && answer.status < 500)) throw new Error(`GET ${path}: ${answer?.status}`);
      await pause(200);
    }
  }

  async create(path: string, body: object): Promise<Json> {
    const { status, body: answer } = await this.ask('POST', path, body);
    if (status !== 201) throw new Error(`POST ${path}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  }

  /** All pages. */
  async all(path: string): Promise<Json[]> {
    const items: Json[] = [];
    let cursor = '';
    do {
      const page = await this.get(`${path}${path.includes('?') ? '&' : '?'}limit=200${cursor && `&cursor=${cursor}`}`);
      items.push(...(page['items'] as Json[])); // as every list of the API has it
      cursor = typeof page['nextCursor'] === 'string' ? page['nextCursor'] : '';
    } while (cursor);
    return items;
  }
}
