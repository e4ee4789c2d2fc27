import { Namespaces } from 'cloudflare/resources/kv/namespaces/namespaces';
import { Objects } from 'cloudflare/resources/r2/buckets/objects';
import { Indexes } from 'cloudflare/resources/vectorize/indexes/indexes';
import { createClient } from 'cloudflare/tree-shakable';
import type { CloudflareAccess } from './access.ts';

const TIMEOUT_MS = 5000;

/** The part of the official SDK that the product uses. */
export type CloudflareSdk = ReturnType<typeof openSdk>;

/** The SDK, told everything: it would otherwise read variables of its own from the environment. */
export function openSdk({ apiToken, baseUrl, timeoutMs = TIMEOUT_MS }: CloudflareAccess) {
  return createClient({
    resources: [Namespaces, Objects, Indexes],
    baseURL: baseUrl ?? 'https://api.cloudflare.com/client/v4',
    apiToken: apiToken ?? null,
    apiKey: null,
    apiEmail: null,
    userServiceKey: null,
    // bindings behind a host of the Worker's ask for no token
    ...(apiToken ? {} : { defaultHeaders: { authorization: null } }),
    timeout: timeoutMs,
    // it would sleep for as long as Retry-After says: we retry, with a limit
    maxRetries: 0,
    logLevel: 'off',
    fetch: honest,
  });
}

/** The API may say `success: false` under 200, which the SDK takes for an answer without content. */
async function honest(...[url, init]: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetch(url, init);
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  if (!response.ok || !isJson || isContent(String(url), init?.method)) return response;
  const text = await response.text();
  const { success } = JSON.parse(text) as { success?: boolean }; // the API's envelope; not JSON is not an answer
  const status = success === false ? 502 : response.status;
  return new Response(text, { status, headers: response.headers });
}

/** What somebody stored, as it is: not an answer of the API's. */
function isContent(url: string, method = 'GET'): boolean {
  return method.toUpperCase() === 'GET' && /\/(?:values|objects)\/[^/]/.test(new URL(url).pathname);
}
