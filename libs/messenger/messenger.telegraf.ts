import { Telegram, TelegramError } from 'telegraf';
import type { TelegramSettings } from '#config';
import { AppError, type Reply, UnavailableError } from '#core';
import { type Keyboard, keyboardOf, mentionsWithin } from './entities.ts';
import { download } from './download.ts';
import { ChatMovedError, type Destination, FileTooLargeError, Messenger } from './messenger.ts';
import { splitText } from './split-text.ts';

const CALL_TIMEOUT_MS = 10_000;
/** As many times as long as a call. */
const DOWNLOADS_LAST = 6;
const NO_PREVIEW = { is_disabled: true };

/** So many unfinished replies are kept in mind; the rest of an older one begins anew. */
const MOST_BEGUN = 1000;

interface Begun {
  readonly parts: number;
  readonly platformId: string;
}

/** What we read of Telegram's answers. */
interface Answer {
  readonly message_id?: number;
  readonly username?: string;
  readonly file_path?: string;
  readonly file_size?: number;
}

/** Telegram's words for chats that cannot be spoken to, under 400. */
const GONE = /chat not found|user is deactivated|bot was kicked|not a member|PEER_ID_INVALID/i;

/** Its words, under 400, for a file that may be had another time. */
const FILE_AWAY = /temporarily unavailable/i;

/** Its words for topics that cannot be spoken in, under 400. */
const NO_TOPIC = /message thread not found|TOPIC_CLOSED|TOPIC_DELETED/i;

/** Says replies through the Bot API. */
export class TelegramMessenger extends Messenger {
  readonly adapter = 'Telegram';
  readonly #telegram: Telegram;
  #username: string | undefined;
  /** Long replies of which a first part was said when the rest was refused, by their key. */
  readonly #begun = new Map<string, Begun>();

  constructor(
    private readonly settings: Pick<TelegramSettings, 'token' | 'apiRoot'>,
    private readonly callTimeoutMs = CALL_TIMEOUT_MS,
  ) {
    super();
    this.#telegram = new Telegram(settings.token, { apiRoot: settings.apiRoot, webhookReply: false });
  }

  async send(to: Destination, reply: Reply): Promise<{ platformId?: string }> {
    return (await this.#change(to, reply)) ?? this.#say(to, reply);
  }

  /** Changing a message twice to the same is harmless, where sending twice is not. Undefined: it cannot be changed. */
  async #change({ chat, instead }: Destination, reply: Reply): Promise<{ platformId: string } | undefined> {
    const { text } = reply;
    if (!instead || splitText(text).length > 1) return undefined;
    const keyboard = { inline_keyboard: await this.#keyboard(chat, reply) };
    const changed = {
      chat_id: chat,
      message_id: Number(instead),
      text,
      ...mentionsWithin(reply, text, 0),
      link_preview_options: NO_PREVIEW,
      reply_markup: keyboard,
    };
    try {
      await this.#call('editMessageText', changed);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
      if (!/message is not modified/i.test(error.message)) return undefined;
    }
    return { platformId: instead };
  }

  async #say({ chat, replyTo, topic, key }: Destination, reply: Reply): Promise<{ platformId?: string }> {
    const parts = splitText(reply.text);
    const keyboard = await this.#keyboard(chat, reply);
    const begun = key === undefined ? undefined : this.#begun.get(key);
    let platformId = begun?.platformId;
    let begin = 0;
    for (const [index, part] of parts.entries()) {
      begin = reply.text.indexOf(part, begin);
      if (begun && index < begun.parts && index < parts.length - 1) continue;
      const sent = await this.#sendMessage({
        chat_id: chat,
        text: part,
        ...mentionsWithin(reply, part, begin),
        link_preview_options: NO_PREVIEW,
        ...(topic ? { message_thread_id: Number(topic) } : {}),
        ...(index === 0 && replyTo
          ? { reply_parameters: { message_id: Number(replyTo), allow_sending_without_reply: true } }
          : {}),
        ...(index === parts.length - 1 && keyboard.length > 0 ? { reply_markup: { inline_keyboard: keyboard } } : {}),
      });
      platformId ??= String(sent.message_id);
      if (key !== undefined)
        this.#remember(key, index + 1 < parts.length ? { parts: index + 1, platformId } : undefined);
    }
    return platformId === undefined ? {} : { platformId };
  }

  /** Where a topic is closed or gone, what is to be said there is said in the group itself: an answer is not lost with it. */
  async #sendMessage(message: {
    readonly message_thread_id?: number;
    readonly [key: string]: unknown;
  }): Promise<Answer> {
    try {
      return await this.#call('sendMessage', message);
    } catch (error) {
      const { message_thread_id: topic, ...elsewhere } = message;
      if (topic === undefined || !(error instanceof AppError) || !NO_TOPIC.test(error.message)) throw error;
      return this.#call('sendMessage', elsewhere);
    }
  }

  #remember(key: string, begun: Begun | undefined): void {
    this.#begun.delete(key);
    if (begun) this.#begun.set(key, begun);
    const [oldest] = this.#begun.keys();
    if (oldest !== undefined && this.#begun.size > MOST_BEGUN) this.#begun.delete(oldest);
  }

  async react(chat: string, platformId: string, emoji: '👀' | undefined): Promise<void> {
    const reaction = emoji ? [{ type: 'emoji', emoji }] : [];
    await this.#call('setMessageReaction', { chat_id: chat, message_id: Number(platformId), reaction });
  }

  /** Only in a group is there another chat to open, and only Telegram knows what the bot is called there. */
  async #keyboard(chat: string, { buttons = [] }: Reply): Promise<Keyboard> {
    const opens = chat.startsWith('-') && buttons.flat().some((button) => button.opens === 'bot');
    // a reminder is more than its button: without the name it is said all the same
    if (opens)
      this.#username ??= await this.#call('getMe', {}).then(
        ({ username }) => username,
        () => undefined,
      );
    return keyboardOf(buttons, opens ? this.#username : undefined);
  }

  /** Asks where it lies each time: such a place is good for an hour. */
  async fetch(fileId: string): Promise<Uint8Array<ArrayBuffer>> {
    const { file_path: path, file_size: size } = await this.#call('getFile', { file_id: fileId }).catch(
      (error: unknown) => {
        throw fileError(error);
      },
    );
    const { token, apiRoot } = this.settings;
    if (path === undefined) throw new UnavailableError('Telegram', { cause: new Error('getFile named no place') });
    const place = path.split('/').map(encodeURIComponent).join('/');
    return download(new URL(`${apiRoot}/file/bot${token}/${place}`), size, this.callTimeoutMs * DOWNLOADS_LAST);
  }

  async ping(): Promise<void> {
    await this.#call('getMe', {});
  }

  async #call(method: string, payload: object): Promise<Answer> {
    // The Bot API grows faster than Telegraf's types for it; what we send is checked against Telegram's documentation.
    const call = this.#telegram.callApi.bind(this.#telegram) as (
      method: string,
      payload: object,
      options: { signal: AbortSignal },
    ) => Promise<Answer>;
    try {
      return await call(method, payload, { signal: AbortSignal.timeout(this.callTimeoutMs) });
    } catch (error) {
      throw this.#translate(method, error);
    }
  }

  /** Telegraf's messages can hold the URL and with it the token: it never leaves this method. */
  #translate(method: string, error: unknown): AppError {
    const said = String(error instanceof Error ? error.message : error).replaceAll(this.settings.token, '<token>');
    const cause = new Error(`${method}: ${said}`);
    if (!(error instanceof TelegramError)) return new UnavailableError('Telegram', { cause });
    const { error_code: code, parameters } = error.response;
    const movedTo = parameters && 'migrate_to_chat_id' in parameters ? parameters.migrate_to_chat_id : undefined;
    if (movedTo !== undefined) return new ChatMovedError(String(movedTo));
    // 401 and 404 say that the token is not the bot's (any more): what waits is for the bot, and goes out once it has its own
    if (code === 429 || code === 401 || code === 404 || code >= 500) {
      return new UnavailableError('Telegram', { cause, retryAfterSeconds: parameters?.retry_after });
    }
    return new AppError(code === 403 || GONE.test(said) ? 'forbidden' : 'invalid', cause.message, { cause });
  }
}

/** What Telegram's refusal of a file means. */
function fileError(error: unknown): unknown {
  if (!(error instanceof AppError) || error.code === 'unavailable') return error;
  if (/file is too big/i.test(error.message)) return new FileTooLargeError(error);
  if (FILE_AWAY.test(error.message)) return new UnavailableError('Telegram', { cause: error });
  return new AppError('not_found', error.message, { cause: error });
}
