import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SupabaseBackend } from '#storage/supabase';
import { eventually } from './eventually.ts';
import { itemsIn, type Json, type Product, startProduct } from './product.ts';

const SECRET = 'webhook-secret-of-the-tests';
const update = (name: string): Json =>
  JSON.parse(readFileSync(new URL(`updates/${name}.json`, import.meta.url), 'utf8')) as Json;

describe('the Telegram webhook', () => {
  let product: Product;

  beforeAll(async () => {
    product = await startProduct({ environment: { TELEGRAM_WEBHOOK_SECRET: SECRET } });
  });
  afterAll(() => product.close());

  const deliver = (body: unknown, secret = SECRET) =>
    product.ask('POST', '/webhook', body, { authorization: '', 'x-telegram-bot-api-secret-token': secret });

  it('stores what was said, carries it out and has the reply in the outbox, once', async () => {
    const answers = [await deliver(update('private-text')), await deliver(update('private-text'))];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    await eventually(async () => (await product.count('outbox')) > 0);
    const { body } = await product.ask('GET', '/v1/messages?source=telegram');
    expect(body['items']).toMatchObject([
      {
        text: 'add eggs, bread and butter to the grocery list',
        chat: '5551234',
        person: { name: 'Joel Ramirez' },
        status: 'done',
      },
    ]);
    const { body: lists } = await product.ask('GET', '/v1/lists');
    expect(itemsIn(itemsIn(lists)[0]).map((item) => item['text'])).toEqual(['eggs', 'bread', 'butter']);
  });

  it.each(['photo-with-caption', 'text-mention', 'location', 'forward', 'callback', 'edited'])(
    'stores %s',
    async (name) => {
      const before = await product.count('messages');
      expect((await deliver(update(name))).status).toBe(200);
      expect(await product.count('messages')).toBe(before + 1);
    },
  );

  it.each(['my-chat-member', 'group-chatter', 'garbage'])('answers 200 to %s and stores nothing', async (name) => {
    const before = await product.count('messages');
    expect((await deliver(update(name))).status).toBe(200);
    expect(await product.count('messages')).toBe(before);
  });

  it.each(['wrong', '', `${SECRET} `.repeat(50)])('refuses the secret %j and stores nothing', async (secret) => {
    const before = await product.count('messages');
    const { status, body } = await deliver(update('forward'), secret);
    expect([status, body['code']]).toEqual([401, 'unauthorized']);
    expect(await product.count('messages')).toBe(before);
  });

  it('withstands updates of every wrong shape', async () => {
    const odd = [null, 7, 'x', [], {}, { id: 1 }, { id: 'x', type: 4 }, true];
    for (const one of odd) {
      for (const field of ['message', 'edited_message', 'callback_query', 'message_reaction', 'my_chat_member']) {
        const { status } = await deliver({ update_id: 1, [field]: one });
        const nested = await deliver({
          update_id: 1,
          [field]: { message_id: 1, date: 1, from: { id: 1 }, chat: one, text: one, message: one, data: one },
        });
        expect([status, nested.status]).toEqual([200, 200]);
      }
    }
  });
});

describe('the Telegram webhook without its database', () => {
  it('asks Telegram to send the update again', async () => {
    const product = await startProduct({ backend: SupabaseBackend.hosted({ url: 'http://127.0.0.1:9', key: 'none' }) });
    try {
      const { status, headers } = await product.ask('POST', '/webhook', update('private-text'));
      expect([status, headers.get('retry-after')]).toEqual([503, '2']);
      expect((await product.ask('GET', '/health/live')).status).toBe(200);
      const ready = await product.ask('GET', '/health/ready');
      expect(ready.status).toBe(503);
      expect(ready.body['details']).toMatchObject({ records: { status: 'down', adapter: 'supabase' } });
    } finally {
      await product.close();
    }
  });
});
