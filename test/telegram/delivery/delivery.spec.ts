import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BotDouble } from '../bot-double.ts';
import { ManualClock, TelegramEmulator } from '../index.ts';

const HOUR = 3_600_000;
const UPDATES = ['message', 'edited_message', 'callback_query', 'message_reaction', 'my_chat_member'];

describe('delivery by webhook', () => {
  let clock: ManualClock;
  let telegram: TelegramEmulator;
  let bot: BotDouble;

  beforeEach(async () => {
    clock = new ManualClock();
    telegram = await TelegramEmulator.start({ clock });
    bot = await BotDouble.start();
  });

  afterEach(async () => {
    await telegram.stop();
    await bot.stop();
  });

  const got = (count: number) =>
    telegram.until(() => bot.received.length >= count && telegram.delivery.ended >= bot.received.length);
  /** They have come, and may not be answered yet. */
  const arrived = (count: number) =>
    telegram.until(() => bot.received.length >= count && telegram.delivery.attempts === bot.received.length);
  const settled = () => new Promise((resolve) => setTimeout(resolve, 30));
  const ann = () => telegram.user({ id: 11, first_name: 'Ann' });
  const bob = () => telegram.user({ id: 12, first_name: 'Bob' });

  it('sends the secret, and ids that rise', async () => {
    telegram.setWebhook(bot.url, { secret: 's3cret' });
    for (const text of ['one', 'two', 'three']) ann().says(ann().chat, text);
    await got(3);
    expect(bot.texts).toEqual(['one', 'two', 'three']);
    expect(bot.received.map(({ secret }) => secret)).toEqual(['s3cret', 's3cret', 's3cret']);
    const ids = bot.received.map(({ update }) => update.update_id);
    expect(ids).toEqual([100_000_001, 100_000_002, 100_000_003]);
    expect(telegram.pending).toBe(0);
    expect(telegram.updates.map(({ json }) => JSON.parse(json))).toEqual(bot.received.map(({ update }) => update));
  });

  it('keeps one update in flight per chat, and does not let one chat wait for another', async () => {
    const held: (() => void)[] = [];
    bot.answer = (response) => void held.push(() => response.end());
    telegram.setWebhook(bot.url);
    for (const text of ['a1', 'a2']) ann().says(ann().chat, text);
    bob().says(bob().chat, 'b1');
    await arrived(2);
    await settled();
    expect(bot.texts.sort()).toEqual(['a1', 'b1']);
    held.shift()?.();
    await arrived(3);
    expect(bot.texts.at(-1)).toBe('a2');
  });

  it('sends what buttons and reactions say past a message that is stuck', async () => {
    const asked = telegram.world.post(ann().chat, telegram.world.bot, {
      text: 'Done?',
      reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'yes' }]] },
    });
    telegram.setWebhook(bot.url, { allowed: UPDATES });
    bot.answer = (response, update) => void response.writeHead(update.message ? 500 : 200).end();
    ann().says(ann().chat, 'stuck');
    await got(2);
    ann().presses(asked, 'Yes');
    ann().reacts(asked, '👍');
    await got(4);
    expect(bot.received.flatMap(({ update }) => update.callback_query?.data ?? [])).toEqual(['yes']);
    expect(bot.received.flatMap(({ update }) => update.message_reaction?.new_reaction ?? [])).toHaveLength(1);
    await telegram.until(() => telegram.pending === 1);
  });

  it('retries at once, then after 2, 4, 8 … seconds, up to one or two minutes', async () => {
    bot.failsWith(500);
    telegram.setWebhook(bot.url);
    ann().says(ann().chat, 'poison');
    await got(2);
    for (const seconds of [2, 4, 8, 16, 32]) {
      const before = bot.received.length;
      clock.advance(seconds * 1000 - 1);
      await settled();
      expect(bot.received).toHaveLength(before);
      clock.advance(1);
      await got(before + 1);
    }
    const before = bot.received.length;
    clock.advance(59_000);
    await settled();
    expect(bot.received).toHaveLength(before);
    clock.advance(62_000);
    await got(before + 1);
  });

  it('honours Retry-After, but not for more than an hour', async () => {
    bot.failsWith(503, 1, { 'retry-after': '7' });
    telegram.setWebhook(bot.url);
    ann().says(ann().chat, 'later');
    await got(1);
    clock.advance(6999);
    await settled();
    expect(bot.received).toHaveLength(1);
    bot.failsWith(503, 1, { 'retry-after': '86400' });
    clock.advance(1);
    await got(2);
    clock.advance(HOUR);
    await got(3);
    expect(telegram.pending).toBe(0);
  });

  it('sends again when the answer is lost', async () => {
    let first = true;
    bot.answer = (response) => {
      if (first) response.destroy();
      else response.end();
      first = false;
    };
    telegram.setWebhook(bot.url);
    ann().says(ann().chat, 'twice');
    await got(2);
    expect(new Set(bot.received.map(({ update }) => update.update_id)).size).toBe(1);
  });

  it('gives a bot 60 seconds to answer, then sends again', async () => {
    bot.answer = () => undefined;
    telegram.setWebhook(bot.url);
    ann().says(ann().chat, 'slow');
    await arrived(1);
    clock.advance(59_999);
    await settled();
    expect(bot.received).toHaveLength(1);
    bot.failsWith(200);
    clock.advance(1);
    await arrived(2);
  });

  it('waits for a bot that is not there, and holds that against no update', async () => {
    await bot.stop();
    telegram.setWebhook(bot.url);
    ann().says(ann().chat, 'early');
    await telegram.until(() => telegram.delivery.failed === 1);
    await bot.listen();
    clock.advance(2000);
    await telegram.until(() => bot.texts.includes('early'));
    await telegram.until(() => telegram.pending === 0);
  });

  it('drops a message after 24 hours and a pressed button after 150 seconds', async () => {
    bot.failsWith(503, Infinity, { 'retry-after': '100' });
    telegram.setWebhook(bot.url);
    const said = ann().says(ann().chat, 'old');
    ann().sendsCallback(said, 'x');
    await got(2);
    expect(telegram.pending).toBe(2);
    clock.advance(100_000);
    await telegram.until(() => telegram.pending === 1);
    bot.failsWith(503, Infinity, { 'retry-after': '3600' });
    // on a busy machine an attempt may take longer than the hour that passes here
    let hours = 0;
    for (; hours < 200 && telegram.pending > 0; hours += 1) {
      clock.advance(HOUR);
      await settled();
    }
    expect(telegram.pending).toBe(0);
    expect(hours).toBeGreaterThanOrEqual(23);
  });

  it('takes the webhook away after 23 hours of 410', async () => {
    bot.failsWith(410, Infinity, { 'retry-after': '3600' });
    telegram.setWebhook(bot.url);
    ann().says(ann().chat, 'gone');
    await got(1);
    const where = async () => {
      const answer = await fetch(`${telegram.url}/bot${telegram.token}/getWebhookInfo`);
      return ((await answer.json()) as { result: { url: string } }).result.url; // our own emulator's answer
    };
    // on a busy machine an attempt may take longer than the hour that passes here, so hours pass until it is gone
    let hours = 0;
    for (; hours < 200 && (await where()) !== ''; hours += 1) {
      clock.advance(HOUR);
      await settled();
    }
    expect(await where()).toBe('');
    expect(hours).toBeGreaterThanOrEqual(23);
  });

  it('does what the answer of a webhook asks for, except to get or set something', async () => {
    const bodies = [
      { method: 'sendMessage', chat_id: 11, text: 'at once' },
      { method: 'deleteWebhook' },
      { method: 'sendMessage', chat_id: 11 },
    ];
    bot.answer = (response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(bodies.shift() ?? {}));
    };
    telegram.setWebhook(bot.url);
    for (const text of ['a', 'b', 'c', 'd']) ann().says(ann().chat, text);
    await got(4);
    expect(telegram.tally.sent().map(({ message }) => message.text)).toEqual(['at once']);
  });

  it('loads no more than twice the connections, so that failing chats hold up the others', async () => {
    bot.answer = (response, update) => void response.writeHead(update.message?.chat.id === 12 ? 200 : 500).end();
    telegram.setWebhook(bot.url, { maxConnections: 1 });
    for (const text of ['1', '2', '3']) ann().says(ann().chat, text);
    bob().says(bob().chat, 'behind');
    await got(2);
    await settled();
    expect(bot.texts).not.toContain('behind');
  });

  it('tells the state of the webhook', async () => {
    bot.failsWith(500);
    telegram.setWebhook(bot.url, { maxConnections: 7, allowed: ['message', 'callback_query'] });
    ann().says(ann().chat, 'x');
    await got(2);
    await telegram.until(() => telegram.delivery.failed === 2);
    const info = await (await fetch(`${telegram.url}/bot${telegram.token}/getWebhookInfo`)).json();
    expect(info).toMatchObject({
      ok: true,
      result: {
        url: bot.url,
        pending_update_count: 1,
        last_error_message: 'Wrong response from the webhook: 500 Internal Server Error',
        max_connections: 7,
        allowed_updates: ['message', 'callback_query'],
      },
    });
  });
});
