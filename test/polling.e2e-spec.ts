import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { itemsIn, type Product, startProduct } from './product.ts';
import { ManualClock, TelegramEmulator } from './telegram/index.ts';

const TOKEN = '123456:emulated';

describe('polling', () => {
  let telegram: TelegramEmulator;
  let product: Product;

  beforeEach(async () => {
    telegram = await TelegramEmulator.start({ timeScale: 0.05, seed: 7, token: TOKEN });
  });
  afterEach(async () => {
    await product.close();
    await telegram.stop();
  });

  const start = async () => {
    product = await startProduct({
      environment: {
        TELEGRAM_BOT_TOKEN: TOKEN,
        TELEGRAM_MODE: 'polling',
        TELEGRAM_API_ROOT: telegram.url,
        TELEGRAM_ADMIN_IDS: '11',
      },
    });
  };

  it('fetches what was said, also before the start, and answers it once', async () => {
    const ann = telegram.user({ id: 11, first_name: 'Ann' });
    ann.says(ann.chat, '/newtask mend the fence');
    await start();
    ann.says(ann.chat, '/newtask paint the gate');
    await telegram.until(() => telegram.tally.sent(ann.chat).length >= 2);
    const texts = telegram.tally.sent(ann.chat).map(({ message }) => message.text ?? '');
    expect(texts).toEqual([expect.stringContaining('mend the fence'), expect.stringContaining('paint the gate')]);
    const { body } = await product.ask('GET', '/v1/tasks');
    expect(itemsIn(body).map((task) => task['title'])).toEqual(['paint the gate', 'mend the fence']);
  });

  it('goes on when Telegram fails for a while', async () => {
    telegram.faults.order({ kind: 'server error', status: 502 }, { method: 'getMe', times: 1 });
    telegram.faults.order({ kind: 'server error', status: 502 }, { method: 'getUpdates', times: 1 });
    telegram.faults.order({ kind: 'cut' }, { method: 'deleteWebhook', times: 1 });
    const ann = telegram.user({ id: 11, first_name: 'Ann' });
    await start();
    ann.says(ann.chat, '/newtask mend the fence');
    await telegram.until(() => telegram.tally.sent(ann.chat).length > 0);
  });

  it('stops at once when the product stops, however long it would wait for updates', async () => {
    await telegram.stop();
    // by its clock a poll waits for ever
    telegram = await TelegramEmulator.start({ clock: new ManualClock(), token: TOKEN });
    await start();
    await telegram.until(() => telegram.tally.calls.has('getupdates'));
    await product.close();
  });

  it('refuses a webhook without a secret, as anybody could pretend to be Telegram', async () => {
    await start();
    expect((await product.ask('POST', '/webhook', { update_id: 1 })).status).toBe(401);
  });
});
