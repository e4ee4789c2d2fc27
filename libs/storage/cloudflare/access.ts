/** How Cloudflare's API is reached: with a token, or at a host that asks for none. */
export interface CloudflareAccess {
  readonly accountId: string;
  readonly apiToken?: string | undefined;
  readonly baseUrl?: string | undefined;
  /** How long an answer may take; five seconds when not said. */
  readonly timeoutMs?: number;
}
