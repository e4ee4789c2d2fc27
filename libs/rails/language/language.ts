import type { CommandName, Priority, TaskStage } from '#core';

/**
 * A language is data: word classes, patterns and small dictionaries. A new one is a new file beside `en.ts`.
 *
 * Patterns, in words: `word` itself · `(a|b c)` one of · `[x]` may be absent · `%name` a word class or macro from `words`
 * · `<slot>` any words (as few as fit; `<slot+>` as many) · `<slot:x>` the words matched by x · `@person @site @list`
 * a known name · `#` one or more record numbers · `=> all, status=done` slots set outright.
 * Words are written folded: lower case, no accents.
 */
export interface Language {
  readonly code: 'en' | 'es';
  readonly words: Readonly<Record<string, string>>;
  /** Said for politeness before and after a command. */
  readonly opening: readonly string[];
  readonly closing: readonly string[];
  /** Said at the end, no courtesies where something is told: "the pump leaks again". */
  readonly telling: readonly string[];
  readonly patterns: readonly PatternGroup[];
  readonly priorities: Readonly<Record<string, Priority>>;
  /** How work is ordered in one word. */
  readonly orders: {
    /** Begin nothing but an order. */
    readonly verbs: readonly string[];
    /** Are also nouns ("oil low"): an order only before "the" and the like. */
    readonly verbsBeforeThe: readonly string[];
    /** Begin like an order and are none ("check valve"). */
    readonly nouns: readonly string[];
    /** Tell how something is, or was. */
    readonly states: readonly string[];
    /** Before an order: it is one all the same ("we need to …"). */
    readonly leads: readonly string[];
  };
  /** The small words nobody says in another language. */
  readonly small: readonly string[];
  /** Said alone, they tell which language somebody speaks. */
  readonly greetings: readonly string[];
  /** Between the things of a list, beside commas. */
  readonly and: readonly string[];
  readonly of: readonly string[];
  readonly articles: readonly string[];
  /** "3 more filters" are 3 filters. */
  readonly more: readonly string[];
  readonly numbers: Readonly<Record<string, string>>;
  readonly units: readonly string[];
  readonly me: readonly string[];
  /** "it", "that one": the record last talked about. */
  readonly it: readonly string[];
  readonly all: readonly string[];
  /** Verbs whose object is a person ("call @sam"): such a person is not the one who does it. */
  readonly contact: readonly string[];
  /** Before a person's name at the end of a title ("… for Joel"). */
  readonly forWhom: readonly string[];
  /** Before a site's name at the end of a title ("… at Crockett"). */
  readonly atPlace: readonly string[];
  /** Words left hanging when a time is cut out of a title ("by", "at"). */
  readonly beforeTime: readonly string[];
  /** Command words worth recognising through a typing error. */
  readonly keywords: readonly string[];
  /** What stands between two commands. */
  readonly thenWords: readonly string[];
  /** Kinds of list that are not ours to keep ("contact list", "playlist"). */
  readonly notOurs: readonly string[];
  /** Words that make a stretch a clause rather than a list's name. */
  readonly notNames: readonly string[];
  /** Words that make what stands before "on the list" a sentence rather than a thing. */
  readonly notThings: readonly string[];
  /** Words a thing to be reminded of does not begin with ("remind me why we do this"). */
  readonly notReminders: readonly string[];
  readonly negations: readonly string[];
  /** Words that stand for somebody named elsewhere. */
  readonly pronouns: readonly string[];
  /** Words that stand for people without naming one. */
  readonly notPeople: readonly string[];
  /** "task twelve": after these a number said in words is a record's number. */
  readonly refNouns: readonly string[];
  /** What a list of reminders calls itself. */
  readonly reminderWords: readonly string[];
  /** "my tasks", "tasks for me": only the speaker's own. */
  readonly mine: readonly string[];
  readonly doneWords: readonly string[];
  readonly overdueWords: readonly string[];
  /** How far a task is, as it is said. */
  readonly stages: Readonly<Record<string, TaskStage>>;
  /** Of a task that waits for others. */
  readonly blockedWords: readonly string[];
  readonly unassignedWords: readonly string[];
  /** "this week": a unit, and how many of it from this one. */
  readonly spans: Readonly<Record<string, readonly ['week' | 'month', number]>>;
  /** What the list of tasks is called. */
  readonly todoName: string;
  /** Words a title does not begin with once what stood before them is cut out ("to", "that"). */
  readonly titleLeads: readonly string[];
  /** "a monthly rent reminder": how often, said as an adjective, and the same in words of time. */
  readonly cadences: Readonly<Record<string, string>>;
  /** "that … is": a statement about a day rather than a time. */
  readonly that: readonly string[];
  readonly is: readonly string[];
  /** A time that hangs on something else happening: "before", "after". */
  readonly relativeWords: readonly string[];
  /** "his time": the hour is meant in the other person's zone. */
  readonly theirTime: readonly string[];
  /** "site time": the hour is meant in the site's zone. */
  readonly siteTime: readonly string[];
  /** A clock, a day or a word like "every": without one, nothing is read as time. */
  readonly timeWords: readonly string[];
  /** Articles and the like, no part of a list's name. */
  readonly beforeName: readonly string[];
  /** Words of a list's name that do not tell it from another. */
  readonly listWords: readonly string[];
}

export interface PatternGroup {
  readonly command: CommandName;
  /** Enough to carry the command out, when its slots are there and the classifier agrees. */
  readonly sure: readonly string[];
  /** Enough to name the command, never to carry it out. */
  readonly likely?: readonly string[];
}
