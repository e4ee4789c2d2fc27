import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN_KEY, itemsIn, type Product, startProduct } from './product.ts';
import { type Person, TelegramEmulator } from './telegram/index.ts';

const SECRET = 'a-secret';
const TOKEN = '123456:emulated';

/** Nobody listens there. */
const DEAD = 'http://127.0.0.1:9';

describe('with every service but the records and Telegram away', () => {
  let telegram: TelegramEmulator;
  let product: Product;
  let ann: Person;

  beforeAll(async () => {
    telegram = await TelegramEmulator.start({ timeScale: 0.05, seed: 9, token: TOKEN });
    ann = telegram.user({ id: 11, first_name: 'Ann' });
    product = await startProduct({
      environment: {
        TELEGRAM_BOT_TOKEN: TOKEN,
        TELEGRAM_WEBHOOK_SECRET: SECRET,
        TELEGRAM_API_ROOT: telegram.url,
        TELEGRAM_ADMIN_IDS: '11',
        CLOUDFLARE_BASE_URL: DEAD,
        CLOUDFLARE_ACCOUNT_ID: 'account',
        CLOUDFLARE_KV_NAMESPACE_ID: 'namespace',
        CLOUDFLARE_R2_BUCKET: 'bucket',
      },
    });
    telegram.setWebhook(`${product.url}/webhook`, { secret: SECRET });
  });
  afterAll(async () => {
    await product.close();
    await telegram.stop();
  });

  const heard = (words: RegExp) =>
    telegram.until(() => telegram.tally.sent(ann.chat).some(({ message }) => words.test(message.text ?? '')));

  it('is ready, and says which are away', async () => {
    const { status, body } = await product.ask('GET', '/health/ready');
    expect(status).toBe(200);
    expect(body['details']).toMatchObject({ records: { status: 'up' } });
    expect(JSON.stringify(body)).toMatch(/degraded/);
  });

  it('does what was said, also with a photo, and refuses a file clearly', async () => {
    ann.says(ann.chat, '/newtask Check the pump');
    ann.photo(ann.chat, { caption: '/newtask Look at this crack' });
    ann.says(ann.chat, 'add rope to the truck list');
    await heard(/rope/);
    const tasks = itemsIn((await product.ask('GET', '/v1/tasks')).body);
    expect(tasks.map((one) => one['title'])).toEqual(['Look at this crack', 'Check the pump']);
    const answer = await fetch(`${product.url}/v1/media?name=a.jpg`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/octet-stream' },
      body: Buffer.from('/9j/4AAQSkZJRgABAQEASABIAAD/2Q==', 'base64'),
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([503, expect.stringMatching(/problem\+json/)]);
  });
});
