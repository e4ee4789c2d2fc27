import { describe, expect, it } from '@jest/globals';
import { TestClock } from '#core';
import { CloudflareApi } from '#storage/cloudflare';
import { CloudflareKv } from '../../../../libs/storage/kv/kv.cloudflare.ts';
import { EmbeddedKv } from '../../../../libs/storage/kv/kv.embedded.ts';
import { type BotInfo, BotNames } from './bot-names.ts';

const BOT = { id: 7, is_bot: true, first_name: 'F', username: 'flrts_bot' } as BotInfo;

/** Telegram, as far as it says who the bot is; counts how often it is asked. */
function telegram(info = BOT) {
  const asked = { times: 0 };
  const ask = async () => {
    asked.times += 1;
    return info;
  };
  return { ask, asked };
}

describe('the names of bots', () => {
  it('are asked for once a day, by all instances together', async () => {
    const clock = new TestClock('2026-01-01T00:00:00Z');
    const kv = new EmbeddedKv(clock);
    const { ask, asked } = telegram();
    expect(await new BotNames(kv).of(7, ask)).toEqual(BOT);
    expect(await new BotNames(kv).of(7, ask)).toEqual(BOT);
    expect(asked.times).toBe(1);
    clock.advance({ days: 1 });
    await new BotNames(kv).of(7, ask);
    expect(asked.times).toBe(2);
  });

  it('are not taken from another bot, nor from what cannot be read', async () => {
    const kv = new EmbeddedKv();
    const { ask, asked } = telegram();
    for (const odd of ['null', '{', '{"id":8,"username":"x"}', '{"id":7}']) {
      await kv.put('telegram:bot:7', odd);
      expect(await new BotNames(kv).of(7, ask)).toEqual(BOT);
    }
    expect(asked.times).toBe(4);
  });

  it('are asked for when the cache cannot be reached', async () => {
    const api = new CloudflareApi('the cache', { accountId: 'a', baseUrl: 'http://127.0.0.1:1/client/v4' });
    const { ask } = telegram();
    expect(await new BotNames(new CloudflareKv(api, { accountId: 'a', namespaceId: 'n' })).of(7, ask)).toEqual(BOT);
  });

  it('are not remembered while Telegram does not say them', async () => {
    const kv = new EmbeddedKv();
    const silent = () => Promise.reject(new Error('no answer'));
    await expect(new BotNames(kv).of(7, silent)).rejects.toThrow('no answer');
    expect(await kv.get('telegram:bot:7')).toBeUndefined();
  });
});
