import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { readSettings, SETTING_NAMES } from './index.ts';

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
    [{ PORT: 'eighty' }, 'PORT'],
    [{ DEFAULT_TIME_ZONE: 'Mars/Olympus' }, 'DEFAULT_TIME_ZONE'],
    [{ ADMIN_API_KEY: 'short' }, 'ADMIN_API_KEY'],
  ])('refuses %j and says what is wrong', (variables, sentence) => {
    expect(() => readSettings(variables)).toThrow(sentence);
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

  it('is documented name by name in .env.example', () => {
    const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    const named = [...example.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual([...SETTING_NAMES].sort());
  });
});
