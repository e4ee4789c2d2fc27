import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Settings } from '#config';
import { Account } from '../deploy/account.cloudflare.ts';
import { environment } from '../deploy/environment.ts';
import { BotApi } from '../webhook/bot-api.ts';
import { type Finding, found, told } from './finding.ts';

const PATIENCE_MS = 10_000;

/** Looks at each part of the product as these settings have it. */
export async function* parts(settings: Settings): AsyncGenerator<Finding> {
  yield records(settings);
  yield chat(settings);
  yield* cloudflare(settings);
  if (settings.publicUrl) yield product(settings.publicUrl);
}

async function records({ supabase, dataDir }: Settings): Promise<Finding> {
  if (!supabase) {
    const place = relative('.', dataDir) || '.';
    const state = existsSync(join(dataDir, 'postgres')) ? `kept in ${place}` : `will be kept in ${place}`;
    return told('records', 'embedded PostgreSQL', `${state}. For Supabase: SUPABASE_URL and SUPABASE_KEY`);
  }
  return found('records', 'Supabase', async () => {
    const headers = { apikey: supabase.key, authorization: `Bearer ${supabase.key}` };
    const address = `${supabase.url.replace(/\/$/, '')}/rest/v1/people?select=id&limit=1`;
    const answer = await ask(address, headers);
    if (answer.status === 404) throw new Error('answers, and has no tables of ours yet: npm run migrate');
    if (answer.status === 401 || answer.status === 403) throw new Error('answers, and does not take SUPABASE_KEY');
    if (!answer.ok) throw new Error(`answers ${answer.status}`);
    return `${new URL(address).host} answers`;
  });
}

async function chat({ telegram }: Settings): Promise<Finding> {
  if (!telegram)
    return told('chat', 'chat page and REST', 'For Telegram: TELEGRAM_BOT_TOKEN and TELEGRAM_WEBHOOK_SECRET');
  return found('chat', `Telegram, ${telegram.mode}`, async () => {
    const api = new BotApi(telegram.token, telegram.apiRoot);
    const { username } = await api.me();
    if (telegram.mode === 'polling') return `@${username} answers`;
    const { url, pending_update_count: pending, last_error_message: failed } = await api.info();
    if (!url) throw new Error(`@${username} answers, and no webhook is set: npm run webhook -- set`);
    return `@${username}, updates go to ${url}, ${pending} pending${failed ? `, last failure: ${failed}` : ''}`;
  });
}

async function* cloudflare({ cloudflare: settings }: Settings): AsyncGenerator<Finding> {
  const { kvNamespaceId, r2, vectorizeIndex, apiToken } = settings ?? {};
  const services = [
    [
      'cache',
      'Cloudflare KV',
      kvNamespaceId,
      `/storage/kv/namespaces/${kvNamespaceId}`,
      'in memory',
      'CLOUDFLARE_KV_NAMESPACE_ID',
    ],
    ['media', 'Cloudflare R2', r2?.bucket, `/r2/buckets/${r2?.bucket}`, 'files on this disk', 'CLOUDFLARE_R2_BUCKET'],
    [
      'vectors',
      'Cloudflare Vectorize',
      vectorizeIndex,
      `/vectorize/v2/indexes/${vectorizeIndex}`,
      'in the database',
      'CLOUDFLARE_VECTORIZE_INDEX',
    ],
  ] as const;
  for (const [part, adapter, name, path, embedded, setting] of services) {
    if (!name) yield told(part, embedded, `For ${adapter}: ${setting}`);
    else if (!apiToken) yield told(part, adapter, 'behind the Worker: only the container reaches it');
    else {
      yield await found(part, adapter, async () => {
        if ((await Account.open().get(path)) === undefined) throw new Error(`there is no ${name}: npm run provision`);
        return `${name} is there`;
      });
    }
  }
}

async function product(url: string): Promise<Finding> {
  return found('product', url, async () => {
    const answer = await ask(new URL('/health', url).href);
    if (!answer.ok) throw new Error(`answers ${answer.status} to /health`);
    const { status, version, build } = (await answer.json()) as Record<string, string>; // as /health documents it
    if (status === 'error') throw new Error(`${version} answers, and does not reach its records`);
    return `${version} (${build}) answers: ${status}`;
  });
}

async function ask(url: string, headers: Record<string, string> = {}): Promise<Response> {
  try {
    return await fetch(url, { headers, signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new Error(`${new URL(url).host} does not answer: ${cause}`, { cause: error });
  }
}

/** How many settings are set, out of how many. */
export function countOf(names: readonly string[]): string {
  const known = environment();
  return `${names.filter((name) => known[name] !== undefined).length} of ${names.length} settings are set`;
}
