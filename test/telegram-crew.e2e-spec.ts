import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from './eventually.ts';
import { itemsIn, type Json, type Product, startProduct } from './product.ts';
import { type Chat, type Person, type Posted, TelegramEmulator } from './telegram/index.ts';

const SECRET = 'a-secret';
const TOKEN = '123456:emulated-and-secret';
const ALLOWED = ['message', 'edited_message', 'callback_query', 'message_reaction', 'my_chat_member'];

const environment = (telegram: TelegramEmulator) => ({
  TELEGRAM_BOT_TOKEN: TOKEN,
  TELEGRAM_WEBHOOK_SECRET: SECRET,
  TELEGRAM_API_ROOT: telegram.url,
  TELEGRAM_ADMIN_IDS: '11',
});

describe('a crew in Telegram', () => {
  let telegram: TelegramEmulator;
  let product: Product;
  let ann: Person;
  let crew: Chat;

  beforeAll(async () => {
    telegram = await TelegramEmulator.start({ timeScale: 0.05, seed: 7, token: TOKEN });
    ann = telegram.user({ id: 11, first_name: 'Ann' });
    product = await startProduct({ environment: environment(telegram) });
    telegram.setWebhook(`${product.url}/webhook`, { secret: SECRET, allowed: ALLOWED });
    crew = telegram.group({ title: 'Crew', members: [ann], bot: 'administrator' });
  });
  afterAll(async () => {
    await product.close();
    await telegram.stop();
  });

  const sent = (chat: Chat = ann.chat) => telegram.tally.sent(chat);
  const hears = async (words: RegExp, chat: Chat = ann.chat): Promise<Posted> => {
    const found = () => sent(chat).findLast(({ message }) => words.test(message.text ?? ''));
    await telegram.until(() => found() !== undefined);
    return found() as Posted; // it was there just now
  };
  const shows = (posted: Posted, words: RegExp) => telegram.until(() => words.test(posted.message.text ?? ''));
  const all = async (path: string): Promise<readonly Json[]> => itemsIn((await product.ask('GET', path)).body);
  const task = async (title: string) => (await all('/v1/tasks?limit=100')).find((one) => one['title'] === title);

  it('takes back by the button under it what a message did, and nothing else', async () => {
    ann.says(ann.chat, '/newtask First of these');
    const first = await hears(/First of these/);
    ann.says(ann.chat, '/newtask Second of these');
    await hears(/Second of these/);
    const presses = [ann.presses(first, 'Undo'), ann.sendsCallback(first, undoOf(first))];
    await shows(first, /Undone|nothing to undo/i);
    await telegram.until(() => presses.every(({ answered }) => answered !== undefined));
    expect(await task('First of these')).toBeUndefined();
    expect(await task('Second of these')).toMatchObject({ status: 'open' });
  });

  it('does again by a button what a button took back, and takes it back once more', async () => {
    ann.says(ann.chat, '/newtask There and back');
    const answer = await hears(/There and back/);
    ann.presses(answer, 'Undo');
    await shows(answer, /Undone/);
    expect(await task('There and back')).toBeUndefined();
    ann.presses(answer, 'Redo');
    await shows(answer, /Done again/);
    expect(await task('There and back')).toMatchObject({ status: 'open' });
    ann.presses(answer, 'Undo');
    await shows(answer, /Undone/);
    expect(await task('There and back')).toBeUndefined();
  });

  it('asks whom a task is to be given to, and takes the next words for the answer', async () => {
    await product.ask('POST', '/v1/people', { name: 'Cleo', telegramId: '44' });
    ann.says(ann.chat, '/newtask Count the cones');
    const answer = await hears(/Count the cones/);
    ann.presses(answer, 'Assign');
    await shows(answer, /Who should have it/);
    ann.says(ann.chat, 'Cleo');
    await hears(/Cleo/);
    expect(await task('Count the cones')).toMatchObject({ assignees: [{ name: 'Cleo' }] });
  });

  it('asks in a group for an answer it hears there: one to its question', async () => {
    await product.ask('POST', '/v1/people', { name: 'Dag', telegramId: '66' });
    ann.says(crew, '/newtask Sweep the yard');
    const answer = await hears(/Sweep the yard/, crew);
    ann.presses(answer, 'Assign');
    await shows(answer, /Who should have it\? \(Reply to this message\.\)/);
    ann.says(crew, 'Dag', { replyTo: answer });
    await hears(/Dag/, crew);
    expect(await task('Sweep the yard')).toMatchObject({ assignees: [{ name: 'Dag' }] });
  });

  it('does nothing twice, however often a button is pressed', async () => {
    ann.says(ann.chat, '/newtask Press me');
    const answer = await hears(/Press me/);
    const data = answer.message.reply_markup?.inline_keyboard[0]?.[0]?.callback_data ?? '';
    const presses = [1, 2, 3].map(() => ann.sendsCallback(answer, data));
    await telegram.until(() => presses.every(({ answered }) => answered !== undefined));
    await shows(answer, /Done|done/);
    const { id } = (await task('Press me')) ?? {};
    await telegram.until(() => telegram.pending === 0);
    const { data: trail } = await product.backend.client.from('audit').select('command').eq('entity_id', String(id));
    expect(trail?.filter(({ command }) => command === 'task.complete')).toHaveLength(1);
  });

  it('lets nobody press a button who could not have said it', async () => {
    const stranger = telegram.user({ id: 666, first_name: 'Mallory' });
    stranger.joins(crew);
    ann.says(crew, '/newtask Guard the gate');
    const answer = await hears(/Guard the gate/, crew);
    const press = stranger.presses(answer, 'Done');
    await telegram.until(() => press.answered !== undefined);
    await hears(/666/, crew);
    expect(await task('Guard the gate')).toMatchObject({ status: 'open' });
  });

  it('makes one record of an album, and answers it once', async () => {
    const before = sent().length;
    ann.album(ann.chat, 3, { caption: '/newtask Look at these cracks' });
    await hears(/Look at these cracks/);
    await telegram.until(() => telegram.pending === 0);
    await eventually(async () => {
      const messages = await all('/v1/messages?source=telegram&limit=3');
      return messages.every(({ status }) => status === 'done');
    });
    expect(sent().length - before).toBe(1);
    expect((await all('/v1/tasks?limit=100')).filter((one) => one['title'] === 'Look at these cracks')).toHaveLength(1);
  });

  it('keeps whose words were forwarded', async () => {
    ann.forwards(ann.chat, { text: '/newtask Call the office', from: { type: 'hidden_user', sender_user_name: 'Bo', date: 1 } }); // prettier-ignore
    await hears(/Call the office/);
    const { source } = (await task('Call the office')) ?? {};
    const { messageId } = source as { messageId: string }; // as every record has it
    const { body } = await product.ask('GET', `/v1/messages/${messageId}`);
    expect(body).toMatchObject({ text: '/newtask Call the office', forwardedFrom: 'Bo' });
  });

  it('answers in the topic where it was spoken to', async () => {
    const forum = telegram.group({ title: 'Sites', members: [ann], type: 'supergroup', topics: ['North'], bot: 'administrator' }); // prettier-ignore
    const [topic = 0] = [...forum.topics.keys()];
    ann.says(forum, '/newtask Paint the shed', { topic });
    const { message } = await hears(/Paint the shed/, forum);
    expect(message.message_thread_id).toBe(topic);
  });

  it('calls somebody who never pressed Start by name where it was set, with a button for that', async () => {
    const bob = telegram.user({ id: 33, first_name: 'Bob' });
    bob.joins(crew);
    await product.ask('POST', '/v1/people', { name: 'Bob', telegramId: '33' });
    ann.says(crew, '/newreminder Bob to lock up tomorrow at 5pm');
    await hears(/lock up/, crew);
    await product.backend.client
      .from('reminders')
      .update({ due: new Date().toISOString() })
      .ilike('title', '%lock up%');
    const { message } = await hears(/⏰ Bob: /, crew);
    const mention = message.entities?.find(({ type }) => type === 'text_mention');
    expect(message.text?.slice(mention?.offset, (mention?.offset ?? 0) + (mention?.length ?? 0))).toBe('Bob');
    expect(mention?.user?.id).toBe(33);
    expect(message.reply_markup?.inline_keyboard.flat().some(({ url }) => url?.includes('?start='))).toBe(true);
    bob.starts('hello');
    await telegram.until(() => sent(bob.chat).length > 0);
    await product.ask('POST', '/v1/reminders', {
      title: 'Sweep',
      due: new Date().toISOString(),
      personIds: [(await all('/v1/people')).find((one) => one['name'] === 'Bob')?.['id']],
    });
    await hears(/Sweep/, bob.chat);
  });

  it('keeps what is for somebody who blocked it, and says it when they come back', async () => {
    const dora = telegram.user({ id: 55, first_name: 'Dora' });
    const { body: person } = await product.ask('POST', '/v1/people', { name: 'Dora', telegramId: '55' });
    dora.starts();
    await telegram.until(() => sent(dora.chat).length > 0);
    dora.blocks();
    await telegram.until(() => telegram.pending === 0);
    const before = sent(dora.chat).length;
    dora.unblocks();
    await telegram.until(() => telegram.pending === 0);
    telegram.faults.order({ kind: 'blocked' }, { method: 'sendMessage', chat: 55, times: 1 });
    dora.says(dora.chat, '/newtask Lost in between');
    await telegram.until(() => telegram.faults.struck.get('blocked') === 1);
    dora.says(dora.chat, '/newtask And back');
    await hears(/And back/, dora.chat);
    expect(
      sent(dora.chat)
        .slice(before)
        .map(({ message }) => message.text?.match(/Lost|back/)?.[0]),
    ).toContain('back');
    expect(person['name']).toBe('Dora');
    expect(await all('/v1/tasks?limit=100')).toEqual(
      expect.arrayContaining([expect.objectContaining({ title: 'Lost in between' })]),
    );
  });
});

describe('the product while Telegram is dead', () => {
  it('starts and takes what comes, learns its name later, and tells nobody its token', async () => {
    const telegram = await TelegramEmulator.start({ timeScale: 0.05, seed: 8, token: TOKEN });
    const write = process.stdout.write;
    const lines: string[] = [];
    const over = telegram.faults.order({ kind: 'cut' });
    const ann = telegram.user({ id: 11, first_name: 'Ann' });
    process.stdout.write = (line: string | Uint8Array) => lines.push(String(line)) > 0;
    try {
      const product = await startProduct({ environment: { ...environment(telegram), LOG_LEVEL: 'debug' } });
      telegram.setWebhook(`${product.url}/webhook`, { secret: SECRET, allowed: ALLOWED });
      ann.says(ann.chat, '/newtask While it is dead');
      await telegram.until(() => telegram.pending === 0);
      await telegram.until(() => (telegram.faults.struck.get('cut') ?? 0) > 2);
      const tasks = async () => itemsIn((await product.ask('GET', '/v1/tasks')).body);
      await eventually(async () => (await tasks()).length > 0);
      expect(await tasks()).toMatchObject([{ title: 'While it is dead' }]);
      over();
      await telegram.until(() => telegram.commands('default', '').length > 0);
      await telegram.until(() => telegram.tally.sent(ann.chat).length > 0);
      await product.close();
    } finally {
      process.stdout.write = write;
      await telegram.stop();
    }
    expect(lines.join('')).toMatch(/Telegram does not answer/);
    expect(lines.join('')).not.toMatch(/emulated-and-secret|a-secret/);
  });
});

/** What the button that takes it back says. */
function undoOf({ message }: Posted): string {
  const button = message.reply_markup?.inline_keyboard.flat().find(({ text }) => text === 'Undo');
  return button?.callback_data ?? '';
}
