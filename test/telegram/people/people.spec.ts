import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHmac, verify } from 'node:crypto';
import { BotDouble } from '../bot-double.ts';
import { type Person, PUBLIC_KEY, TelegramEmulator } from '../index.ts';

const ALL = ['message', 'edited_message', 'callback_query', 'message_reaction', 'my_chat_member', 'chat_member'];

describe('people', () => {
  let telegram: TelegramEmulator;
  let bot: BotDouble;
  let ann: Person;
  let bob: Person;

  beforeEach(async () => {
    telegram = await TelegramEmulator.start();
    bot = await BotDouble.start();
    telegram.setWebhook(bot.url, { allowed: ALL });
    ann = telegram.user({ id: 11, first_name: 'Ann', username: 'ann_the_first', language_code: 'es' });
    bob = telegram.user({ id: 12, first_name: 'Bob' });
  });

  afterEach(async () => {
    await telegram.stop();
    await bot.stop();
  });

  const heard = async (count: number) => {
    await telegram.until(() => telegram.delivery.delivered >= count);
    await telegram.until(() => telegram.pending === 0);
    return bot.received.map(({ update }) => update);
  };

  it('say things with the entities Telegram finds, counted in UTF-16', async () => {
    ann.says(ann.chat, '😀 /newtask@flrts_bot ask @bob_builder #pump a@b.org https://x.org/y.');
    const [update] = await heard(1);
    expect(update?.message?.from).toEqual({
      id: 11,
      is_bot: false,
      first_name: 'Ann',
      username: 'ann_the_first',
      language_code: 'es',
    });
    expect(update?.message?.entities).toEqual([
      { type: 'bot_command', offset: 3, length: 18 },
      { type: 'mention', offset: 26, length: 12 },
      { type: 'hashtag', offset: 39, length: 5 },
      { type: 'email', offset: 45, length: 7 },
      { type: 'url', offset: 53, length: 15 },
    ]);
  });

  it('reach the bot in groups with commands, its name and replies to it, and with nothing else', async () => {
    const crew = telegram.group({ title: 'Crew', members: [ann, bob] });
    const asked = telegram.world.post(crew, telegram.world.bot, { text: 'Which one?' });
    ann.says(crew, 'just talking');
    ann.says(crew, '/list');
    ann.says(crew, '/list@other_bot');
    ann.says(crew, 'hey @FLRTS_bot, look');
    bob.says(crew, 'the first', { replyTo: asked });
    const updates = await heard(4);
    expect(updates.flatMap(({ message }) => message?.text ?? [])).toEqual([
      '/list',
      'hey @FLRTS_bot, look',
      'the first',
    ]);
    expect(updates[0]?.my_chat_member?.new_chat_member.status).toBe('member');
  });

  it('are all heard by an administrator, reactions and members included', async () => {
    const crew = telegram.group({ title: 'Crew', members: [ann], bot: 'administrator' });
    const said = ann.says(crew, 'just talking');
    ann.reacts(said, '👍');
    bob.joins(crew);
    bob.leaves(crew);
    const updates = await heard(7);
    expect(updates).toHaveLength(7);
    expect(updates.flatMap(({ message_reaction: reaction }) => reaction?.new_reaction ?? [])).toEqual([
      { type: 'emoji', emoji: '👍' },
    ]);
  });

  it('edit, forward, and send albums as one message per picture', async () => {
    const said = ann.says(ann.chat, 'pump brokn');
    ann.edits(said, 'pump broken');
    ann.forwards(ann.chat, bob.says(bob.chat, 'from Bob'));
    ann.album(ann.chat, 3, { caption: 'three pumps' });
    const updates = await heard(7);
    expect(updates.find(({ edited_message: edited }) => edited)?.edited_message).toMatchObject({
      text: 'pump broken',
      message_id: said.message.message_id,
    });
    expect(updates.find(({ message }) => message?.forward_origin)?.message?.forward_origin).toMatchObject({
      type: 'user',
      sender_user: { id: 12 },
    });
    const album = updates.flatMap(({ message }) => (message?.media_group_id ? [message] : []));
    expect(new Set(album.map(({ media_group_id: id }) => id)).size).toBe(1);
    expect(album.map(({ caption }) => caption)).toEqual(['three pumps', undefined, undefined]);
  });

  it('share a location that moves on, which is an edit', async () => {
    const shared = ann.location(ann.chat, { latitude: 51, longitude: 7, live_period: 900 });
    ann.moves(shared, { latitude: 52, longitude: 7 });
    const updates = await heard(2);
    expect(updates[1]?.edited_message?.location).toEqual({ latitude: 52, longitude: 7, live_period: 900 });
  });

  it('block the bot and take it back, and it learns of both', async () => {
    ann.blocks();
    expect(() => ann.says(ann.chat, 'x')).toThrow('unblock first');
    ann.unblocks();
    const updates = await heard(2);
    expect(updates.map(({ my_chat_member: change }) => change?.new_chat_member.status)).toEqual(['kicked', 'member']);
  });

  it('move to a supergroup, in whose messages the old id is named', async () => {
    const crew = telegram.group({ title: 'Crew', members: [ann] });
    const bigger = telegram.migrate(crew, ann);
    ann.says(bigger, '/list');
    const updates = await heard(4);
    expect(updates.flatMap(({ message }) => message?.migrate_to_chat_id ?? [])).toEqual([bigger.id]);
    expect(updates.flatMap(({ message }) => message?.migrate_from_chat_id ?? [])).toEqual([crew.id]);
    expect(() => ann.says(crew, 'x')).toThrow('supergroup now');
  });

  it('write in topics', async () => {
    const crew = telegram.group({ title: 'Site', members: [ann], topics: ['Pumps'] });
    ann.says(crew, '/list', { topic: 2 });
    const updates = await heard(2);
    expect(updates[1]?.message).toMatchObject({
      message_thread_id: 2,
      is_topic_message: true,
      chat: { is_forum: true },
    });
  });

  it('can be read as a chat', async () => {
    const said = ann.says(ann.chat, 'fix the pump');
    const asked = telegram.world.post(ann.chat, telegram.world.bot, {
      text: 'Task #1: fix the pump',
      reply_to_message: said.message,
      reply_markup: { inline_keyboard: [[{ text: 'Done', callback_data: 'd' }]] },
    });
    ann.edits(said, 'fix the pumps');
    ann.reacts(asked, '👍');
    ann.presses(asked, 'Done');
    expect(telegram.transcript(ann.chat)).toBe(
      [
        '── Ann (private) ──',
        ' #1 Ann (edited 1×): fix the pumps',
        ' #2 FLRTS (reply to #1): Task #1: fix the pump',
        '      [Done]',
        '      👍 Ann',
        '   · Ann presses [Done]',
      ].join('\n'),
    );
  });

  it('are counted: answers missing, doubled or in the wrong order', () => {
    const [first, second, third] = ['a', 'b', 'c'].map((text) => ann.says(ann.chat, text));
    for (const said of [second, first, first]) {
      telegram.world.post(ann.chat, telegram.world.bot, { text: 'ok', reply_to_message: said?.message });
    }
    expect(telegram.tally.duplicates()).toBe(1);
    expect(telegram.tally.inversions(ann.chat)).toBe(1);
    expect(telegram.tally.unanswered(ann.chat)).toEqual([third]);
  });

  it('open a Mini App with init data that the token has signed', () => {
    const fields = new URLSearchParams(telegram.initData(ann, { authDate: 1_700_000_000, startParam: 'task-1' }));
    const hash = fields.get('hash') ?? '';
    fields.delete('hash');
    const lines = () =>
      [...fields]
        .map(([name, value]) => `${name}=${value}`)
        .sort()
        .join('\n');
    const secret = createHmac('sha256', 'WebAppData').update(telegram.token).digest();
    expect(createHmac('sha256', secret).update(lines()).digest('hex')).toBe(hash);
    expect(JSON.parse(fields.get('user') ?? '')).toMatchObject({ id: 11, first_name: 'Ann', language_code: 'es' });
    expect(fields.get('auth_date')).toBe('1700000000');
    const signature = Buffer.from(fields.get('signature') ?? '', 'base64url');
    fields.delete('signature');
    const signed = Buffer.from(`${telegram.token.split(':')[0]}:WebAppData\n${lines()}`);
    expect(verify(null, signed, PUBLIC_KEY, signature)).toBe(true);
  });
});
