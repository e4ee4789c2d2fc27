import type { FoundEntity, Known, NameRef } from '#core';
import { folded } from '#stores';
import { ASKING, KINDS, LATEST, OVER, SPEAKER, WAITING } from './question-words.ts';

/** What a question in words looks for. */
export interface Question {
  /** The words that are left when everything else is understood. */
  readonly query: string;
  readonly entity?: FoundEntity;
  readonly site?: NameRef;
  readonly person?: NameRef;
  readonly status?: 'open' | 'done';
  readonly latest: boolean;
}

/** Who asks, and whom and what they may name. */
export interface Asking {
  readonly known: Known;
  readonly speaker: NameRef;
  /** The words that were read as time already. */
  readonly time?: string | undefined;
}

type Piece = { readonly text: string; readonly word: string };

const COMMAND = /^\s*\/\w+(?:@\w+)?\s*:?/u;
/** A "phrase", a -word, or a word without what hangs on it. */
const PIECES = /-?"[^"]+"|-?[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'’/.-]*/gu;

/** Takes a question apart: whom, where, what kind and whether it is over; the rest is looked for. */
export function questionOf(text: string, { known, speaker, time }: Asking): Question {
  const said = without(text.replace(COMMAND, ''), time);
  const pieces = [...said.matchAll(PIECES)].map(([piece]) => ({
    text: piece.replace(/['’.-]+$/u, ''),
    word: folded(piece.replace(/(?:['’]s|['’.-]+)$/u, '')),
  }));
  const site = named(pieces, known.sites);
  const someone = named(site?.rest ?? pieces, known.people.map(withFirstName));
  const rest = someone?.rest ?? site?.rest ?? pieces;
  const has = (set: ReadonlySet<string>) => pieces.some(({ word }) => set.has(word));
  const kind = rest.find(({ word }) => KINDS[word]);
  const wanted = rest.filter((piece) => piece !== kind && !ASKING.has(piece.word) && !WAITING.has(piece.word));
  const entity = kind && KINDS[kind.word];
  const over = has(OVER) && (entity === undefined || entity === 'task' || entity === 'reminder');
  const status = has(WAITING) ? 'open' : over ? 'done' : undefined;
  const person = someone?.found ?? (has(SPEAKER) ? speaker : undefined);
  return {
    query: wanted.map((piece) => piece.text).join(' '),
    latest: has(LATEST),
    ...(entity && { entity }),
    ...(site && { site: site.found }),
    ...(person && { person }),
    ...(status && { status }),
  };
}

function without(text: string, part: string | undefined): string {
  return part ? text.replace(part, ' ') : text;
}

function withFirstName({ id, name, aliases }: Known['people'][number], _: number, all: Known['people']) {
  const first = name.split(' ')[0] ?? name;
  const isAlone = all.filter((one) => one.name.split(' ')[0] === first).length === 1;
  return { id, name, aliases: isAlone ? [...aliases, first] : aliases };
}

/** The one whose name is among the words, the longest name first, and the words without it. */
function named(
  pieces: readonly Piece[],
  known: readonly { readonly id: string; readonly name: string; readonly aliases: readonly string[] }[],
): { found: NameRef; rest: readonly Piece[] } | undefined {
  const names = known
    .flatMap(({ id, name, aliases }) => [name, ...aliases].map((one) => ({ id, name, words: wordsOf(one) })))
    .toSorted((a, b) => b.words.length - a.words.length);
  for (const { id, name, words } of names) {
    const from = pieces.findIndex((_, at) => words.every((word, i) => pieces[at + i]?.word === word));
    if (from < 0 || words.length === 0) continue;
    return { found: { id, name }, rest: [...pieces.slice(0, from), ...pieces.slice(from + words.length)] };
  }
  return undefined;
}

function wordsOf(name: string): string[] {
  return folded(name).split(/\s+/).filter(Boolean);
}
