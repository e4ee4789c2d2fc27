import type { Known, KnownPerson, KnownSite } from '#core';
import type { KnownSpan } from '../grammar/match.ts';
import { fold, type Token } from '../text/tokens.ts';

/** A name of the directory found in the text. */
export interface NameSpan extends KnownSpan {
  readonly id?: string;
  readonly name: string;
  readonly timeZone?: string;
}

interface Entry {
  readonly what: 'person' | 'site' | 'list';
  readonly words: readonly string[];
  readonly id: string;
  readonly name: string;
  readonly timeZone?: string;
  readonly sample: boolean;
}

type Directory = ReadonlyMap<string, readonly Entry[]>;

const directories = new WeakMap<Known, Directory>();

/** Every known person, site and list named in the tokens, and every @mention, known or not. */
export function findNames(tokens: readonly Token[], known: Known): NameSpan[] {
  const directory = directoryOf(known);
  const spans: NameSpan[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const norm = tokens[at]?.norm ?? '';
    if (norm.startsWith('@') && norm.length > 1) spans.push(...mention(norm, at, known));
    else for (const entry of directory.get(bare(norm)) ?? []) if (saysAt(tokens, at, entry.words)) spans.push(spanOf(entry, at));
  }
  return spans;
}

function mention(norm: string, at: number, known: Known): NameSpan[] {
  const handle = bare(norm.slice(1));
  const person = personNamed(handle, known.people);
  const found = { from: at, to: at + 1, name: person?.name ?? handle, ...(person && { id: person.id }), ...(person?.timeZone && { timeZone: person.timeZone }) };
  return [
    { ...found, what: 'person' },
    { ...found, what: 'mention' },
  ];
}

/** The one person a spelling means: by full name or alias, else by a first name nobody shares. Real people win over samples. */
export function personNamed(spelling: string, people: readonly KnownPerson[]): KnownPerson | undefined {
  const wanted = squeeze(spelling);
  const exact = people.filter((person) => [person.name, ...person.aliases].some((name) => squeeze(name) === wanted));
  if (exact.length > 0) return onlyReal(exact);
  return onlyReal(people.filter((person) => squeeze(person.name.split(/\s+/u)[0] ?? '') === wanted));
}

function onlyReal<T extends { sample?: boolean }>(found: readonly T[]): T | undefined {
  const real = found.filter((one) => !one.sample);
  const pool = real.length > 0 ? real : found;
  return pool.length === 1 ? pool[0] : undefined;
}

export function squeeze(name: string): string {
  return fold(name).replace(/^@|[\s._-]+/gu, '');
}

function bare(norm: string): string {
  return norm.endsWith("'s") ? norm.slice(0, -2) : norm;
}

function saysAt(tokens: readonly Token[], at: number, words: readonly string[]): boolean {
  return words.every((word, i) => bare(tokens[at + i]?.norm ?? '') === word);
}

function spanOf(entry: Entry, at: number): NameSpan {
  return { what: entry.what, from: at, to: at + entry.words.length, id: entry.id, name: entry.name, ...(entry.timeZone && { timeZone: entry.timeZone }) };
}

function directoryOf(known: Known): Directory {
  const cached = directories.get(known);
  if (cached) return cached;
  const entries = [
    ...known.people.flatMap((person) => namesOf('person', person, firstNames(person, known.people))),
    ...known.sites.flatMap((site) => namesOf('site', site, [])),
    ...known.lists.flatMap((list) => namesOf('list', { ...list, aliases: [] }, [])),
  ];
  const directory = new Map<string, Entry[]>();
  for (const entry of entries.filter((one) => !outranked(one, entries))) {
    const first = entry.words[0];
    if (first) directory.set(first, [...(directory.get(first) ?? []), entry].sort((a, b) => b.words.length - a.words.length));
  }
  directories.set(known, directory);
  return directory;
}

/** A sample gives way to a real record of the same spelling. */
function outranked(entry: Entry, all: readonly Entry[]): boolean {
  return entry.sample && all.some((other) => !other.sample && other.what === entry.what && other.words.join(' ') === entry.words.join(' '));
}

function firstNames(person: KnownPerson, people: readonly KnownPerson[]): string[] {
  const first = person.name.split(/\s+/u)[0] ?? '';
  return first !== person.name && personNamed(first, people)?.id === person.id ? [first] : [];
}

function namesOf(what: Entry['what'], record: { id: string; name: string; aliases: readonly string[]; sample?: boolean } & Pick<KnownSite, 'timeZone'>, more: readonly string[]): Entry[] {
  const spellings = new Set([record.name, ...record.aliases, ...more].map((name) => fold(name).replace(/^@/u, '').trim()));
  return [...spellings].filter(Boolean).map((spelling) => ({
    what,
    words: spelling.split(/\s+/u),
    id: record.id,
    name: record.name,
    sample: record.sample ?? false,
    ...(record.timeZone && { timeZone: record.timeZone }),
  }));
}
