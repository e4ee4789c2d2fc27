import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { readSettings, SETTING_NAMES } from './index.ts';

const BUCKET = { CLOUDFLARE_R2_BUCKET: 'media', CLOUDFLARE_BASE_URL: 'http://cf.internal/client/v4' };

describe('settings', () => {
  it('runs on embedded parts with an empty environment', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({
      port: 8000,
      host: '127.0.0.1',
      supabase: undefined,
      telegram: undefined,
      onTrial: true,
    });
  });

  it('listens on every interface in production', () => {
    expect(readSettings({ NODE_ENV: 'production', ALLOW_EMBEDDED: 'true' }).host).toBe('0.0.0.0');
  });

  it.each([
    [{ SUPABASE_URL: 'https://x.supabase.co' }, 'SUPABASE_KEY is missing'],
    [{ SUPABASE_KEY: 'k' }, 'SUPABASE_URL is missing'],
    [{ TELEGRAM_BOT_TOKEN: '1:abc' }, 'TELEGRAM_WEBHOOK_SECRET is missing'],
    [{ TELEGRAM_MODE: 'polling' }, 'TELEGRAM_BOT_TOKEN is missing'],
    [{ NODE_ENV: 'production' }, 'SUPABASE_URL and SUPABASE_KEY are missing'],
    [
      { NODE_ENV: 'production', SUPABASE_URL: 'https://x.supabase.co', SUPABASE_KEY: 'k' },
      'CLOUDFLARE_R2_BUCKET is missing',
    ],
    [{ CLOUDFLARE_BASE_URL: 'http://cf.internal/client/v4' }, 'CLOUDFLARE_VECTORIZE_INDEX is missing'],
    [{ CLOUDFLARE_KV_NAMESPACE_ID: 'n' }, 'CLOUDFLARE_API_TOKEN is missing'],
    [{ CLOUDFLARE_KV_NAMESPACE_ID: 'n', CLOUDFLARE_ACCOUNT_ID: 'a' }, 'CLOUDFLARE_API_TOKEN is missing'],
    [{ CLOUDFLARE_R2_BUCKET: 'media', CLOUDFLARE_API_TOKEN: 't' }, 'CLOUDFLARE_ACCOUNT_ID is missing'],
    [
      {
        CLOUDFLARE_KV_NAMESPACE_ID: 'n',
        CLOUDFLARE_ACCOUNT_ID: 'a',
        CLOUDFLARE_BASE_URL: 'https://api.cloudflare.com/client/v4',
      },
      'CLOUDFLARE_API_TOKEN is missing',
    ],
    [{ ...BUCKET, CLOUDFLARE_R2_ACCESS_KEY: 'a' }, 'CLOUDFLARE_R2_SECRET_KEY is missing'],
    [{ ...BUCKET, CLOUDFLARE_R2_SECRET_KEY: 's' }, 'CLOUDFLARE_R2_ACCESS_KEY is missing'],
    [{ ...BUCKET, CLOUDFLARE_R2_SECRET_KEY: 's', CLOUDFLARE_R2_ACCESS_KEY: 'a' }, 'CLOUDFLARE_ACCOUNT_ID is missing'],
    [{ CLOUDFLARE_R2_SECRET_KEY: 's', CLOUDFLARE_R2_ACCESS_KEY: 'a' }, 'CLOUDFLARE_R2_BUCKET is missing'],
    [{ CLOUDFLARE_R2_BUCKET: 'No Bucket' }, 'CLOUDFLARE_R2_BUCKET must be'],
    [{ PORT: 'eighty' }, 'PORT'],
    [{ DEFAULT_TIME_ZONE: 'Mars/Olympus' }, 'DEFAULT_TIME_ZONE'],
    [{ ADMIN_API_KEY: 'short' }, 'ADMIN_API_KEY'],
  ])('refuses %j and says what is wrong', (variables, sentence) => {
    expect(() => readSettings(variables)).toThrow(sentence);
  });

  it.each([
    [{ CLOUDFLARE_API_TOKEN: 't' }, 'CLOUDFLARE_API_TOKEN can'],
    [{ CLOUDFLARE_ACCOUNT_ID: 'a', CLOUDFLARE_API_TOKEN: 't' }, 'CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN can'],
  ])('starts with %j, as wrangler’s own variables may be set, and says that it does not use it', (variables, said) => {
    const { cloudflare, notes } = readSettings(variables);
    expect([cloudflare, notes]).toEqual([undefined, [expect.stringContaining(said)]]);
    const { notes: none } = readSettings({ ...variables, ...BUCKET });
    expect(none).toEqual([]);
  });

  it('takes the word false for false', () => {
    expect(readSettings({ ALLOW_EMBEDDED: 'false' }).allowEmbedded).toBe(false);
    expect(readSettings({ ALLOW_EMBEDDED: '1' }).allowEmbedded).toBe(true);
  });

  it('treats an empty value as not set', () => {
    expect(readSettings({ SUPABASE_URL: '', SUPABASE_KEY: '', TELEGRAM_ADMIN_IDS: '' }).supabase).toBeUndefined();
  });

  it('polls without a webhook secret', () => {
    expect(readSettings({ TELEGRAM_BOT_TOKEN: '1:abc', TELEGRAM_MODE: 'polling' }).telegram?.mode).toBe('polling');
  });

  it('needs neither a token nor an account where the Worker answers for Cloudflare', () => {
    expect(readSettings(BUCKET).cloudflare).toMatchObject({
      apiToken: undefined,
      baseUrl: 'http://cf.internal/client/v4',
      r2: { bucket: 'media', keys: undefined },
      kvNamespaceId: undefined,
    });
  });

  it('is documented name by name in .env.example', () => {
    const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    const named = [...example.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual([...SETTING_NAMES].sort());
  });
});
