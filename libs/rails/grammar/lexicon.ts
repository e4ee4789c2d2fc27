import type { Slots } from '#core';
import type { Language } from '../language/language.ts';
import { Beginnings } from './beginnings.ts';
import type { Given, Pattern } from './pattern.ts';
import { compile } from './program.ts';
import { Sieve } from './sieve.ts';

/** A language made ready for matching. */
export interface Lexicon {
  readonly language: Language;
  readonly patterns: Sieve;
  readonly beginnings: Beginnings;
  readonly openings: ReadonlyMap<string, readonly (readonly string[])[]>;
  readonly closings: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** What stands between two commands. */
  readonly connectors: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** Every word the patterns speak of; typing errors are corrected towards these. */
  readonly vocabulary: ReadonlySet<string>;
}

export function lexiconOf(language: Language): Lexicon {
  const patterns = compileAll(language);
  return {
    language,
    patterns: new Sieve(patterns),
    beginnings: new Beginnings(patterns),
    openings: phrasesBy(language.opening, 0),
    closings: phrasesBy(language.closing, -1),
    connectors: phrasesBy(language.thenWords, 0),
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
  const valueOf = (slot: string) => [...marks].find((mark) => mark.startsWith(`${slot}=`))?.slice(slot.length + 1);
  const query = valueOf('query');
  const stage = valueOf('stage');
  const slots: Partial<Slots> = {
    ...(marks.has('all') && { all: true }),
    ...(marks.has('status=done') && { status: 'done' as const }),
    ...(marks.has('status=open') && { status: 'open' as const }),
    ...(marks.has('latest') && { latest: true }),
    ...(query !== undefined && { query }),
    ...(stage !== undefined && { stage: stage === 'in_progress' || stage === 'on_hold' ? stage : null }),
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
  const steps = patterns.flatMap(({ program }) => program.steps);
  const spoken = new Set(steps.flatMap((step) => (step.kind === 'words' ? [step.phrases] : [])));
  return new Set([...spoken].flatMap((phrases) => [...phrases.values()].flat(2)));
}
