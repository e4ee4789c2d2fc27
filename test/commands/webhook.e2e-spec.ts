import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../eventually.ts';
import { type Product, startProduct } from '../product.ts';
import { TelegramEmulator } from '../telegram/index.ts';
import { type Ended, run } from './run.ts';

const SECRET = 'the-secret-of-the-webhook';
const OURS = ['message', 'edited_message', 'callback_query', 'message_reaction', 'my_chat_member'];

describe('npm run webhook', () => {
  const folder = mkdtempSync(join(tmpdir(), 'flrts-webhook-'));
  const kept = join(folder, 'webhook-7000000001.json');
  let product: Product;
  let telegram: TelegramEmulator;
  let old: { server: Server; url: string; secrets: (string | undefined)[] };

  beforeAll(async () => {
    product = await startProduct({ environment: { TELEGRAM_WEBHOOK_SECRET: SECRET } });
    old = await oldBot();
  }, 120_000);
  afterAll(async () => {
    await product.close();
    old.server.closeAllConnections();
    old.server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    telegram = await TelegramEmulator.start({ timeScale: 0.1 });
    rmSync(kept, { force: true });
    old.secrets.length = 0;
  });
  afterEach(() => telegram.stop());

  function webhook(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
    const settings = {
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_WEBHOOK_SECRET: SECRET,
      TELEGRAM_API_ROOT: telegram.url,
      PUBLIC_URL: product.url,
      DATA_DIR: folder,
    };
    return run('webhook', args, { env: { ...settings, ...env } });
  }

  async function info(): Promise<Record<string, unknown>> {
    const answer = await fetch(`${telegram.url}/bot${telegram.token}/getWebhookInfo`);
    const { result } = (await answer.json()) as { result: Record<string, unknown> };
    return result;
  }

  it('sets the first webhook, with the newer secret, and says what is set', async () => {
    const { code, out } = await webhook(['set', '--watch', '0'], { TELEGRAM_WEBHOOK_SECRET: `${SECRET},older` });
    expect([code, out]).toEqual([0, expect.stringContaining('from no webhook')]);
    expect(await info()).toMatchObject({
      url: `${product.url}/webhook`,
      allowed_updates: expect.arrayContaining(OURS),
    });
    telegram.user({ id: 5, first_name: 'Ann' }).starts();
    await telegram.until(() => telegram.delivery.delivered === 1);
    const shown = await webhook(['info']);
    expect(shown.out).toContain(`url              ${product.url}/webhook`);
    expect(shown.out).toContain('last failure     never');
  });

  it('does not set ours over somebody else’s', async () => {
    telegram.setWebhook(old.url);
    const { code, err } = await webhook(['set']);
    expect([code, err]).toEqual([1, expect.stringContaining('npm run webhook -- cutover')]);
    expect(await info()).toMatchObject({ url: old.url });
  });

  it('takes over from an old bot and goes back to it, to what it was asked for and how it was called', async () => {
    telegram.setWebhook(old.url, { allowed: ['message', 'callback_query'], maxConnections: 7 });
    const there = await webhook(['cutover', '--old-secret', 'none', '--watch', '1']);
    expect([there.code, there.err]).toEqual([0, '']);
    expect(await info()).toMatchObject({ url: `${product.url}/webhook`, max_connections: 40 });
    expect(readFileSync(kept, 'utf8')).not.toContain(SECRET);
    const back = await webhook(['rollback', '--watch', '0']);
    expect([back.code, back.err]).toEqual([0, '']);
    expect(await info()).toMatchObject({
      url: old.url,
      max_connections: 7,
      allowed_updates: ['message', 'callback_query'],
    });
    telegram.user({ id: 5, first_name: 'Ann' }).starts();
    await telegram.until(() => old.secrets.length === 1);
    expect(old.secrets).toEqual([undefined]);
  });

  it('goes back to Telegram’s own list of updates when the old bot had set none', async () => {
    telegram.setWebhook(old.url);
    await webhook(['cutover', '--old-secret', 'same', '--watch', '0']);
    expect((await webhook(['rollback', '--watch', '0'])).code).toBe(0);
    expect(await info()).not.toHaveProperty('allowed_updates');
    telegram.user({ id: 5, first_name: 'Ann' }).starts();
    await telegram.until(() => old.secrets.length === 1);
    expect(old.secrets).toEqual([SECRET]);
  });

  it('does not go back without the secret the old bot needs', async () => {
    telegram.setWebhook(old.url, { secret: 'of-old' });
    await webhook(['cutover', '--old-secret', 'env', '--watch', '0']);
    const without = await webhook(['rollback']);
    expect([without.code, without.err]).toEqual([2, expect.stringContaining('OLD_WEBHOOK_SECRET')]);
    expect((await webhook(['rollback', '--watch', '0'], { OLD_WEBHOOK_SECRET: 'of-old' })).code).toBe(0);
    telegram.user({ id: 5, first_name: 'Ann' }).starts();
    await telegram.until(() => old.secrets.length === 1);
    expect(old.secrets).toEqual(['of-old']);
  });

  it.each<[string, string[], Record<string, string>, number, string]>([
    ['how the old one is called is not said', ['cutover'], {}, 2, '--old-secret same, none or env'],
    [
      'the new one knows another secret',
      ['cutover', '--old-secret', 'none'],
      { TELEGRAM_WEBHOOK_SECRET: 'other' },
      1,
      'it knows another',
    ],
    [
      'nobody is at the new address',
      ['cutover', 'http://127.0.0.1:1/webhook', '--old-secret', 'none'],
      {},
      1,
      'cannot be reached',
    ],
    ['there was no cut-over to go back from', ['rollback'], {}, 1, 'no cut-over was made from here'],
    ['the word is unknown', ['move'], {}, 2, 'npm run webhook -- info'],
    ['there is no token', ['info'], { TELEGRAM_BOT_TOKEN: '' }, 2, 'TELEGRAM_BOT_TOKEN is missing: @BotFather'],
    ['the token is another bot’s', ['info'], { TELEGRAM_BOT_TOKEN: '1:wrong' }, 1, 'Unauthorized'],
  ])('moves nothing when %s', async (_, args, env, code, line) => {
    telegram.setWebhook(old.url);
    const ended = await webhook(args, env);
    expect([ended.code, ended.err]).toEqual([code, expect.stringContaining(line)]);
    expect(await info()).toMatchObject({ url: old.url });
    expect(existsSync(kept)).toBe(false);
  });

  it('moves nothing to an address that takes updates from anybody', async () => {
    telegram.setWebhook(old.url);
    const { code, err } = await webhook(['cutover', old.url.replace('/webhook', '/open'), '--old-secret', 'none']);
    expect([code, err]).toEqual([1, expect.stringContaining('it must refuse (401)')]);
  });

  it('only says what it would do in a dry run', async () => {
    telegram.setWebhook(old.url);
    const { code, out } = await webhook(['cutover', '--old-secret', 'none', '--dry-run']);
    expect([code, out]).toEqual([0, expect.stringContaining('Nothing was moved')]);
    expect(await info()).toMatchObject({ url: old.url });
    expect(existsSync(kept)).toBe(false);
  });

  it('waits when Telegram says that it was asked too often', async () => {
    telegram.faults.order({ kind: 'too many', retryAfter: 1 }, { method: 'setWebhook', times: 1 });
    expect((await webhook(['set', '--watch', '0'])).code).toBe(0);
    expect(await info()).toMatchObject({ url: `${product.url}/webhook` });
  });

  it('says so when updates do not get through', async () => {
    telegram.setWebhook(old.url);
    const there = old.url.replace('/webhook', '/failing');
    const watching = webhook(['cutover', there, '--old-secret', 'none', '--watch', '6']);
    await eventually(async () => (await info())['url'] === there);
    telegram.user({ id: 5, first_name: 'Ann' }).starts();
    const { code, out } = await watching;
    expect([code, out]).toEqual([1, expect.stringContaining('it said last: Wrong response from the webhook: 500')]);
    expect(out).toContain('1 are still pending. If they do not go down: npm run webhook -- rollback');
  });

  it('never says the token or the secret', async () => {
    await telegram.stop();
    const { out, err } = await webhook(['info']);
    expect(err).toContain('did not answer');
    expect(out + err).not.toContain(telegram.token);
    expect(out + err).not.toContain(SECRET);
  });
});

/** The bot of before: takes everything, and remembers which secret it came with. `/failing` checks well and takes nothing. */
async function oldBot(): Promise<{ server: Server; url: string; secrets: (string | undefined)[] }> {
  const secrets: (string | undefined)[] = [];
  const server = createServer(async (request, response) => {
    const body = (await request.toArray()).join('');
    const header = request.headers['x-telegram-bot-api-secret-token'];
    const secret = typeof header === 'string' ? header : undefined;
    if (request.url === '/webhook') secrets.push(secret);
    if (request.url === '/failing') response.statusCode = secret ? (body === '{}' ? 400 : 500) : 401;
    response.end(JSON.stringify({ status: 'ok', version: '0' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}/webhook`, secrets };
}
