import type { TelegramEmulator } from '../emulator.ts';
import type { Person } from '../people/person.ts';
import type { Chat, Posted } from '../world/chat.ts';
import { Screen } from './screen.ts';
import { HELP, type Line, readLine } from './words.ts';

const OTHERS_FROM = 2000;

/** Somebody who talks to the bot by typing lines. */
export class TerminalChat {
  readonly #telegram: TelegramEmulator;
  readonly #print: (line: string) => void;
  readonly #screen: Screen;
  readonly #people = new Map<string, Person>();
  readonly #group: Chat;
  #me: Person;
  #chat: Chat;
  #botActiveAt = -Infinity;

  constructor(telegram: TelegramEmulator, you: Person, options: { live: boolean; print: (line: string) => void }) {
    this.#telegram = telegram;
    this.#print = options.print;
    this.#screen = new Screen(telegram.world);
    this.#me = you;
    this.#chat = you.chat;
    this.#people.set(you.user.first_name.toLowerCase(), you);
    this.#group = telegram.group({ title: 'Crew', members: [you], id: -1_002_000_000_001, type: 'supergroup' });
    telegram.watch((event) => {
      if (isBots(telegram, event)) this.#botActiveAt = performance.now();
      if (options.live) this.#say(...this.#screen.linesFor(event, this.#chat));
      else this.#screen.linesFor(event, this.#chat); // numbers what appears, all the same
    });
  }

  get prompt(): string {
    return `${this.#me.user.first_name}${this.#chat.type === 'private' ? '' : ` in ${this.#chat.title}`}> `;
  }

  /** Does what the line says; false when it says to stop. */
  take(typed: string): boolean {
    const line = readLine(typed);
    if (line.kind === 'command' && line.name === 'quit') return false;
    try {
      this.#do(line);
    } catch (error) {
      this.#say(`   ! ${error instanceof Error ? error.message : String(error)}`);
    }
    return true;
  }

  /** Until the bot has done something since `begin` and then kept still, or has done nothing for `patienceMs`. */
  async settled(begin: number, { quietMs, patienceMs }: { quietMs: number; patienceMs: number }): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const now = performance.now();
      const acted = this.#botActiveAt >= begin;
      if (acted && now - this.#botActiveAt > quietMs && this.#telegram.pending === 0) return;
      if (now - Math.max(begin, this.#botActiveAt) > patienceMs) return;
    }
  }

  /** Every chat in which something was said. */
  transcripts(): string[] {
    return [...this.#telegram.world.chats.values()]
      .filter(({ story }) => story.length > 0)
      .flatMap((chat) => [...this.#screen.chat(chat), '']);
  }

  #do(line: Line): void {
    switch (line.kind) {
      case 'say':
        if (line.text.trim() !== '') this.#me.says(this.#chat, line.text);
        return;
      case 'press': {
        const posted = line.message === undefined ? this.#screen.withButtons(this.#chat) : this.#message(line.message);
        if (!posted) throw new Error('no message here has buttons');
        this.#me.presses(posted, line.button);
        return;
      }
      case 'command':
        this.#command(line);
    }
  }

  #command({ name, number, rest }: Extract<Line, { kind: 'command' }>): void {
    switch (name) {
      case 'reply':
        return void this.#me.says(this.#chat, rest, { replyTo: this.#message(number) });
      case 'edit':
        return this.#me.edits(this.#message(number), rest);
      case 'react':
        return this.#me.reacts(this.#message(number), ...(rest ? [rest.trim()] : []));
      case 'photo':
        return void this.#me.photo(this.#chat, rest ? { caption: rest } : {});
      case 'voice':
        return void this.#me.voice(this.#chat);
      case 'location': {
        const [latitude = Number.NaN, longitude = Number.NaN] = rest.split(/[\s,]+/).map(Number);
        if (Number.isNaN(latitude + longitude)) throw new Error('say where: :location 51.45 7.01');
        return void this.#me.location(this.#chat, { latitude, longitude });
      }
      case 'as':
        return this.#become(rest.trim());
      default:
        return this.#go(name);
    }
  }

  #go(name: string): void {
    switch (name) {
      case 'group':
        if (!this.#group.isIn(this.#me.user.id)) this.#me.joins(this.#group);
        this.#chat = this.#group;
        return;
      case 'private':
        this.#chat = this.#me.chat;
        return;
      case 'block':
        return this.#me.blocks();
      case 'unblock':
        return this.#me.unblocks();
      case 'chat':
        return this.#say(...this.#screen.chat(this.#chat));
      case 'help':
        return this.#say(HELP);
      default:
        throw new Error(`:${name} means nothing here; :help says what does`);
    }
  }

  #become(name: string): void {
    if (!/^[\p{L}\d][\p{L}\d _-]*$/u.test(name)) throw new Error('say who: :as Ann');
    const key = name.toLowerCase();
    const known = this.#people.get(key);
    const person = known ?? this.#telegram.user({ id: idOf(key), first_name: name, username: usernameOf(key) });
    this.#people.set(key, person);
    this.#me = person;
    if (this.#chat !== this.#group) this.#chat = person.chat;
    else if (!this.#group.isIn(person.user.id)) person.joins(this.#group);
  }

  #message(number: number | undefined): Posted {
    const posted = number === undefined ? undefined : this.#screen.message(number);
    if (!posted) throw new Error('say which message by its number');
    return posted;
  }

  #say(...lines: readonly string[]): void {
    for (const line of lines) this.#print(line);
  }
}

function isBots(telegram: TelegramEmulator, event: Parameters<Parameters<TelegramEmulator['watch']>[0]>[0]): boolean {
  if (event.kind === 'happened') return event.happening.kind === 'answered';
  return event.by.id === telegram.world.bot.id;
}

/** The same person has the same id the next time. */
function idOf(name: string): number {
  return OTHERS_FROM + [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 900_000, 7);
}

function usernameOf(name: string): string {
  return `${name.replace(/\W+/g, '_')}_here`;
}
