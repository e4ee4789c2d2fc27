import type { CommandName, Slots } from '#core';
import type { Language } from '../language/language.ts';
import { compile, type Program } from './program.ts';

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

/** A language made ready for matching. */
export interface Lexicon {
  readonly language: Language;
  readonly byWord: ReadonlyMap<string, readonly Pattern[]>;
  readonly always: readonly Pattern[];
  readonly openings: ReadonlyMap<string, readonly (readonly string[])[]>;
  readonly closings: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** Every word the patterns speak of; typing errors are corrected towards these. */
  readonly vocabulary: ReadonlySet<string>;
}

export function lexiconOf(language: Language): Lexicon {
  const patterns = compileAll(language);
  const byWord = new Map<string, Pattern[]>();
  const always: Pattern[] = [];
  for (const pattern of patterns) {
    if (!pattern.program.needs) always.push(pattern);
    else for (const word of pattern.program.needs) byWord.set(word, [...(byWord.get(word) ?? []), pattern]);
  }
  return {
    language,
    byWord,
    always,
    openings: phrasesBy(language.opening, 0),
    closings: phrasesBy(language.closing, -1),
    vocabulary: vocabularyOf(patterns),
  };
}

function compileAll(language: Language): Pattern[] {
  const patterns: Pattern[] = [];
  for (const group of language.patterns) {
    for (const sure of [true, false]) {
      for (const source of (sure ? group.sure : group.likely) ?? []) {
        const [written = '', given = ''] = source.split(' => ');
        const order = patterns.length;
        patterns.push({
          command: group.command,
          sure,
          program: compile(written, language.words),
          given: givenOf(given),
          order,
          source,
        });
      }
    }
  }
  return patterns;
}

function givenOf(text: string): Given {
  const marks = new Set(
    text
      .split(',')
      .map((mark) => mark.trim())
      .filter(Boolean),
  );
  const query = [...marks].find((mark) => mark.startsWith('query='))?.slice('query='.length);
  const slots: Partial<Slots> = {
    ...(marks.has('all') && { all: true }),
    ...(marks.has('status=done') && { status: 'done' as const }),
    ...(query !== undefined && { query }),
  };
  return { slots, marks };
}

/** Phrases by their first word (`at` 0) or their last (`at` -1). */
function phrasesBy(phrases: readonly string[], at: 0 | -1): Map<string, string[][]> {
  const map = new Map<string, string[][]>();
  for (const phrase of phrases) {
    const words = phrase.split(' ');
    const key = words.at(at) ?? '';
    map.set(
      key,
      [...(map.get(key) ?? []), words].sort((a, b) => b.length - a.length),
    );
  }
  return map;
}

function vocabularyOf(patterns: readonly Pattern[]): Set<string> {
  const words = new Set<string>();
  for (const pattern of patterns) {
    for (const step of pattern.program.steps) {
      if (step.kind === 'words')
        for (const phrases of step.phrases.values())
          for (const phrase of phrases) for (const word of phrase) words.add(word);
    }
  }
  return words;
}
