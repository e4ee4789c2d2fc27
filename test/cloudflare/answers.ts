/** What Cloudflare's API answers with an error: its own code under an HTTP status. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** A request as a route sees it. */
export interface Asked {
  /** What the route's pattern caught, in order. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Buffer;
  readonly type: string;
}

/** Method, pattern of the path below `/accounts/ID`, and the result it gives. */
export type Route = readonly [method: string, pattern: RegExp, answer: (asked: Asked) => unknown];

/** The body as JSON. */
export function json<T>({ body }: Asked): T {
  return JSON.parse(body.toString()) as T; // whoever calls names what it needs of it
}
