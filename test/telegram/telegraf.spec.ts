import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Telegram, TelegramError } from 'telegraf';
import { type Person, TelegramEmulator } from './index.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe("Telegraf's client against the emulator", () => {
  let telegram: TelegramEmulator;
  let client: Telegram;
  let ann: Person;

  beforeEach(async () => {
    telegram = await TelegramEmulator.start();
    client = new Telegram(telegram.token, { apiRoot: telegram.url, webhookReply: false });
    ann = telegram.user({ id: 11, first_name: 'Ann' });
    ann.starts();
  });

  afterEach(() => telegram.stop());

  it('sends, edits, reacts and deletes', async () => {
    expect((await client.getMe()).username).toBe('flrts_bot');
    const sent = await client.sendMessage(11, 'Task #1', {
      reply_markup: { inline_keyboard: [[{ text: 'Done', callback_data: 'done:1' }]] },
    });
    await client.editMessageText(11, sent.message_id, undefined, 'Task #1: done');
    await client.setMessageReaction(11, sent.message_id, [{ type: 'emoji', emoji: '👍' }]);
    await client.deleteMessage(11, sent.message_id);
    expect(telegram.transcript(ann.chat)).toContain('(edited 1×, deleted): Task #1: done');
  });

  it('understands refusals', async () => {
    const refused = await client.sendMessage(404, 'hi').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TelegramError);
    expect(refused).toMatchObject({ code: 400, description: 'Bad Request: chat not found' });
  });

  it('uploads files, sends them again by file_id, and downloads them', async () => {
    const sent = await client.sendPhoto(11, { source: PNG }, { caption: 'the *pump*', parse_mode: 'Markdown' });
    expect(sent.caption_entities).toEqual([{ type: 'bold', offset: 4, length: 4 }]);
    const fileId = sent.photo.at(-1)?.file_id ?? '';
    await client.sendPhoto(11, fileId);
    const link = await client.getFileLink(fileId);
    expect(Buffer.from(await (await fetch(link)).arrayBuffer())).toEqual(PNG);
    const document = await client.sendDocument(11, { source: Buffer.from('a,b\n1,2'), filename: 'tasks.csv' });
    expect(document.document).toMatchObject({ file_name: 'tasks.csv', file_size: 7 });
    await expect(client.sendPhoto(11, { source: Buffer.from('no image') })).rejects.toThrow('IMAGE_PROCESS_FAILED');
    await expect(client.sendDocument(11, fileId)).rejects.toThrow("can't use file of type Photo as Document");
  });

  it('sends albums', async () => {
    const sent = await client.sendMediaGroup(11, [
      { type: 'photo', media: { source: PNG }, caption: 'both' },
      { type: 'photo', media: { source: PNG } },
    ]);
    expect(new Set(sent.map((one) => ('media_group_id' in one ? one.media_group_id : undefined))).size).toBe(1);
    await expect(client.sendMediaGroup(11, [{ type: 'photo', media: { source: PNG } }])).rejects.toThrow(
      'not enough media',
    );
  });

  it('gets what people send: voice, documents, photos', async () => {
    const voice = ann.voice(ann.chat, { bytes: Buffer.from('OggS voice'), duration: 4 });
    const link = await client.getFileLink(voice.message.voice?.file_id ?? '');
    expect(await (await fetch(link)).text()).toBe('OggS voice');
    const photo = ann.photo(ann.chat, { bytes: PNG, caption: 'leak' });
    expect(photo.message.photo?.map(({ width }) => width)).toEqual([90, 320, 1280]);
  });

  it('sets the webhook and its menus', async () => {
    await client.setWebhook('http://127.0.0.1:9/webhook', {
      secret_token: 'abc',
      allowed_updates: ['message'],
      max_connections: 5,
    });
    expect(await client.getWebhookInfo()).toMatchObject({
      url: 'http://127.0.0.1:9/webhook',
      max_connections: 5,
      allowed_updates: ['message'],
    });
    await client.deleteWebhook({ drop_pending_updates: true });
    expect((await client.getWebhookInfo()).pending_update_count).toBe(0);
    await client.setMyCommands([{ command: 'list', description: 'Lists' }], { scope: { type: 'chat', chat_id: 11 } });
    expect(await client.getMyCommands({ scope: { type: 'chat', chat_id: 11 } })).toEqual([
      { command: 'list', description: 'Lists' },
    ]);
  });
});
