import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ManualClock } from '../clock.ts';
import { type Chat, type Person, type Posted, TelegramEmulator } from '../index.ts';

const ANSWER_SECONDS = 15;

interface Answer {
  readonly ok: boolean;
  readonly description?: string;
  readonly error_code?: number;
  readonly parameters?: { readonly migrate_to_chat_id?: number };
  readonly result?: { readonly message_id: number; readonly file_path?: string };
}

describe('methods of the Bot API', () => {
  let clock: ManualClock;
  let telegram: TelegramEmulator;
  let ann: Person;
  let crew: Chat;

  beforeEach(async () => {
    clock = new ManualClock();
    telegram = await TelegramEmulator.start({ clock, answerSeconds: ANSWER_SECONDS });
    ann = telegram.user({ id: 11, first_name: 'Ann', username: 'ann_the_first' });
    ann.starts();
    crew = telegram.group({ title: 'Crew', members: [ann] });
  });

  afterEach(() => telegram.stop());

  const call = async (method: string, body: object, token = telegram.token): Promise<Answer> => {
    const answer = await fetch(`${telegram.url}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as Answer;
  };
  const say = (body: object) => call('sendMessage', { chat_id: 11, text: 'hi', ...body });
  const said = (): Posted => telegram.tally.sent().at(-1) as Posted;

  const buttons = (...row: object[]) => ({ reply_markup: { inline_keyboard: [row] } });

  it.each([
    [{ text: '' }, 'Bad Request: message text is empty'],
    [{ text: ' \n ' }, 'Bad Request: text must be non-empty'],
    [{ text: 'x'.repeat(4097) }, 'Bad Request: message is too long'],
    [{ chat_id: 99 }, 'Bad Request: chat not found'],
    [{ chat_id: '' }, 'Bad Request: chat_id is empty'],
    [
      { entities: [{ type: 'bold', offset: 0, length: 3 }] },
      'Bad Request: entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 3',
    ],
    [
      { text: '😀!', entities: [{ type: 'bold', offset: 0, length: 1 }] },
      'Bad Request: entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 3',
    ],
    [
      { entities: [{ type: 'shiny', offset: 0, length: 1 }] },
      "Bad Request: can't parse MessageEntity: Unsupported type specified",
    ],
    [
      { text: 'Version 1.0', parse_mode: 'MarkdownV2' },
      "Bad Request: can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'",
    ],
    [
      { text: 'a *b', parse_mode: 'Markdown' },
      "Bad Request: can't parse entities: Can't find end of Bold entity at byte offset 2",
    ],
    [
      { text: '<b>x', parse_mode: 'HTML' },
      'Bad Request: can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
    ],
    [
      { text: '<blink>x</blink>', parse_mode: 'HTML' },
      'Bad Request: can\'t parse entities: Unsupported start tag "blink" at byte offset 0',
    ],
    [buttons({ text: 'x', callback_data: 'é'.repeat(33) }), 'Bad Request: BUTTON_DATA_INVALID'],
    [
      buttons({ text: 'x', callback_data: '' }),
      "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [{ reply_markup: '{' }, "Bad Request: can't parse reply keyboard markup JSON object"],
    [{ reply_parameters: { message_id: 999 } }, 'Bad Request: message to be replied not found'],
    [{ message_thread_id: 5 }, 'Bad Request: message thread not found'],
  ])('sendMessage %j is refused: %s', async (body, description) => {
    expect(await say(body)).toEqual({ ok: false, error_code: 400, description });
    expect(telegram.tally.sent()).toHaveLength(0);
  });

  it('takes 4096 units, 64 bytes of data, a reply to what is gone, and formatted text', async () => {
    expect((await say({ text: '😀'.repeat(2048) })).ok).toBe(true);
    expect((await say(buttons({ text: 'x', callback_data: 'é'.repeat(32) }))).ok).toBe(true);
    expect((await say({ reply_parameters: { message_id: 999, allow_sending_without_reply: true } })).ok).toBe(true);
    await say({ text: '  <b>Bold</b> &amp; @ann_the_first  ', parse_mode: 'HTML' });
    expect(said().message).toMatchObject({
      text: 'Bold & @ann_the_first',
      entities: [
        { type: 'bold', offset: 0, length: 4 },
        { type: 'mention', offset: 7, length: 14 },
      ],
    });
  });

  it('is not allowed to write first, nor to who has blocked it, nor where it was thrown out', async () => {
    const bob = telegram.user({ id: 12, first_name: 'Bob' });
    expect((await say({ chat_id: 12 })).description).toBe("Forbidden: bot can't initiate conversation with a user");
    bob.starts();
    bob.blocks();
    expect((await say({ chat_id: 12 })).description).toBe('Forbidden: bot was blocked by the user');
    bob.unblocks();
    expect((await say({ chat_id: 12 })).ok).toBe(true);
    telegram.setBotStatus(crew, ann, 'kicked');
    expect((await say({ chat_id: crew.id })).description).toBe('Forbidden: bot was kicked from the group chat');
  });

  it('names the supergroup a group has become', async () => {
    const bigger = telegram.migrate(crew, ann);
    expect(await say({ chat_id: crew.id })).toEqual({
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: bigger.id },
    });
    expect((await say({ chat_id: bigger.id })).ok).toBe(true);
  });

  it('edits its own messages, when something changes', async () => {
    const { result } = await say(buttons({ text: 'Done', callback_data: 'd' }));
    const it = { chat_id: 11, message_id: result?.message_id };
    expect(
      (await call('editMessageText', { ...it, text: 'done', ...buttons({ text: 'Undo', callback_data: 'u' }) })).ok,
    ).toBe(true);
    const same = await call('editMessageText', {
      ...it,
      text: 'done',
      ...buttons({ text: 'Undo', callback_data: 'u' }),
    });
    expect(same.description).toMatch(/^Bad Request: message is not modified: specified new message content/);
    expect((await call('editMessageReplyMarkup', it)).ok).toBe(true);
    expect((await call('editMessageReplyMarkup', it)).description).toContain('message is not modified');
    expect(said().before).toEqual(['hi']);
    expect(said().message.reply_markup).toBeUndefined();
    expect((await call('editMessageText', { ...it, message_id: 1, text: 'x' })).description).toBe(
      "Bad Request: message can't be edited",
    );
    expect((await call('editMessageText', { ...it, message_id: 77, text: 'x' })).description).toBe(
      'Bad Request: message to edit not found',
    );
  });

  it('deletes what it may delete', async () => {
    const theirs = ann.says(crew, '/hello');
    const it = { chat_id: crew.id, message_id: theirs.message.message_id };
    expect((await call('deleteMessage', it)).description).toBe("Bad Request: message can't be deleted");
    telegram.setBotStatus(crew, ann, 'administrator');
    expect((await call('deleteMessage', it)).ok).toBe(true);
    expect((await call('deleteMessage', it)).description).toBe('Bad Request: message to delete not found');
  });

  it('answers a pressed button once, and in time', async () => {
    await say(buttons({ text: 'Done', callback_data: 'd' }));
    const first = ann.presses(said(), 'Done');
    const second = ann.presses(said(), 1);
    const third = ann.presses(said(), 1);
    const tooOld = 'Bad Request: query is too old and response timeout expired or query ID is invalid';
    expect((await call('answerCallbackQuery', { callback_query_id: first.id, text: 'ok' })).ok).toBe(true);
    expect(first.answered).toMatchObject({ text: 'ok', alert: false });
    expect((await call('answerCallbackQuery', { callback_query_id: first.id })).description).toBe(tooOld);
    clock.advance(ANSWER_SECONDS * 1000);
    expect((await call('answerCallbackQuery', { callback_query_id: third.id })).ok).toBe(true);
    clock.advance(1);
    expect((await call('answerCallbackQuery', { callback_query_id: second.id })).description).toBe(tooOld);
  });

  it('reacts with one of the emoji that can be reactions', async () => {
    const { message } = ann.says(ann.chat, 'look');
    const react = (...emoji: string[]) =>
      call('setMessageReaction', {
        chat_id: 11,
        message_id: message.message_id,
        reaction: emoji.map((one) => ({ type: 'emoji', emoji: one })),
      });
    expect((await react('👀')).ok).toBe(true);
    expect((await react('👀')).ok).toBe(true);
    expect((await react('✅')).description).toBe('Bad Request: REACTION_INVALID');
    expect((await react('👍', '🔥')).description).toBe('Bad Request: REACTIONS_TOO_MANY');
    expect(telegram.transcript(ann.chat)).toContain('👀 FLRTS');
  });

  it('keeps command menus by scope and language', async () => {
    const commands = [{ command: 'newtask', description: 'A new task' }];
    expect(
      (await call('setMyCommands', { commands, scope: { type: 'all_private_chats' }, language_code: 'es' })).ok,
    ).toBe(true);
    expect(telegram.commands('all_private_chats', 'es')).toEqual(commands);
    expect(telegram.commands()).toEqual([]);
    const bad = await call('setMyCommands', { commands: [{ command: 'New Task', description: 'x' }] });
    expect(bad.description).toBe('Bad Request: BOT_COMMAND_INVALID');
    await call('deleteMyCommands', { scope: { type: 'all_private_chats' }, language_code: 'es' });
    expect(telegram.commands('all_private_chats', 'es')).toEqual([]);
  });

  it('tells about chats and members, and leaves groups', async () => {
    expect(await call('getMe', {})).toMatchObject({
      result: { username: 'flrts_bot', can_read_all_group_messages: false },
    });
    expect(await call('getChat', { chat_id: crew.id })).toMatchObject({ result: { title: 'Crew', type: 'group' } });
    expect(await call('getChatMember', { chat_id: crew.id, user_id: 11 })).toMatchObject({
      result: { status: 'creator' },
    });
    expect((await call('sendChatAction', { chat_id: 11, action: 'typing' })).ok).toBe(true);
    expect((await call('sendChatAction', { chat_id: 11, action: 'dancing' })).description).toBe(
      'Bad Request: wrong parameter action in request',
    );
    expect((await call('leaveChat', { chat_id: crew.id })).ok).toBe(true);
    expect((await say({ chat_id: crew.id })).description).toBe('Forbidden: bot is not a member of the group chat');
  });

  it('refuses a wrong token, an unknown method and a body that is not JSON', async () => {
    expect(await call('getMe', {}, '123:wrong')).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' });
    expect((await call('getMe', {}, 'nonsense')).description).toBe('Unauthorized: invalid token specified');
    expect(await call('makeCoffee', {})).toEqual({
      ok: false,
      error_code: 404,
      description: 'Not Found: method not found',
    });
    const broken = await fetch(`${telegram.url}/bot${telegram.token}/getMe`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(broken.status).toBe(400);
    expect((await fetch(`${telegram.url}/`)).status).toBe(404);
  });

  it('refuses to hand out a file of more than 20 MB', async () => {
    const { message } = ann.document(ann.chat, { bytes: Buffer.from('%PDF-'), name: 'plan.pdf', size: 21 << 20 });
    expect((await call('getFile', { file_id: message.document?.file_id })).description).toBe(
      'Bad Request: file is too big',
    );
    expect((await call('getFile', { file_id: 'nope' })).description).toBe('Bad Request: invalid file_id');
  });

  it('hands out a file only where getFile said it lies, and for an hour', async () => {
    const clock = new ManualClock();
    const other = await TelegramEmulator.start({ clock });
    const bea = other.user({ id: 12, first_name: 'Bea' });
    const { message } = bea.document(bea.chat, { bytes: Buffer.from('a,b'), name: 'plan.csv' });
    const at = (path: string, token = other.token) =>
      fetch(`${other.url}/file/bot${token}/${path}`).then(({ status }) => status);
    expect(await at('documents/file_0.csv')).toBe(404);
    const asked = await fetch(`${other.url}/bot${other.token}/getFile?file_id=${message.document?.file_id}`);
    const { result } = (await asked.json()) as { result: { file_path: string } };
    expect(result.file_path).toBe('documents/file_0.csv');
    expect(await at(result.file_path)).toBe(200);
    expect(await at(result.file_path, '1:wrong')).toBe(401);
    clock.advance(3600_001);
    expect(await at(result.file_path)).toBe(404);
    await other.stop();
  });
});
