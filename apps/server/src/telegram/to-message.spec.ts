import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { toMessage } from './to-message.ts';
import type { TelegramUpdate } from './update.ts';

const BOT = { id: 6001, username: 'flrts_bot' };
const NAMELESS = { id: 6001, username: undefined };

const update = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../../test/updates/${name}.json`, import.meta.url), 'utf8')) as TelegramUpdate;

const inGroup = (text: string, more: object = {}): TelegramUpdate => ({
  update_id: 1,
  message: {
    message_id: 2,
    date: 1795456800,
    from: { id: 5551234, first_name: 'Joel' },
    chat: { id: -100, type: 'supergroup' },
    text,
    ...more,
  },
});

describe('an update as a message', () => {
  it('says what was said, by whom, where and when', () => {
    expect(toMessage(update('private-text'), BOT)).toEqual({
      message: {
        source: 'telegram',
        sourceId: '5551234:1841',
        chat: '5551234',
        platformId: '1841',
        text: 'add eggs, bread and butter to the grocery list',
        sentAt: new Date('2026-11-23T18:00:00Z'),
      },
      from: { externalId: '5551234', name: 'Joel Ramirez', language: 'en' },
    });
  });

  it('leaves the bot’s own name out of a command', () => {
    const { message } = toMessage(update('group-command'), BOT) ?? {};
    expect(message?.text).toBe('/newtask @bryan Check the Crockett compressor');
    expect(message?.chat).toBe('-1002233445566');
  });

  it('is another message each time it is edited', () => {
    expect(toMessage(update('edited'), BOT)?.message.sourceId).toBe('5551234:1841:edit:1795456925');
  });

  it('has the largest size of a photo, and its caption for words', () => {
    const { message } = toMessage(update('photo-with-caption'), BOT) ?? {};
    expect(message?.text).toBe('/newtask fix the fence at Mathis');
    expect(message?.attachments).toEqual([
      { kind: 'photo', fileId: 'AgACAgQAAxkBAAIHM2large', fileUniqueId: 'AQADlarge', sizeBytes: 183204 },
    ]);
  });

  it('names people whom the platform named, counting as Telegram counts', () => {
    expect(toMessage(update('text-mention'), BOT)?.message.mentions).toEqual([
      { text: 'Old Tom', externalId: '5550001' },
    ]);
  });

  it('says what a pressed button says', () => {
    expect(toMessage(update('callback'), BOT)?.message).toMatchObject({
      sourceId: 'cb:23871694560382451',
      chat: '5551234',
      text: '/completetask 1',
      replyTo: '1850',
    });
  });

  it('has a place', () => {
    expect(toMessage(update('location'), BOT)?.message.attachments).toEqual([
      { kind: 'location', latitude: 29.5885, longitude: -96.3341 },
    ]);
  });

  it('says whose words were forwarded, and which message it answers', () => {
    expect(toMessage(update('forward'), BOT)?.message).toMatchObject({ forwardedFrom: 'Bryan', replyTo: '1841' });
  });

  it.each(['my-chat-member', 'garbage', 'group-chatter'])('is nothing when nobody says anything to us: %s', (name) => {
    expect(toMessage(update(name), BOT)).toBeUndefined();
  });
});

describe('in a group', () => {
  it.each([
    ['/lists', '/lists'],
    ['/lists@FLRTS_bot', '/lists'],
    ['@flrts_bot add milk to shopping', 'add milk to shopping'],
    ['please, @flrts_bot, show my tasks', 'please,  show my tasks'],
  ])('%j is for us, as %j', (text, heard) => {
    expect(toMessage(inGroup(text), BOT)?.message.text).toBe(heard);
  });

  it.each(['good morning', '/lists@other_bot', 'mail me at joe@flrts_bot.example', '@flrts_bot2 hello'])(
    '%j is not for us',
    (text) => {
      expect(toMessage(inGroup(text), BOT)).toBeUndefined();
    },
  );

  it('what answers us is for us, even before we know our own name', () => {
    const answered = { message_id: 1, date: 1, chat: { id: -100, type: 'supergroup' }, from: { id: 6001 } };
    expect(toMessage(inGroup('the second one', { reply_to_message: answered }), NAMELESS)?.message.text).toBe(
      'the second one',
    );
  });

  it('what another bot says is not for us', () => {
    expect(toMessage(inGroup('/lists', { from: { id: 9, is_bot: true } }), BOT)).toBeUndefined();
  });
});
