import type { Clock, Timer } from '../clock.ts';
import { afterFailure, FRESH, type Patience } from './retry-table.ts';
import type { Update, UpdateLog } from './update-log.ts';
import { type CallEnd, WebhookCaller } from './webhook-call.ts';

const GONE = 410;
const GONE_FOR_GOOD_MS = 23 * 3_600_000;
/** While nobody can be reached one connection is tried at a time, and no update is held responsible. */
const RECONNECT_MS = { justLost: 50, longLost: 2000 };
const JUST_LOST_MS = 10_000;

export interface WebhookOptions {
  readonly url: string;
  readonly secret: string;
  readonly maxConnections: number;
}

interface Queue {
  readonly updates: Update[];
  patience: Patience;
}

/** What the webhook's owner is told. */
export interface WebhookEvents {
  failed(message: string): void;
  /** A method in the answer to an update. */
  replied(type: string, body: string): void;
  delivered(update: Update): void;
  attempted(update: Update): void;
  /** The attempt is over, and what becomes of the update is settled. */
  ended(update: Update): void;
  /** 410 for 23 hours: the webhook is taken away. */
  gone(): void;
}

/** Delivers updates as WebhookActor.cpp does: one in flight per queue, retried until they expire. */
export class Webhook {
  readonly options: WebhookOptions;
  readonly #log: UpdateLog;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #events: WebhookEvents;
  readonly #caller: WebhookCaller;
  readonly #queues = new Map<string, Queue>();
  readonly #timers = new Set<Timer>();
  readonly #unsubscribe: () => void;
  readonly #ready: string[] = [];
  #loaded = 0;
  #nextId = 0;
  #inFlight = 0;
  #reachable = true;
  #paused = false;
  #lastSuccess = -Infinity;
  #firstGone: number | undefined;
  #closed = false;

  constructor(
    options: WebhookOptions,
    { log, clock, random, events }: { log: UpdateLog; clock: Clock; random: () => number; events: WebhookEvents },
  ) {
    this.options = options;
    this.#log = log;
    this.#clock = clock;
    this.#random = random;
    this.#events = events;
    this.#caller = new WebhookCaller(options.url, { ...options, clock });
    this.#unsubscribe = log.onPush(() => this.#run());
    this.#run();
  }

  /** No further update is sent; what is under way is not waited for, and is sent again to the next webhook. */
  close(): void {
    this.#closed = true;
    this.#unsubscribe();
    for (const timer of this.#timers) timer.cancel();
    this.#caller.close();
  }

  #run(): void {
    if (this.#closed || this.#paused) return;
    this.#load();
    const connections = this.#reachable ? this.options.maxConnections : 1;
    while (this.#inFlight < connections && this.#ready.length > 0) {
      const name = this.#ready.shift() ?? '';
      void this.#send(name);
    }
  }

  /** At most twice the connections are looked at, so that many failing updates hold up the others, too. */
  #load(): void {
    const room = this.options.maxConnections * 2 - this.#loaded;
    if (room <= 0 || this.#nextId >= this.#log.nextId) return;
    for (const update of this.#log.from(this.#nextId, room)) {
      this.#nextId = update.id + 1;
      this.#loaded += 1;
      const queue = this.#queues.get(update.queue);
      if (queue) {
        queue.updates.push(update);
        continue;
      }
      this.#queues.set(update.queue, { updates: [update], patience: FRESH });
      this.#ready.push(update.queue);
    }
  }

  async #send(name: string): Promise<void> {
    const queue = this.#queues.get(name);
    const update = queue?.updates[0];
    if (!queue || !update) return;
    this.#inFlight += 1;
    this.#events.attempted(update);
    const end = await this.#caller.call(update.json);
    this.#inFlight -= 1;
    if (this.#closed) return;
    if (end.kind === 'unreachable') this.#unreachable(name);
    else this.#called(name, queue, end);
    this.#events.ended(update);
    this.#run();
  }

  #unreachable(name: string): void {
    this.#events.failed('Connection refused');
    this.#reachable = false;
    this.#ready.unshift(name);
    if (this.#paused) return;
    this.#paused = true;
    const justLost = this.#clock.now() - this.#lastSuccess < JUST_LOST_MS;
    this.#later(justLost ? RECONNECT_MS.justLost : RECONNECT_MS.longLost, () => {
      this.#paused = false;
    });
  }

  #called(name: string, queue: Queue, end: Exclude<CallEnd, { kind: 'unreachable' }>): void {
    this.#reachable = true;
    if (end.kind === 'answered' && end.status >= 200 && end.status <= 299) {
      this.#firstGone = undefined;
      this.#lastSuccess = this.#clock.now();
      if (end.body.includes('method')) this.#events.replied(end.type, end.body);
      this.#done(name, queue, true);
      return;
    }
    this.#events.failed(
      end.kind === 'lost'
        ? 'Webhook connection closed'
        : `Wrong response from the webhook: ${end.status} ${end.reason}`,
    );
    if (end.kind === 'answered' && this.#isGone(end.status)) {
      this.#events.gone();
      return;
    }
    this.#postpone(name, queue, end.kind === 'answered' ? end.retryAfter : 0);
  }

  #isGone(status: number): boolean {
    if (status !== GONE) {
      this.#firstGone = undefined;
      return false;
    }
    this.#firstGone ??= this.#clock.now();
    return this.#clock.now() > this.#firstGone + GONE_FOR_GOOD_MS;
  }

  #postpone(name: string, queue: Queue, retryAfter: number): void {
    const { waitSeconds, ...patience } = afterFailure(queue.patience, retryAfter, this.#random);
    const [update] = queue.updates;
    if (!update || this.#clock.now() + waitSeconds * 1000 > update.expiresAt) {
      this.#done(name, queue, false);
      return;
    }
    queue.patience = patience;
    if (waitSeconds === 0) this.#ready.push(name);
    else this.#later(waitSeconds * 1000, () => void this.#ready.push(name));
  }

  /** The first of the queue is over, by delivery or by age. */
  #done(name: string, queue: Queue, delivered: boolean): void {
    const update = queue.updates.shift();
    if (!update) return;
    this.#loaded -= 1;
    this.#log.forget(update.id);
    if (delivered) this.#events.delivered(update);
    if (queue.updates.length === 0) {
      this.#queues.delete(name);
      return;
    }
    queue.patience = FRESH;
    this.#ready.push(name);
  }

  #later(ms: number, work: () => void): void {
    const timer = this.#clock.after(ms, () => {
      this.#timers.delete(timer);
      work();
      this.#run();
    });
    this.#timers.add(timer);
  }
}
