import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AppError, type Reply, UnavailableError } from '#core';
import { type Fault, type Person, TelegramEmulator } from '../../test/telegram/index.ts';
import { ChatMovedError, FileTooLargeError } from './messenger.ts';
import { TelegramMessenger } from './messenger.telegraf.ts';

const TOKEN = '4711:a-token-nobody-may-see';

/** What hangs is given up soon; everything else has the time that a busy machine takes. */
const patienceFor = (kind?: string) => (kind === 'hang' ? 200 : 20_000);

describe('the way out to Telegram', () => {
  let telegram: TelegramEmulator;
  let messenger: TelegramMessenger;
  let ann: Person;

  beforeAll(async () => {
    telegram = await TelegramEmulator.start({ token: TOKEN, seed: 3, timeScale: 0.01 });
    messenger = within();
    ann = telegram.user({ id: 11, first_name: 'Ann' });
    ann.starts();
  });
  beforeEach(() => telegram.faults.clear());
  afterAll(() => telegram.stop());

  const within = (kind?: string, token = TOKEN, apiRoot = telegram.url) =>
    new TelegramMessenger({ token, apiRoot }, patienceFor(kind));
  const say = (reply: Reply, over = {}) => messenger.send({ chat: '11', ...over }, reply);
  const sent = () => telegram.tally.sent(ann.chat).map(({ message }) => message);
  const failure = async (fault: Fault): Promise<unknown> => {
    telegram.faults.order(fault, { method: 'sendMessage' });
    return within(fault.kind)
      .send({ chat: '11' }, { text: 'hello' })
      .then(
        () => 'nothing',
        (error: unknown) => error,
      );
  };

  it('says words as they are, whatever marks are in them', async () => {
    const text = '*not bold* _nor this_ <b>nor</b> [that](http://x) `or` \\ this';
    await say({ text });
    expect(sent().at(-1)).toMatchObject({ text });
    expect(
      sent()
        .at(-1)
        ?.entities?.filter(({ type }) => type !== 'url'),
    ).toEqual(undefined);
  });

  it('says what is long in parts that Telegram takes, in order, with the buttons under the last', async () => {
    const before = sent().length;
    const lines = Array.from({ length: 300 }, (_, n) => `${n} 👷🏽 ${'x'.repeat(30)}`);
    const { platformId } = await say({ text: lines.join('\n'), buttons: [[{ label: 'Done', say: '/done' }]] });
    const parts = sent().slice(before);
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.every(({ text = '' }) => text.length <= 4000)).toBe(true);
    expect(parts.map(({ text }) => text).join('\n')).toBe(lines.join('\n'));
    expect(parts.map(({ reply_markup: keyboard }) => keyboard !== undefined)).toEqual(parts.map((_, n) => n === parts.length - 1)); // prettier-ignore
    expect(platformId).toBe(String(parts[0]?.message_id));
  });

  it('says of a long reply only what is missing, when Telegram refused the rest of it', async () => {
    const before = sent().length;
    const text = Array.from({ length: 300 }, (_, n) => `${n} ${'x'.repeat(30)}`).join('\n');
    telegram.faults.order({ kind: 'too many', retryAfter: 1 }, { method: 'sendMessage', after: 1, times: 2 });
    for (const _ of [1, 2]) await expect(say({ text }, { key: 'long' })).rejects.toMatchObject({ code: 'unavailable' });
    const { platformId } = await say({ text }, { key: 'long' });
    const parts = sent().slice(before);
    expect(parts.map((part) => part.text).join('\n')).toBe(text);
    expect(platformId).toBe(String(parts[0]?.message_id));
  });

  it.each(['message thread not found', 'TOPIC_CLOSED'])(
    'says it in the group itself where there is no topic: %s',
    async (description) => {
      const sites = telegram.group({ title: 'Sites', members: [ann], type: 'supergroup', topics: ['North'], bot: 'administrator' }); // prettier-ignore
      telegram.faults.order({ kind: 'refuse', description }, { method: 'sendMessage', times: 1 });
      await messenger.send({ chat: String(sites.id), topic: '2' }, { text: 'done' });
      const [only, ...others] = telegram.tally.sent(sites);
      expect([only?.message.text, only?.message.message_thread_id, others]).toEqual(['done', undefined, []]);
    },
  );

  it('names people so that they are told, in whichever part their name stands', async () => {
    const text = `${'x'.repeat(3990)}\n👷 Bob: lock up`;
    await say({ text, mentions: [{ start: text.indexOf('Bob'), length: 3, externalId: '11' }] });
    expect(sent().at(-1)).toMatchObject({
      text: '👷 Bob: lock up',
      entities: [{ type: 'text_mention', offset: 3, length: 3, user: { id: 11 } }],
    });
  });

  it('has a button for pressing Start in a group, where alone it leads somewhere', async () => {
    const crew = telegram.group({ title: 'Crew', members: [ann], bot: 'administrator' });
    const buttons = [[{ label: 'Start', say: '/start', opens: 'bot' as const }]];
    await messenger.send({ chat: String(crew.id) }, { text: 'Bob: lock up', buttons });
    await say({ text: 'lock up', buttons });
    const keyboard = telegram.tally.sent(crew).at(-1)?.message.reply_markup?.inline_keyboard;
    expect(keyboard).toMatchObject([[{ text: 'Start', url: expect.stringMatching(/^https:\/\/t\.me\/\w+\?start=/) }]]);
    expect(sent().at(-1)?.reply_markup).toBeUndefined();
  });

  it('changes its own message, which twice is harmless, and sends another when that is gone', async () => {
    const { platformId: instead } = await say({ text: 'before' });
    const count = sent().length;
    expect(await say({ text: 'after' }, { instead })).toEqual({ platformId: instead });
    expect(await say({ text: 'after' }, { instead })).toEqual({ platformId: instead });
    expect(sent()).toHaveLength(count);
    expect(await say({ text: 'elsewhere' }, { instead: '999999' })).not.toEqual({ platformId: '999999' });
    expect(sent().at(-1)).toMatchObject({ text: 'elsewhere' });
  });

  it('sets its reaction and takes it away, each as often as it likes', async () => {
    const posted = ann.says(ann.chat, 'seen?');
    const id = String(posted.message.message_id);
    for (const emoji of ['👀', '👀'] as const) await messenger.react('11', id, emoji);
    expect([...posted.reactions.values()]).toEqual([['👀']]);
    for (const emoji of [undefined, undefined]) await messenger.react('11', id, emoji);
    expect([...posted.reactions.values()]).toEqual([]);
  });

  it.each<[Fault, object]>([
    [
      { kind: 'too many', retryAfter: 7 },
      { code: 'unavailable', retryAfterSeconds: 7 },
    ],
    [{ kind: 'server error' }, { code: 'unavailable' }],
    [{ kind: 'server error', status: 504 }, { code: 'unavailable' }],
    [{ kind: 'cut' }, { code: 'unavailable' }],
    [{ kind: 'accept then drop' }, { code: 'unavailable' }],
    [{ kind: 'hang' }, { code: 'unavailable' }],
    [{ kind: 'blocked' }, { code: 'forbidden' }],
    [{ kind: 'refuse', description: 'chat not found' }, { code: 'forbidden' }],
    [{ kind: 'refuse', description: 'message text is empty' }, { code: 'invalid' }],
    [{ kind: 'migrate', to: -100_200 }, { to: '-100200' }],
  ])(
    'after %j it fails as the sender understands, in time, and without a word of the token',
    async (fault, expected) => {
      const error = await failure(fault);
      expect(error).toMatchObject(expected);
      expect(error instanceof UnavailableError || error instanceof ChatMovedError || error instanceof AppError).toBe(
        true,
      );
      expect(everythingSaidBy(error)).not.toContain(TOKEN);
      expect(everythingSaidBy(error)).not.toContain('a-token');
    },
  );

  describe('and in from it', () => {
    const sentFile = (size?: number) =>
      ann.document(ann.chat, { bytes: Buffer.from('a,b'), name: 'a b.csv', ...(size && { size }) }).message.document
        ?.file_id ?? '';

    it('brings what is in a file, each time from where it lies by then', async () => {
      const id = sentFile();
      for (let time = 0; time < 2; time++) expect(Buffer.from(await messenger.fetch(id)).toString()).toBe('a,b');
      expect(telegram.tally.calls.get('getfile')).toBeGreaterThanOrEqual(2);
    });

    it('says what is too large, what is gone for good, and what only cannot be had now', async () => {
      await expect(messenger.fetch(sentFile(21 << 20))).rejects.toBeInstanceOf(FileTooLargeError);
      await expect(messenger.fetch('nonsense')).rejects.toMatchObject({ code: 'not_found' });
      const lost = sentFile();
      telegram.lose(lost);
      await expect(messenger.fetch(lost)).rejects.toMatchObject({ code: 'unavailable' });
      await expect(messenger.fetch(sentFile(1000))).rejects.toMatchObject({ code: 'unavailable' });
    });

    it.each<[Fault, object]>([
      [{ kind: 'server error' }, {}],
      [{ kind: 'cut' }, {}],
      [{ kind: 'hang' }, {}],
      [{ kind: 'too many', retryAfter: 7 }, { retryAfterSeconds: 7 }],
    ])('never tells the token when a download meets %j', async (fault, expected) => {
      telegram.faults.order(fault, { method: 'download' });
      const error = await within(fault.kind)
        .fetch(sentFile())
        .catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: 'unavailable', ...expected });
      expect(everythingSaidBy(error)).not.toContain('a-token');
    });
  });

  it('keeps what is to be said for a better token, when its own is not the bot’s any more', async () => {
    for (const token of ['4711:revoked-and-secret', 'no-token'])
      await expect(within('', token).send({ chat: '11' }, { text: 'hello' })).rejects.toMatchObject({
        code: 'unavailable',
      });
  });

  it('keeps the token to itself when nobody answers, and when what answers is not Telegram', async () => {
    const odd = createServer((_, answer) => answer.end('<html>captive portal</html>'));
    await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
    const address = odd.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    for (const apiRoot of [`http://127.0.0.1:${port}`, 'http://127.0.0.1:9']) {
      const error = await within('', TOKEN, apiRoot)
        .ping()
        .catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: 'unavailable' });
      expect(everythingSaidBy(error)).not.toContain('a-token');
    }
    await new Promise((resolve) => odd.close(resolve));
  });
});

/** What a log could make of an error: its words and its stack, and those of all its causes. */
function everythingSaidBy(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.message}\n${error.stack}\n${JSON.stringify(error)}\n${error.cause ? everythingSaidBy(error.cause) : ''}`;
}
