import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ACCOUNT, CloudflareDouble, TOKEN } from '../cloudflare/cloudflare-double.ts';
import { TelegramEmulator } from '../telegram/index.ts';
import { run } from './run.ts';

const FIRST_BUILD_MS = 120_000;
const KEY = 'the-key-of-supabase';

describe('npm run doctor', () => {
  let cloudflare: CloudflareDouble;
  let telegram: TelegramEmulator;
  let supabase: { server: Server; url: string };

  beforeAll(async () => {
    cloudflare = await CloudflareDouble.start();
    telegram = await TelegramEmulator.start();
    supabase = await answering((path, key) =>
      path === '/health' ? 200 : key !== KEY ? 401 : path.startsWith('/rest/v1/people') ? 200 : 404,
    );
  });
  afterAll(async () => {
    await cloudflare.stop();
    await telegram.stop();
    supabase.server.closeAllConnections();
    supabase.server.close();
  });

  const all = () => ({
    SUPABASE_URL: supabase.url,
    SUPABASE_KEY: KEY,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_WEBHOOK_SECRET: 'a-secret',
    TELEGRAM_API_ROOT: telegram.url,
    CLOUDFLARE_API_BASE_URL: cloudflare.url,
    CLOUDFLARE_ACCOUNT_ID: ACCOUNT,
    CLOUDFLARE_API_TOKEN: TOKEN,
    CLOUDFLARE_R2_BUCKET: 'flrts-media',
    PUBLIC_URL: supabase.url,
  });

  it(
    'says that an empty environment needs nothing',
    async () => {
      const { code, out } = await run('doctor');
      expect([code, out]).toEqual([
        0,
        expect.stringContaining('Nothing is configured: everything runs on this machine'),
      ]);
      expect(out).toMatch(/· records +embedded PostgreSQL .*SUPABASE_URL and SUPABASE_KEY/);
      expect(out).not.toContain('✗');
    },
    FIRST_BUILD_MS,
  );

  it('says what answers and what does not, and what to do about it', async () => {
    const sick = await run('doctor', [], { env: all() });
    expect(sick.code).toBe(1);
    expect(sick.out).toMatch(/✓ records +Supabase/);
    expect(sick.out).toMatch(/✗ chat .*no webhook is set: npm run webhook -- set/);
    expect(sick.out).toMatch(/✗ media .*there is no flrts-media: npm run provision/);
    expect(sick.out).toMatch(/✓ product .*0\.1\.0 \(abc\) answers: ok/);
    cloudflare.storage.buckets.push({ name: 'flrts-media' });
    telegram.setWebhook(`${supabase.url}/webhook`);
    const well = await run('doctor', [], { env: all() });
    expect([well.code, well.out]).toEqual([0, expect.stringContaining('All that is configured answers.')]);
    expect(well.out).toMatch(/✓ chat .*@flrts_bot, updates go to http.*, 0 pending/);
  });

  it('tells a wrong key from a service that is away', async () => {
    const env = { ...all(), SUPABASE_KEY: 'another', TELEGRAM_API_ROOT: 'http://127.0.0.1:1' };
    const { code, out } = await run('doctor', [], { env });
    expect(code).toBe(1);
    expect(out).toMatch(/✗ records .*does not take SUPABASE_KEY/);
    expect(out).toMatch(/✗ chat .*did not answer getMe/);
    expect(out).not.toContain(telegram.token);
    expect(out).not.toContain(KEY);
  });

  it('says why FLRTS would not start', async () => {
    const { code, err } = await run('doctor', [], { env: { SUPABASE_URL: 'https://x.supabase.co' } });
    expect([code, err]).toEqual([
      1,
      expect.stringContaining('FLRTS would not start. settings: SUPABASE_KEY is missing'),
    ]);
  });

  it('says what is set and not used', async () => {
    const { code, out } = await run('doctor', ['--dry-run'], { env: { CLOUDFLARE_API_TOKEN: TOKEN } });
    expect([code, out]).toEqual([0, expect.stringContaining('Nothing of Cloudflare is used: CLOUDFLARE_API_TOKEN')]);
    expect(out).not.toContain(TOKEN);
  });

  it('asks nobody in a dry run', async () => {
    const { code, out } = await run('doctor', ['--dry-run'], {
      env: { ...all(), TELEGRAM_API_ROOT: 'http://127.0.0.1:1' },
    });
    expect([code, out]).toEqual([0, expect.stringContaining('Nobody was asked')]);
  });
});

/** Answers with a status, and with what `/health` says. */
async function answering(status: (path: string, key: string) => number): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    response.writeHead(status(request.url ?? '/', String(request.headers['apikey'])), {
      'content-type': 'application/json',
    });
    response.end(JSON.stringify({ status: 'ok', version: '0.1.0', build: 'abc' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}` };
}
