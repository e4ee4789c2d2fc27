import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TelegramEmulator, TELEGRAM_LIMITS, ManualClock } from '../index.ts';

describe('faults on order', () => {
  let telegram: TelegramEmulator;

  beforeEach(async () => {
    telegram = await TelegramEmulator.start({ seed: 7 });
    telegram.user({ id: 11, first_name: 'Ann' }).starts();
    telegram.user({ id: 12, first_name: 'Bob' }).starts();
  });

  afterEach(() => telegram.stop());

  const send = (text = 'hi', chat = 11, signal?: AbortSignal) =>
    fetch(`${telegram.url}/bot${telegram.token}/sendMessage?chat_id=${chat}&text=${text}`, { signal });
  const texts = () => telegram.tally.sent().map(({ message }) => message.text);

  it('refuses with 429 for as many calls as were ordered', async () => {
    telegram.faults.order({ kind: 'too many', retryAfter: 3 }, { method: 'sendMessage', times: 1 });
    const refused = await send();
    expect(refused.status).toBe(429);
    expect(await refused.json()).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 3',
      parameters: { retry_after: 3 },
    });
    expect((await send()).status).toBe(200);
    expect(texts()).toEqual(['hi']);
  });

  it('strikes only the method and the chat it is aimed at', async () => {
    telegram.faults.order({ kind: 'blocked' }, { chat: 12 });
    telegram.faults.order({ kind: 'server error' }, { method: 'getMe' });
    expect((await send('a', 11)).status).toBe(200);
    const blocked = await send('b', 12);
    expect(await blocked.json()).toMatchObject({
      error_code: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
  });

  it('answers 502 with a page of HTML', async () => {
    telegram.faults.order({ kind: 'server error', status: 502 });
    const answer = await send();
    expect(answer.status).toBe(502);
    expect(answer.headers.get('content-type')).toContain('html');
    expect(texts()).toEqual([]);
  });

  it('does what it was asked and then cuts the connection', async () => {
    telegram.faults.order({ kind: 'accept then drop' }, { times: 1 });
    await expect(send('said')).rejects.toThrow('fetch failed');
    expect(texts()).toEqual(['said']);
  });

  it('cuts the connection before anything is done', async () => {
    telegram.faults.order({ kind: 'cut' }, { times: 1 });
    await expect(send('unsaid')).rejects.toThrow('fetch failed');
    expect(texts()).toEqual([]);
  });

  it('hangs', async () => {
    telegram.faults.order({ kind: 'hang' }, { times: 1 });
    await expect(send('hung', 11, AbortSignal.timeout(50))).rejects.toThrow('timeout');
    expect(texts()).toEqual([]);
  });

  it('strikes by chance, the same way for the same seed', async () => {
    telegram.faults.order({ kind: 'too many', retryAfter: 1 }, { probability: 0.3 });
    const codes: number[] = [];
    for (let n = 0; n < 40; n += 1) codes.push((await send(String(n))).status);
    expect(codes.filter((code) => code === 429).length).toBeGreaterThan(4);
    expect(telegram.faults.struck.get('too many')).toBe(codes.filter((code) => code === 429).length);
    expect(codes.filter((code) => code === 200).length).toBeGreaterThan(20);
  });

  it('refuses connections during an outage and is back on the same port', async () => {
    const over = await telegram.outage();
    await expect(send()).rejects.toThrow('fetch failed');
    await over();
    expect((await send()).status).toBe(200);
  });
});

describe('flood control', () => {
  let telegram: TelegramEmulator;
  let clock: ManualClock;

  beforeEach(async () => {
    clock = new ManualClock();
    telegram = await TelegramEmulator.start({ clock, flood: TELEGRAM_LIMITS });
  });

  afterEach(() => telegram.stop());

  const send = async (chat: number) => {
    const answer = await fetch(`${telegram.url}/bot${telegram.token}/sendMessage?chat_id=${chat}&text=x`);
    return (await answer.json()) as { ok: boolean; parameters?: { retry_after: number } };
  };

  it('lets through one message a second per chat and says how long to wait', async () => {
    telegram.user({ id: 11, first_name: 'Ann' }).starts();
    telegram.user({ id: 12, first_name: 'Bob' }).starts();
    expect((await send(11)).ok).toBe(true);
    expect(await send(11)).toMatchObject({ ok: false, parameters: { retry_after: 1 } });
    expect((await send(12)).ok).toBe(true);
    clock.advance(960);
    expect((await send(11)).ok).toBe(false);
    clock.advance(40);
    expect((await send(11)).ok).toBe(true);
  });

  it('lets through 30 a second overall', async () => {
    const people = Array.from({ length: 31 }, (_, n) => telegram.user({ id: 100 + n, first_name: `P${n}` }));
    for (const person of people) person.starts();
    const answers = [];
    for (const { user } of people) answers.push((await send(user.id)).ok);
    expect(answers.filter(Boolean)).toHaveLength(30);
    expect(answers.at(-1)).toBe(false);
  });

  it('lets through 20 a minute in a group, and refuses until the time it named is over', async () => {
    const ann = telegram.user({ id: 11, first_name: 'Ann' });
    const crew = telegram.group({ title: 'Crew', members: [ann] });
    for (let n = 0; n < 20; n += 1) {
      expect((await send(crew.id)).ok).toBe(true);
      clock.advance(1000);
    }
    const refused = await send(crew.id);
    expect(refused.parameters?.retry_after).toBeGreaterThan(30);
    clock.advance(10_000);
    expect((await send(crew.id)).ok).toBe(false);
    clock.advance(((refused.parameters?.retry_after ?? 0) - 10) * 1000);
    expect((await send(crew.id)).ok).toBe(true);
  });
});
