import type { Role } from './message.ts';
import type { Command } from './command.ts';

/** How sure the rails are: carry out as it stands, let a model fill what is missing, or ask a model (or the person) outright. */
export type Tier = 'direct' | 'focused' | 'full';

/** Which words of the text became which slot. `start` and `end` are UTF-16 offsets into the text. */
export interface Span {
  readonly slot: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Why a route came out as it did, for `/v1/rails/parse` and `/explain`. */
export interface Explanation {
  /** The rail that decided: syntax, grammar, classifier … */
  readonly rail: string;
  readonly spans: readonly Span[];
  /** Slots the command needs and the text did not give. */
  readonly missing: readonly string[];
  /** Why the command is not carried out as it stands; empty when it is. */
  readonly why: readonly string[];
}

/** What a message asks for: one command or several, in the order said. */
export interface Route {
  readonly commands: readonly Command[];
  /** Calibrated probability that the commands are what was meant, 0..1. */
  readonly confidence: number;
  readonly tier: Tier;
  readonly explanation: Explanation;
  /** What a pattern reads where the classifier rather sees nothing asked: the records may bear it out. */
  readonly perhaps?: Command;
}

/** How a message was understood, as it is remembered with the message and its audit entries. */
export interface RouteGist {
  readonly rail: string;
  readonly confidence: number;
  readonly tier: Tier;
  /** The commands it was read as, `entity.operation`. */
  readonly commands?: readonly string[];
  readonly spans?: readonly Span[];
  readonly missing?: readonly string[];
  readonly why?: readonly string[];
}

/** What the rails are told about the world; they read nothing themselves. */
export interface Known {
  readonly people: readonly KnownPerson[];
  readonly sites: readonly KnownSite[];
  readonly lists: readonly KnownList[];
  readonly templates?: readonly KnownTemplate[];
  /** Checklists somebody is on the way through. */
  readonly checklists?: readonly KnownChecklist[];
  /** The record the conversation was last about ("it", "that one"), or the one a reply points at. */
  readonly last?: {
    readonly kind: 'task' | 'list' | 'reminder' | 'report' | 'template';
    readonly id: string;
    readonly ref?: number;
    readonly title: string;
  };
  /** What was said last, where nobody knew what to do with it: "make that a task". */
  readonly said?: string;
}

export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly timeZone?: string;
  readonly role?: Role;
  /** Where they work; none: everywhere. */
  readonly siteIds?: readonly string[];
  /** Sample people give way to real ones of the same name. */
  readonly sample?: boolean;
}

export interface KnownSite {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly timeZone?: string;
  readonly sample?: boolean;
}

export interface KnownList {
  readonly id: string;
  readonly name: string;
  /** Whose private list it is. */
  readonly ownerId?: string;
}

export interface KnownTemplate {
  readonly id: string;
  readonly name: string;
  readonly siteId: string | null;
}

export interface KnownChecklist {
  readonly id: string;
  readonly personId: string;
  readonly source: string;
  readonly chat: string;
  /** ISO instant: after that, what is typed is no answer any more; its buttons are. */
  readonly listensUntil: string;
}

/** The moment and place a message is read in. */
export interface Reading {
  readonly now: Date;
  /** IANA name. */
  readonly timeZone: string;
  readonly speakerId?: string;
  readonly known: Known;
}
