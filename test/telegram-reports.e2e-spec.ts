import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { itemsIn, type Product, startProduct } from './product.ts';
import { TelegramEmulator } from './telegram/index.ts';

const SECRET = 'a-secret';
const TOKEN = '123456:emulated';

describe('a report in Telegram', () => {
  let telegram: TelegramEmulator;
  let product: Product;
  let ann: ReturnType<TelegramEmulator['user']>;

  beforeAll(async () => {
    telegram = await TelegramEmulator.start({ timeScale: 0.05, seed: 9, token: TOKEN });
    ann = telegram.user({ id: 11, first_name: 'Ann' });
    product = await startProduct({
      environment: {
        TELEGRAM_BOT_TOKEN: TOKEN,
        TELEGRAM_WEBHOOK_SECRET: SECRET,
        TELEGRAM_API_ROOT: telegram.url,
        TELEGRAM_ADMIN_IDS: '11',
        PUBLIC_URL: 'https://flrts.example',
      },
    });
    telegram.setWebhook(`${product.url}/webhook`, {
      secret: SECRET,
      allowed: ['message', 'edited_message', 'callback_query'],
    });
    await product.ask('POST', '/v1/sites', { name: 'Crockett' });
  });
  afterAll(async () => {
    await product.close();
    await telegram.stop();
  });

  const sent = () => telegram.tally.sent(ann.chat);
  const last = () => {
    const message = sent().at(-1);
    if (!message) throw new Error('nothing was said');
    return message;
  };
  const hears = (words: RegExp) => telegram.until(() => words.test(sent().at(-1)?.message.text ?? ''));
  const reports = async (query = '') => itemsIn((await product.ask('GET', `/v1/reports${query}`)).body);

  it('is answered with buttons: one makes a task of what is needed, one makes it final, one is the document', async () => {
    ann.says(ann.chat, 'Crockett: oil low, need new filter by friday');
    await hears(/Report #1/);
    ann.presses(last(), '➕ Make it a task: need new filter');
    await hears(/Follow-up: task #1 need new filter/);
    ann.says(ann.chat, 'report 1');
    await hears(/📝 Report #1/);
    ann.presses(last(), '🔒 Make it final');
    await hears(/Final: report #1/);
    ann.presses(last(), '📄 PDF');
    await hears(/https:\/\/flrts\.example\/v1\/documents\/[\w-]{32}/);
    expect(await reports()).toMatchObject([{ status: 'final', followUps: [{ ref: 1, title: 'need new filter' }] }]);
  });

  it('keeps the photos of its album', async () => {
    ann.album(ann.chat, 3, { caption: 'Crockett: rust on the gate' });
    await hears(/rust on the gate/);
    const kept = async () => itemsIn((await reports('?q=rust'))[0], 'attachments');
    while ((await kept()).length < 3) await setImmediate();
    expect((await kept()).map(({ kind }) => kind)).toEqual(['photo', 'photo', 'photo']);
  });

  it('comes of a checklist that goes on in one message, by buttons and by what is typed', async () => {
    ann.says(ann.chat, '/template Crockett: oil level?, pressure (psi)?, fence ok?');
    await hears(/Checklist Crockett/);
    ann.says(ann.chat, '/checklist Crockett');
    await hears(/\(1\/3\)/);
    const message = last();
    const before = sent().length;
    ann.presses(message, 'OK');
    await hears(/oil level: OK[^]*\(psi\)\?/);
    ann.says(ann.chat, '31.5');
    await hears(/pressure: 31\.5 psi[^]*fence ok\?/);
    ann.presses(message, 'Skip');
    await hears(/Checklist done: report #\d+/);
    expect(sent()).toHaveLength(before);
    expect(last().message.message_id).toBe(message.message.message_id);
    expect((await reports('?q=oil level'))[0]).toMatchObject({
      text: 'Crockett:\noil level: OK\npressure: 31.5 psi',
      status: 'draft',
    });
  });
});
