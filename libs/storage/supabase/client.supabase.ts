import { createClient, SupabaseClient } from '@supabase/supabase-js';

export { SupabaseClient };

/** The key the embedded database takes for the service role; it never leaves the process. */
export const EMBEDDED_KEY = 'sb_secret_embedded';

const EMBEDDED_URL = 'http://embedded.local';
const TIMEOUT_MS = 8000;

/** The client of a Supabase; `answer` stands in for the network when it is given. */
export function clientFor(url: string, key: string, answer?: typeof fetch): SupabaseClient {
  return createClient(url, key, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    db: { timeout: TIMEOUT_MS },
    ...(answer && { global: { fetch: answer } }),
  });
}

/** The client of a database in this process. */
export function embeddedClient(answer: typeof fetch): SupabaseClient {
  return clientFor(EMBEDDED_URL, EMBEDDED_KEY, answer);
}
