import type { CommandName, Slots } from '#core';
import type { Program } from './program.ts';

/** What a pattern sets outright, beside its slots. */
export interface Given {
  readonly slots: Partial<Slots>;
  /** `it`, `todo`, `each` … : marks the slot builders understand. */
  readonly marks: ReadonlySet<string>;
}

export const givenNothing: Given = { slots: {}, marks: new Set() };

export interface Pattern {
  readonly command: CommandName;
  readonly sure: boolean;
  readonly program: Program;
  readonly given: Given;
  readonly order: number;
  readonly source: string;
}

/** Slots that take any words. */
export const FREE: ReadonlySet<string> = new Set(['title', 'items', 'query', 'list', 'rest', 'notes', 'cond']);
