import type { KVNamespace, R2Bucket, Vectorize } from '@cloudflare/workers-types';

/** What the Worker has to hand out: one namespace, one bucket and one index, each only if it is bound. */
export interface Bindings {
  readonly KV?: KVNamespace;
  readonly MEDIA?: R2Bucket;
  readonly INDEX?: Vectorize;
}

/** One operation of Cloudflare's REST API: whose path it is, and how bindings answer it. */
export interface RestPath {
  readonly method: string;
  /** Below `/client/v4/accounts/:account`; groups are the variable parts, still encoded. */
  readonly path: RegExp;
  answer(call: RestCall, env: Bindings): Promise<Response>;
}

/** A request as the operations see it; `parts` are decoded. */
export interface RestCall {
  readonly request: Request;
  readonly query: URLSearchParams;
  readonly parts: readonly string[];
}
