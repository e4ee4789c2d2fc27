import type { Env } from './env.ts';

/** Cron comes once a minute; what falls due before its next time, a start included, must find the product awake. */
const WITHIN_SECONDS = 75;
const PATIENCE_MS = 8000;

/** Starts the product when something falls due; while there is nothing to do it sleeps, and costs nothing. */
export async function wakeWhenDue(product: Pick<Fetcher, 'fetch'>, env: Env): Promise<void> {
  if (!(await isAnythingDue(env))) return;
  const answer = await product.fetch('http://container/health/startup');
  const said = await answer.text();
  if (!answer.ok) throw new Error(`something is due, and the product does not start: ${answer.status} ${said}`);
  console.log({ event: 'woken' });
}

async function isAnythingDue(env: Env): Promise<boolean> {
  // embedded records live and end with the container: nobody else can be asked
  if (!env.SUPABASE_URL || !env.SUPABASE_KEY) return false;
  const answer = await fetch(new URL('/rest/v1/rpc/is_anything_due', env.SUPABASE_URL), {
    method: 'POST',
    headers: {
      apikey: env.SUPABASE_KEY,
      authorization: `Bearer ${env.SUPABASE_KEY}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ p: { withinSeconds: WITHIN_SECONDS, timeZone: env.DEFAULT_TIME_ZONE ?? 'UTC' } }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!answer.ok) throw new Error(`the records cannot be asked whether anything is due: ${answer.status}`);
  return (await answer.json()) === true;
}
