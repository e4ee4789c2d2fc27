import type { MemberStatus, User } from './bot-api.ts';
import { type Clock, ScaledClock } from './clock.ts';
import { LongPoll } from './delivery/long-poll.ts';
import { type Update, UpdateLog } from './delivery/update-log.ts';
import { type DeliveryCounts, WebhookSlot } from './delivery/webhook-slot.ts';
import { type Command, menuKey } from './methods/command-methods.ts';
import type { Inside } from './methods/inside.ts';
import { execute, isIgnoredInAnswer } from './methods/methods.ts';
import { initData, type InitDataOptions } from './people/init-data.ts';
import { Person } from './people/person.ts';
import { Presses } from './people/presses.ts';
import { seeded } from './random.ts';
import { ApiServer } from './server/api-server.ts';
import { parseBody } from './server/body.ts';
import { Faults } from './server/faults.ts';
import { Flood, type FloodLimits } from './server/flood.ts';
import { Tally } from './tally.ts';
import { transcript } from './transcript.ts';
import { until } from './until.ts';
import { BotUpdates } from './world/bot-updates.ts';
import type { Chat } from './world/chat.ts';
import { Files } from './world/files.ts';
import { type Event, World } from './world/world.ts';

export interface EmulatorOptions {
  readonly token?: string;
  readonly username?: string;
  readonly port?: number;
  /** How long a second of Telegram's lasts: retries, expiry, waits. What is stamped on messages stays real. */
  readonly timeScale?: number;
  readonly clock?: Clock;
  readonly seed?: number;
  readonly flood?: FloodLimits;
  /** In groups only what is meant for the bot reaches it; as Telegram has it unless it is switched off. */
  readonly privacy?: boolean;
  readonly firstUpdateId?: number;
  readonly firstMessageId?: number;
  /** How long a pressed button can be answered, in the bot's seconds. */
  readonly answerSeconds?: number;
}

export interface GroupOptions {
  readonly title: string;
  readonly members?: readonly Person[];
  readonly type?: 'group' | 'supergroup';
  readonly id?: number;
  /** Names of its topics; they get the thread ids 2, 3 … */
  readonly topics?: readonly string[];
  readonly bot?: MemberStatus;
}

/** Our own Telegram: a Bot API server on loopback, and the people who write to the bot. */
export class TelegramEmulator {
  readonly token: string;
  readonly faults: Faults;
  readonly tally: Tally;
  readonly world: World;
  readonly presses: Presses;
  readonly #inside: Inside;
  readonly #server: ApiServer;
  readonly #people = new Map<number, Person>();
  #nextGroup = 0;

  private constructor(options: EmulatorOptions) {
    const clock = options.clock ?? new ScaledClock(options.timeScale);
    const random = seeded(options.seed ?? 1);
    this.token = options.token ?? '7000000001:AAEmulatedTokenForTestsOnly0000000000';
    const id = Number(this.token.split(':', 1)[0]);
    const bot: User = { id, is_bot: true, first_name: 'FLRTS', username: options.username ?? 'flrts_bot' };
    const log = new UpdateLog(clock, options.firstUpdateId ?? 100_000_001);
    const world = new World(clock, bot, options.firstMessageId ?? 1);
    const updates = new BotUpdates(log, world, clock);
    updates.privacy = options.privacy ?? true;
    this.world = world;
    this.faults = new Faults(random);
    this.tally = new Tally(world);
    this.presses = new Presses(clock, world, options.answerSeconds ?? 15);
    this.#inside = {
      clock,
      world,
      log,
      updates,
      presses: this.presses,
      poll: new LongPoll(log, clock),
      webhook: new WebhookSlot({ log, clock, random, execute: (type, body) => void this.#executeAnswer(type, body) }),
      files: new Files(() => clock.wall()),
      flood: new Flood(clock, options.flood),
      commands: new Map(),
    };
    this.#server = new ApiServer(
      {
        token: this.token,
        faults: this.faults,
        call: (method, args) => {
          this.tally.called(method);
          return execute(method, args, this.#inside);
        },
        file: (path) => this.#inside.files.at(path),
      },
      options.port,
    );
  }

  static async start(options: EmulatorOptions = {}): Promise<TelegramEmulator> {
    const telegram = new TelegramEmulator(options);
    await telegram.#server.open();
    return telegram;
  }

  async stop(): Promise<void> {
    this.#inside.webhook.remove();
    this.#inside.poll.abort('terminated');
    await this.#server.close();
  }

  /** For TELEGRAM_API_ROOT. */
  get url(): string {
    return this.#server.url;
  }

  /** How many updates wait for the bot. */
  get pending(): number {
    return this.#inside.log.size;
  }

  /** Every update there was, as it goes over the wire. */
  get updates(): readonly Update[] {
    return this.#inside.log.all;
  }

  get delivery(): Readonly<DeliveryCounts> {
    return this.#inside.webhook.counts;
  }

  /** Sets the webhook from outside, as an operator would; repeatedly, if need be. */
  setWebhook(url: string, { secret = '', maxConnections = 40, allowed }: WebhookSettings = {}): void {
    if (allowed) this.#inside.log.allow(allowed);
    this.#inside.webhook.set({ url, secret, maxConnections });
  }

  user(fields: Pick<User, 'id' | 'first_name'> & Partial<User>): Person {
    const known = this.#people.get(fields.id);
    if (known) return known;
    const user = { ...fields, is_bot: false };
    this.world.users.set(user.id, user);
    const person = new Person(user, this.#inside);
    this.#people.set(user.id, person);
    return person;
  }

  /** A group with these people and the bot in it; the bot learns that it was added. */
  group({ title, members = [], type = 'group', id, topics = [], bot = 'member' }: GroupOptions): Chat {
    const forum = topics.length > 0;
    const kind = forum ? 'supergroup' : type;
    const chat = this.world.addChat({ id: id ?? this.#groupId(kind), type: kind, title, forum });
    for (const [index, topic] of topics.entries()) chat.topics.set(index + 2, topic);
    for (const { user } of members) chat.members.set(user.id, chat.members.size === 0 ? 'creator' : 'member');
    chat.members.set(this.world.bot.id, bot);
    const [owner] = members;
    if (owner) {
      this.#inside.updates.memberChanged(chat, owner.user, this.world.bot, { before: 'left', after: bot });
    }
    return chat;
  }

  /** Telegram has the file no more. */
  lose(fileId: string): void {
    this.#inside.files.lose(fileId);
  }

  /** The bot becomes an administrator, is thrown out … */
  setBotStatus(chat: Chat, by: Person, after: MemberStatus): void {
    const before = chat.statusOf(this.world.bot.id);
    chat.members.set(this.world.bot.id, after);
    this.#inside.updates.memberChanged(chat, by.user, this.world.bot, { before, after });
  }

  /** The group becomes a supergroup, with another id. */
  migrate(chat: Chat, by: Person): Chat {
    const to = this.world.addChat({ id: this.#groupId('supergroup'), type: 'supergroup', title: chat.title });
    for (const [id, status] of chat.members) to.members.set(id, status);
    this.#inside.updates.said(this.world.post(chat, by.user, { migrate_to_chat_id: to.id }));
    chat.migratedTo = to;
    this.#inside.updates.said(this.world.post(to, by.user, { migrate_from_chat_id: chat.id }));
    this.world.happen(chat, { kind: 'migrated', by: by.user.first_name, what: `to ${to.id}` });
    return to;
  }

  /** Nobody listens any more: connections are cut and refused, until the answer is called. */
  async outage(): Promise<() => Promise<void>> {
    await this.#server.close();
    return () => this.#server.open();
  }

  /** After a week of silence the next update id is any number, higher or lower. */
  jumpUpdateIds(to: number): void {
    this.#inside.log.jumpTo(to);
  }

  commands(scope = 'default', language = ''): readonly Command[] {
    return this.#inside.commands.get(menuKey(scope, language)) ?? [];
  }

  initData(person: Person, options?: InitDataOptions): string {
    return initData(this.token, person.user, options);
  }

  transcript(chat: Chat): string {
    return transcript(chat, this.world);
  }

  watch(watcher: (event: Event) => void): () => void {
    return this.world.watch(watcher);
  }

  until(predicate: () => boolean, timeoutMs = 30_000): Promise<void> {
    return until(predicate, timeoutMs, () =>
      [...this.world.chats.values()].map((chat) => this.transcript(chat)).join('\n'),
    );
  }

  /** A webhook may answer with one method; nobody learns how it went. */
  async #executeAnswer(type: string, body: string): Promise<void> {
    try {
      const args = await parseBody(Buffer.from(body), type);
      const method = args.text('method');
      if (method !== '' && !isIgnoredInAnswer(method)) await execute(method, args, this.#inside);
    } catch {
      // as at Telegram: the bot is not told
    }
  }

  #groupId(type: 'group' | 'supergroup'): number {
    this.#nextGroup += 1;
    return type === 'group' ? -5_000_000 - this.#nextGroup : -1_002_000_000_000 - this.#nextGroup;
  }
}

interface WebhookSettings {
  readonly secret?: string;
  readonly maxConnections?: number;
  readonly allowed?: readonly string[];
}
