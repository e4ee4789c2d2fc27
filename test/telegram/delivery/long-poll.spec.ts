import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ManualClock, type Person, TelegramEmulator } from '../index.ts';

interface Answer {
  readonly ok: boolean;
  readonly description?: string;
  readonly result?: readonly { readonly update_id: number }[];
}

describe('getUpdates', () => {
  let telegram: TelegramEmulator;
  let ann: Person;

  beforeEach(async () => {
    telegram = await TelegramEmulator.start({ clock: new ManualClock() });
    ann = telegram.user({ id: 11, first_name: 'Ann' });
    for (const text of ['/start', 'one', 'two']) ann.says(ann.chat, text);
  });

  afterEach(() => telegram.stop());

  const call = async (method: string, body: object): Promise<Answer> => {
    const answer = await fetch(`${telegram.url}/bot${telegram.token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as Answer;
  };

  /** So many have come, and are answered or wait. */
  const polls = (count: number) => telegram.until(() => telegram.tally.calls.get('getupdates') === count);

  it('hands out updates to who polls: an id is forgotten when a later one is asked for', async () => {
    const poll = async (body: object) => (await call('getUpdates', body)).result ?? [];
    const first = await poll({ limit: 1 });
    expect(first).toHaveLength(1);
    expect(await poll({ offset: first[0]?.update_id, limit: 1 })).toEqual(first);
    const rest = await poll({ offset: (first[0]?.update_id ?? 0) + 1 });
    expect(rest.every(({ update_id: id }) => id > (first[0]?.update_id ?? 0))).toBe(true);
    const waiting = poll({ offset: (rest.at(-1)?.update_id ?? 0) + 1, timeout: 5 });
    await polls(4);
    ann.says(ann.chat, 'now');
    expect(await waiting).toMatchObject([{ message: { text: 'now' } }]);
  });

  it('lets one poll wait at a time, and none while there is a webhook', async () => {
    const first = call('getUpdates', { offset: 200_000_000, timeout: 5 });
    await polls(1);
    const second = call('getUpdates', { offset: 200_000_000, timeout: 5 });
    expect(await first).toMatchObject({
      error_code: 409,
      description: expect.stringContaining('other getUpdates request'),
    });
    expect((await call('setWebhook', { url: 'http://127.0.0.1:9/', secret_token: 'sp ce' })).description).toBe(
      'Bad Request: secret token contains unallowed characters',
    );
    expect((await call('setWebhook', { url: 'http://127.0.0.1:9/' })).description).toContain('retry after 1');
    telegram.setWebhook('http://127.0.0.1:9/');
    expect((await call('getUpdates', {})).description).toContain("can't use getUpdates method while webhook is active");
    await call('deleteWebhook', {});
    ann.says(ann.chat, 'x');
    expect((await second).ok).toBe(true);
  });
});
