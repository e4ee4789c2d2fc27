import { UPDATE_TYPES, type UpdateType } from '../bot-api.ts';
import type { Clock } from '../clock.ts';

/** An update that waits for the bot. */
export interface Update {
  readonly id: number;
  readonly type: UpdateType;
  /** Updates of one queue reach a webhook one after the other. */
  readonly queue: string;
  readonly expiresAt: number;
  /** As it goes over the wire. */
  readonly json: string;
}

const NOT_BY_DEFAULT: readonly UpdateType[] = ['chat_member', 'message_reaction', 'message_reaction_count'];
const DEFAULT = UPDATE_TYPES.filter((type) => !NOT_BY_DEFAULT.includes(type));

/** What has happened and the bot has not yet been told, in order; forgotten when told, or when it is too old. */
export class UpdateLog {
  readonly #clock: Clock;
  readonly #pending = new Map<number, Update>();
  /** Everything there ever was, delivered or not: to be sent once more, for example. */
  readonly all: Update[] = [];
  readonly #listeners = new Set<() => void>();
  #allowed: ReadonlySet<UpdateType> = new Set(DEFAULT);
  #next: number;
  #head: number;

  constructor(clock: Clock, firstId: number) {
    this.#clock = clock;
    this.#next = firstId;
    this.#head = firstId;
  }

  get size(): number {
    return this.#pending.size;
  }

  get nextId(): number {
    return this.#next;
  }

  /** Undefined while it is the default, as getWebhookInfo shows it. */
  get allowed(): readonly UpdateType[] | undefined {
    const list = UPDATE_TYPES.filter((type) => this.#allowed.has(type));
    return list.join() === DEFAULT.join() ? undefined : list;
  }

  /** An empty list means the default; what was not allowed before is not made up for. */
  allow(names: readonly unknown[]): void {
    const known = UPDATE_TYPES.filter((type) => names.includes(type));
    this.#allowed = new Set(known.length > 0 ? known : DEFAULT);
  }

  /** Undefined when the bot does not want updates of this type. */
  push(type: UpdateType, payload: object, { queue, seconds }: { queue: string; seconds: number }): number | undefined {
    if (!this.#allowed.has(type)) return undefined;
    const id = this.#next++;
    const json = `{"update_id":${id},"${type}":${JSON.stringify(payload)}}`;
    const update = { id, type, queue, expiresAt: this.#clock.now() + seconds * 1000, json };
    this.#pending.set(id, update);
    this.all.push(update);
    for (const listener of this.#listeners) listener();
    return id;
  }

  /** The oldest that are still worth telling, from this id on. */
  from(id: number, limit: number): Update[] {
    const found: Update[] = [];
    for (let at = Math.max(id, this.#oldest()); at < this.#next && found.length < limit; at += 1) {
      const update = this.#pending.get(at);
      if (!update) continue;
      if (update.expiresAt < this.#clock.now()) this.#pending.delete(at);
      else found.push(update);
    }
    return found;
  }

  forget(id: number): void {
    this.#pending.delete(id);
  }

  forgetBefore(id: number): void {
    for (let at = this.#oldest(); at < Math.min(id, this.#next); at += 1) this.#pending.delete(at);
  }

  forgetAllBut(last: number): void {
    this.forgetBefore([...this.#pending.keys()].at(-last) ?? this.#next);
  }

  clear(): void {
    this.#pending.clear();
  }

  /** After a week without updates the next id is any number. */
  jumpTo(id: number): void {
    if (this.#pending.size > 0) throw new Error('update ids jump only while nothing is pending');
    this.#next = id;
    this.#head = id;
  }

  /** Tells of every new update; gives back how to stop that. */
  onPush(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #oldest(): number {
    while (this.#head < this.#next && !this.#pending.has(this.#head)) this.#head += 1;
    return this.#head;
  }
}
