import { createClient, SupabaseClient } from '@supabase/supabase-js';

export { SupabaseClient };

/** The key the embedded database takes for the service role; it never leaves the process. */
export const EMBEDDED_KEY = 'sb_secret_embedded';

const EMBEDDED_URL = 'http://embedded.local';
const TIMEOUT_MS = 8000;

/** The client of a hosted or self-hosted Supabase. */
export function hostedClient(url: string, key: string): SupabaseClient {
  return createClient(url, key, { ...OPTIONS });
}

/** The same client, answered by `fetch` instead of a server. */
export function embeddedClient(answer: typeof fetch, key: string = EMBEDDED_KEY): SupabaseClient {
  return createClient(EMBEDDED_URL, key, { ...OPTIONS, global: { fetch: answer } });
}

const OPTIONS = {
  auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  db: { timeout: TIMEOUT_MS },
};
