import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FileFetcher } from '../libs/delivery/files/file-fetcher.ts';
import { startBindings } from '../libs/storage/cloudflare/testing/bindings.ts';
import { dataOf } from '../libs/storage/supabase/index.ts';
import { eventually } from './eventually.ts';
import { ADMIN_KEY, itemsIn, type Json, type Product, rest, startProduct } from './product.ts';
import { type Chat, type Person, TelegramEmulator } from './telegram/index.ts';

const SECRET = 'a-secret';
const TOKEN = '123456:emulated-and-secret';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
/** The same picture, and a few bytes that make it another file. */
const photo = (mark: string) => Buffer.concat([PNG, Buffer.from(mark)]);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

interface Stage {
  readonly telegram: TelegramEmulator;
  readonly product: Product;
  readonly ann: Person;
  close(): Promise<void>;
}

async function raise(environment: Record<string, string> = {}): Promise<Stage> {
  const telegram = await TelegramEmulator.start({ timeScale: 0.05, seed: 9, token: TOKEN });
  const ann = telegram.user({ id: 11, first_name: 'Ann' });
  const product = await startProduct({
    environment: {
      TELEGRAM_BOT_TOKEN: TOKEN,
      TELEGRAM_WEBHOOK_SECRET: SECRET,
      TELEGRAM_API_ROOT: telegram.url,
      TELEGRAM_ADMIN_IDS: '11',
      ...environment,
    },
  });
  telegram.setWebhook(`${product.url}/webhook`, { secret: SECRET, allowed: ['message', 'edited_message'] });
  ann.starts();
  await telegram.until(() => telegram.tally.sent(ann.chat).length > 0);
  const close = async (): Promise<void> => {
    await product.close();
    await telegram.stop();
  };
  return { telegram, product, ann, close };
}

const files = async ({ product }: Stage, query = ''): Promise<readonly Json[]> =>
  itemsIn((await product.ask('GET', `/v1/media${query}`)).body);
const report = async ({ product }: Stage, query: string): Promise<Json | undefined> =>
  itemsIn((await product.ask('GET', `/v1/reports?q=${query}`)).body)[0];
const attached = async (stage: Stage, query: string): Promise<readonly Json[]> =>
  itemsIn(await report(stage, query), 'attachments');
const stored = (stage: Stage, query: string, count = 1) =>
  eventually(async () => {
    const found = await attached(stage, query);
    return found.length === count && found.every(({ status }) => status === 'stored');
  });
const heard = ({ telegram }: Stage, chat: Chat, words: RegExp) =>
  telegram.until(() => telegram.tally.sent(chat).some(({ message }) => words.test(message.text ?? '')));
const bytesAt = async ({ product }: Stage, path: string): Promise<Buffer> => {
  const response = await fetch(product.url + path, { headers: { authorization: `Bearer ${ADMIN_KEY}` } });
  return Buffer.from(await response.arrayBuffer());
};

const contentOf = (stage: Stage, file: Json | undefined) =>
  bytesAt(stage, `/v1/media/${String(file?.['mediaId'])}/content`);

describe('what is photographed and sent in Telegram', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await raise();
    await stage.product.ask('POST', '/v1/sites', { name: 'Crockett' });
  });
  afterAll(() => stage.close());

  it('is stored byte for byte, and belongs to its message and its report', async () => {
    const { ann, product } = stage;
    ann.photo(ann.chat, { bytes: photo('rust'), caption: 'Crockett: rust on the gate' });
    await stored(stage, 'rust');
    const [file] = await attached(stage, 'rust');
    expect(file).toMatchObject({ kind: 'photo', status: 'stored', mediaId: expect.any(String) });
    const { id, source } = (await report(stage, 'rust')) as { id: string; source: { messageId: string } };
    const media = (await product.ask('GET', `/v1/media/${String(file?.['mediaId'])}`)).body;
    expect(media).toMatchObject({
      name: 'photo.png',
      type: 'image/png',
      sha256: sha256(photo('rust')),
      messageId: source.messageId,
      createdBy: { name: 'Ann' },
    });
    expect((await bytesAt(stage, `/v1/media/${String(media['id'])}/content`)).equals(photo('rust'))).toBe(true);
    for (const query of [`?message=${source.messageId}`, `?record=${id}`])
      expect((await files(stage, query)).map((one) => one['id'])).toEqual([media['id']]);
    expect(await files(stage, '?record=11111111-1111-4111-8111-111111111111')).toEqual([]);
    const csv = String(await bytesAt(stage, '/v1/reports.csv'));
    expect(csv).toContain(`photo (/v1/media/${String(media['id'])}/content)`);
    expect((await bytesAt(stage, `/v1/reports/${id}.pdf`)).toString('latin1')).toMatch(/\/Subtype \/Image\b/);
  });

  it('is stored each by itself when it is an album, also of a task', async () => {
    const { ann, product } = stage;
    ann.album(ann.chat, [{ bytes: photo('1') }, { bytes: photo('2') }, { bytes: photo('3') }], {
      caption: 'Crockett: cracked weld',
    });
    await stored(stage, 'weld', 3);
    const ids = (await attached(stage, 'weld')).map(({ mediaId }) => mediaId);
    expect(new Set(ids).size).toBe(3);
    ann.document(
      ann.chat,
      { bytes: Buffer.from('a,b\n1,2'), name: '../plan.csv', type: 'text/csv' },
      { caption: '/newtask Read the plan' },
    );
    const task = async () => itemsIn((await product.ask('GET', '/v1/tasks?q=plan')).body)[0]?.['id'];
    await eventually(async () => (await task()) !== undefined);
    await eventually(async () => (await files(stage, `?record=${String(await task())}`)).length === 1);
    expect(await files(stage, `?record=${String(await task())}`)).toMatchObject([
      { name: 'plan.csv', type: 'text/csv' },
    ]);
  });

  it('is fetched once, also when its message is said again in other words', async () => {
    const { ann, telegram } = stage;
    const posted = ann.photo(ann.chat, { bytes: photo('hose'), caption: 'Crockett: hose leaks' });
    await stored(stage, 'hose');
    const before = (await files(stage)).length;
    ann.edits(posted, 'Crockett: hose leaks badly');
    await heard(stage, ann.chat, /badly/);
    ann.says(ann.chat, '/newtask Something after it');
    await heard(stage, ann.chat, /Something after it/);
    expect(await stage.product.count('fetches')).toBe((await files(stage)).length);
    expect((await files(stage)).length).toBe(before);
    expect(telegram.tally.calls.get('getfile')).toBe(before);
  });

  it('is tried again after whatever goes wrong on the way, and neither the message nor its answer waits for it', async () => {
    const { ann, telegram } = stage;
    const over = telegram.faults.order({ kind: 'server error' }, { method: 'getFile' });
    telegram.faults.order({ kind: 'cut' }, { method: 'download', times: 1 });
    ann.photo(ann.chat, { bytes: photo('valve'), caption: 'Crockett: valve stuck' });
    await heard(stage, ann.chat, /valve stuck/);
    expect(await attached(stage, 'valve')).toMatchObject([{ status: 'pending' }]);
    over();
    await stored(stage, 'valve');
    const [file] = await attached(stage, 'valve');
    expect((await contentOf(stage, file)).equals(photo('valve'))).toBe(true);
    telegram.faults.clear();
  });

  it('that is too large, or gone, is marked so and said so, and its message and record stay', async () => {
    const { ann, telegram } = stage;
    ann.document(
      ann.chat,
      { bytes: PNG, name: 'film.mp4', size: 21 << 20 },
      { caption: 'Crockett: film of the flood' },
    );
    await heard(stage, ann.chat, /up to 20 MB only/);
    expect(await attached(stage, 'flood')).toMatchObject([{ status: 'failed', problem: 'too_large' }]);
    const pdf = await bytesAt(stage, `/v1/reports/${String((await report(stage, 'flood'))?.['id'])}.pdf`);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    telegram.faults.order({ kind: 'refuse', description: 'invalid file_id' }, { method: 'getFile', times: 1 });
    ann.photo(ann.chat, { bytes: photo('lost'), caption: 'Crockett: lost picture' });
    await heard(stage, ann.chat, /could not get this file/);
    expect(await attached(stage, 'lost')).toMatchObject([{ status: 'failed', problem: 'gone' }]);
    expect(String(await bytesAt(stage, '/v1/reports.csv'))).toContain('(too_large)');
  });

  it('shows as deleted once its file is deleted', async () => {
    const { product } = stage;
    const [file] = await attached(stage, 'rust');
    expect((await product.ask('DELETE', `/v1/media/${String(file?.['mediaId'])}`)).status).toBe(204);
    expect(await attached(stage, 'rust')).toEqual([expect.not.objectContaining({ mediaId: expect.anything() })]);
    expect(await attached(stage, 'rust')).toMatchObject([{ status: 'deleted' }]);
  });

  it('of somebody’s own chat is for them, managers, and whoever may read a report it is in', async () => {
    const { ann, product } = stage;
    ann.photo(ann.chat, { bytes: photo('private'), caption: '/newtask Private picture' });
    await eventually(async () => (await files(stage)).some((one) => one['sha256'] === sha256(photo('private'))));
    const all = await files(stage, '?limit=100');
    const hidden = String(all.find((one) => one['sha256'] === sha256(photo('private')))?.['id']);
    const { body: olga } = await product.ask('POST', '/v1/people', { name: 'Olga', role: 'operator' });
    const { body: key } = await product.ask('POST', '/v1/keys', { name: 'hers', personId: olga['id'] });
    const hers = { authorization: `Bearer ${String(key['key'])}` };
    const seen = itemsIn((await product.ask('GET', '/v1/media?limit=100', undefined, hers)).body).map(({ id }) => id);
    expect(seen).not.toContain(hidden);
    expect(seen).toContain((await attached(stage, 'weld'))[0]?.['mediaId']);
    for (const path of [`/v1/media/${hidden}`, `/v1/media/${hidden}/content`])
      expect((await product.ask('GET', path, undefined, hers)).status).toBe(404);
  });

  it('is not kept of strangers', async () => {
    const { telegram, product } = stage;
    const eve = telegram.user({ id: 66, first_name: 'Eve' });
    const before = await product.count('fetches');
    eve.photo(eve.chat, { bytes: photo('spam') });
    await heard(stage, eve.chat, /do not know you/);
    expect(await product.count('fetches')).toBe(before);
  });

  it('is waited for when nobody is awake: the cron is told', async () => {
    await rest(stage.product, FileFetcher);
    const { client } = stage.product.backend;
    const due = async () =>
      dataOf<boolean>(await client.rpc('files_wait', { p: { until: new Date(Date.now() + 1000).toISOString() } }));
    expect(await due()).toBe(false);
    dataOf(
      await client.from('fetches').update({ status: 'pending', run_at: '2999-01-01T00:00:00Z' }).eq('status', 'failed'),
    );
    expect(await due()).toBe(false);
    dataOf(await client.from('fetches').update({ run_at: '2020-01-01T00:00:00Z' }).eq('status', 'pending'));
    expect(await due()).toBe(true);
  });
});

/** The media store, with a way of cutting it off. */
async function startStore(): Promise<{ url: string; isThere: boolean; close(): Promise<void> }> {
  const worker = await startBindings();
  const store = {
    url: '',
    isThere: false,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await worker.close();
    },
  };
  const server = createServer((request, response) => {
    if (!store.isThere) return void response.writeHead(503).end();
    const to = new URL(worker.baseUrl);
    const path = to.pathname + (request.url ?? '');
    const passed = ask({
      host: to.hostname,
      port: to.port,
      path,
      method: request.method,
      headers: request.headers,
    });
    passed.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(passed);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  store.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
  return store;
}

describe('while the media store cannot be reached', () => {
  let stage: Stage;
  let store: Awaited<ReturnType<typeof startStore>>;
  beforeAll(async () => {
    store = await startStore();
    stage = await raise({
      CLOUDFLARE_BASE_URL: store.url,
      CLOUDFLARE_R2_BUCKET: 'media',
      CLOUDFLARE_KV_NAMESPACE_ID: 'KV',
    });
  });
  afterAll(async () => {
    await stage.close();
    await store.close();
  });

  it('a photo waits, its report is made all the same, and it is stored once when the store is back', async () => {
    const { ann, product } = stage;
    await product.ask('POST', '/v1/sites', { name: 'Crockett' });
    ann.photo(ann.chat, { bytes: photo('wait'), caption: 'Crockett: waiting picture' });
    await heard(stage, ann.chat, /waiting picture/);
    const tries = async () =>
      dataOf<{ attempts: number }[]>(await product.backend.client.from('fetches').select('attempts'))[0]?.attempts ?? 0;
    await eventually(async () => (await tries()) >= 2);
    expect(await attached(stage, 'waiting')).toMatchObject([{ status: 'pending' }]);
    const pdf = await bytesAt(stage, `/v1/reports/${String((await report(stage, 'waiting'))?.['id'])}.pdf`);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    store.isThere = true;
    await stored(stage, 'waiting');
    expect((await contentOf(stage, (await attached(stage, 'waiting'))[0])).equals(photo('wait'))).toBe(true);
    expect((await files(stage)).length).toBe(1);
  });

  it('a report whose photos are stored there is printed without them, and says so', async () => {
    const path = `/v1/reports/${String((await report(stage, 'waiting'))?.['id'])}.pdf`;
    const imagesIn = (pdf: Buffer) => pdf.toString('latin1').match(/\/Subtype \/Image\b/g)?.length ?? 0;
    store.isThere = true;
    const whole = await bytesAt(stage, path);
    expect(imagesIn(whole)).toBeGreaterThan(0);
    store.isThere = false;
    const without = await bytesAt(stage, path);
    expect([without.subarray(0, 5).toString(), imagesIn(without)]).toEqual(['%PDF-', 0]);
    store.isThere = true;
    expect(imagesIn(await bytesAt(stage, path))).toBe(imagesIn(whole));
  });
});
