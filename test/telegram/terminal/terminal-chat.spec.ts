import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BotDouble } from '../bot-double.ts';
import { TelegramEmulator } from '../index.ts';
import { TerminalChat } from './terminal-chat.ts';
import { readLine } from './words.ts';

describe('the terminal chat', () => {
  let telegram: TelegramEmulator;
  let bot: BotDouble;
  let lines: string[];
  let talk: TerminalChat;

  beforeEach(async () => {
    telegram = await TelegramEmulator.start({ firstMessageId: 5000 });
    bot = await BotDouble.start();
    bot.answer = (response, { message, callback_query: pressed }) => {
      response.end();
      const { bot: itself } = telegram.world;
      const chat = telegram.world.chats.get(message?.chat.id ?? 0);
      if (pressed) telegram.presses.answer(pressed.id, { text: `did ${pressed.data}`, alert: false });
      if (!message || !chat) return;
      telegram.world.post(chat, itself, {
        text: `heard: ${message.text ?? message.caption}`,
        reply_to_message: message,
        reply_markup: {
          inline_keyboard: [
            [
              { text: 'Done', callback_data: 'd' },
              { text: 'Open', url: 'https://x.org' },
            ],
          ],
        },
      });
    };
    telegram.setWebhook(bot.url);
    lines = [];
    const you = telegram.user({ id: 1, first_name: 'You' });
    talk = new TerminalChat(telegram, you, { live: true, print: (line) => lines.push(line) });
  });

  afterEach(async () => {
    await telegram.stop();
    await bot.stop();
  });

  /** Types a line, and waits for what the bot has to say to it. */
  const type = async (line: string) => {
    const begin = performance.now();
    talk.take(line);
    await talk.settled(begin, { quietMs: 20, patienceMs: 30_000 });
  };

  it('shows what the bot says, with numbers on messages and buttons', async () => {
    await type('fix the pump');
    expect(lines).toEqual([
      ' #1 You: fix the pump',
      ' #2 FLRTS (reply to #1): heard: fix the pump',
      '      :1 [Done]  :2 [Open ↗]',
    ]);
    await type(':1');
    expect(lines.slice(3)).toEqual(['   · You presses [Done]', '   · FLRTS answers the button: did d']);
  });

  it('says why a line cannot be done, and goes on', async () => {
    expect([':1', ':dance', ':reply 7 hello'].map((line) => talk.take(line))).toEqual([true, true, true]);
    expect(lines).toEqual([
      '   ! no message here has buttons',
      '   ! :dance means nothing here; :help says what does',
      '   ! say which message by its number',
    ]);
    expect(talk.take(':quit')).toBe(false);
  });

  it('changes who talks and where, and names the chat of what is said elsewhere', async () => {
    talk.take(':as Ann');
    await type('/list');
    talk.take(':as You');
    talk.take(':group');
    await type('/list');
    expect(talk.prompt).toBe('You in Crew> ');
    expect(lines.at(-3)).toBe(' #3 You: /list');
    telegram.user({ id: 77, first_name: 'Eve' }).starts();
    expect(lines.at(-1)).toBe('   [Eve] #5 Eve: /start');
    expect(talk.transcripts().filter((line) => line.startsWith('──'))).toEqual([
      '── Crew (supergroup) ──',
      '── Ann (private) ──',
      '── Eve (private) ──',
    ]);
  });

  it('replies, edits, reacts and sends photos', async () => {
    await type('one');
    await type(':reply 2 two');
    talk.take(':edit 1 uno');
    talk.take(':react 2 👍');
    await type(':photo a leak');
    expect(lines).toContain(' #3 You (reply to #2): two');
    expect(lines).toContain(' #1 is now: uno');
    expect(lines).toContain('   · You reacts 👍 to #2');
    expect(lines).toContain(' #5 You: [photo] a leak');
  });

  it.each([
    ['hello: you', { kind: 'say', text: 'hello: you' }],
    ['::1 colon', { kind: 'say', text: ':1 colon' }],
    [':2', { kind: 'press', button: 2, message: undefined }],
    [':2 #5', { kind: 'press', button: 2, message: 5 }],
    [':reply 3 do it', { kind: 'command', name: 'reply', number: 3, rest: 'do it' }],
    [':as Ann', { kind: 'command', name: 'as', number: undefined, rest: 'Ann' }],
  ])('reads %s', (typed, line) => {
    expect(readLine(typed)).toEqual(line);
  });
});
