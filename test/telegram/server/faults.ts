import { badRequest, forbidden, type Refusal, tooMany, upgraded } from './refusal.ts';

/** What can go wrong with a call. */
export type Fault =
  | { readonly kind: 'too many'; readonly retryAfter: number }
  /** An answer of the machinery before Telegram: HTML, not JSON. */
  | { readonly kind: 'server error'; readonly status?: 500 | 502 | 504 }
  /** Done, and then the connection is cut: the bot cannot know. */
  | { readonly kind: 'accept then drop' }
  /** Cut before anything is done. */
  | { readonly kind: 'cut' }
  /** Never answered, and not done. */
  | { readonly kind: 'hang' }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'migrate'; readonly to: number }
  | { readonly kind: 'refuse'; readonly description: string };

/** Which calls a fault strikes: each of these narrows it down. */
export interface Aim {
  /** `download` is that of a file. */
  readonly method?: string;
  readonly chat?: number;
  /** How many calls go well before; none when not given. */
  readonly after?: number;
  /** How many calls, from now on; every one when not given. */
  readonly times?: number;
  /** From 0 to 1; certain when not given. */
  readonly probability?: number;
}

interface Rule {
  readonly fault: Fault;
  readonly aim: Aim;
  spared: number;
  left: number;
}

/** Faults on order. */
export class Faults {
  readonly #random: () => number;
  readonly #rules = new Set<Rule>();
  /** How often each kind has struck. */
  readonly struck = new Map<Fault['kind'], number>();

  constructor(random: () => number) {
    this.#random = random;
  }

  /** From now on this goes wrong; gives back how to take it away. */
  order(fault: Fault, aim: Aim = {}): () => void {
    const rule = { fault, aim, spared: aim.after ?? 0, left: aim.times ?? Infinity };
    this.#rules.add(rule);
    return () => void this.#rules.delete(rule);
  }

  clear(): void {
    this.#rules.clear();
  }

  /** The fault this call meets, if any. */
  strike(method: string, chat: number): Fault | undefined {
    for (const rule of this.#rules) {
      if (!this.#meets(rule, method, chat)) continue;
      if (rule.spared > 0) {
        rule.spared -= 1;
        continue;
      }
      rule.left -= 1;
      if (rule.left <= 0) this.#rules.delete(rule);
      this.struck.set(rule.fault.kind, (this.struck.get(rule.fault.kind) ?? 0) + 1);
      return rule.fault;
    }
    return undefined;
  }

  #meets({ aim }: Rule, method: string, chat: number): boolean {
    if (aim.method !== undefined && aim.method.toLowerCase() !== method) return false;
    if (aim.chat !== undefined && aim.chat !== chat) return false;
    return aim.probability === undefined || this.#random() < aim.probability;
  }
}

/** The faults that are answers of Telegram's. */
export function refusalFor(fault: Fault): Refusal | undefined {
  switch (fault.kind) {
    case 'too many':
      return tooMany(fault.retryAfter);
    case 'blocked':
      return forbidden('bot was blocked by the user');
    case 'migrate':
      return upgraded(fault.to);
    case 'refuse':
      return badRequest(fault.description);
    default:
      return undefined;
  }
}
