import type { Known, KnownPerson, KnownSite } from '#core';
import type { KnownSpan } from '../grammar/match.ts';
import { en } from '../language/en.ts';
import { es } from '../language/es.ts';
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

/** Words so common that a site's short name is only meant by them when it is written as one. */
const SMALL: ReadonlySet<string> = new Set([...en.small, ...es.small]);

type Directory = ReadonlyMap<string, readonly Entry[]>;

/** Built once for each array of records: the directory hands out the same arrays until it changes. */
const entriesOf = new WeakMap<readonly object[], Directory>();
const spellingsOf = new WeakMap<readonly KnownPerson[], Spellings>();

interface Spellings {
  readonly whole: ReadonlyMap<string, readonly KnownPerson[]>;
  readonly first: ReadonlyMap<string, readonly KnownPerson[]>;
}

/** Every known person, site and list named in the tokens, and every @mention, known or not. */
export function findNames(tokens: readonly Token[], known: Known): NameSpan[] {
  const directories = directoriesOf(known);
  const spans: NameSpan[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const norm = tokens[at]?.norm ?? '';
    if (norm.startsWith('@') && norm.length > 1) spans.push(...mention(norm, at, known));
    else {
      const said = directories.flatMap((directory) => named(directory, bare(norm)));
      const meant = said.filter((entry) => saysAt(tokens, at, entry.words) && !isSmall(entry, tokens, at));
      spans.push(...meant.map((entry) => (isShared(entry, meant) ? nameless(entry, at) : spanOf(entry, at))));
    }
  }
  return spans;
}

/** Whether a name can begin with this word. */
export function mayBeName(norm: string, known: Known): boolean {
  return norm.startsWith('@') || directoriesOf(known).some((directory) => named(directory, bare(norm)).length > 0);
}

/** Several people go by it: somebody is meant, and who is not for us to say. */
function isShared({ what, id, words, sample }: Entry, all: readonly Entry[]): boolean {
  const said = words.join(' ');
  return (
    what === 'person' &&
    !sample &&
    all.some((other) => other.what === what && other.id !== id && !other.sample && other.words.join(' ') === said)
  );
}

function nameless({ what, words }: Entry, at: number): NameSpan {
  return { what, from: at, to: at + words.length, name: words.join(' ') };
}

/** "el" is an article; "EL" among other words, or before a colon, is a site of that name. */
function isSmall({ what, words }: Entry, tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (what !== 'site' || words.length > 1 || !token || !SMALL.has(token.norm)) return false;
  const meant = token.loud && tokens.some(({ norm, loud }) => !loud && /^[a-z]/u.test(norm));
  return !meant && tokens[at + 1]?.norm !== ':';
}

/** "joels" is Joel's, where nobody is called Joels. */
function named(directory: Directory, norm: string): readonly Entry[] {
  const entries = directory.get(norm);
  if (entries || !norm.endsWith('s')) return entries ?? [];
  return (directory.get(norm.slice(0, -1)) ?? []).filter(({ what, words }) => what === 'person' && words.length === 1);
}

function mention(norm: string, at: number, known: Known): NameSpan[] {
  const handle = bare(norm.slice(1));
  const person = personNamed(handle, known.people);
  const found = {
    from: at,
    to: at + 1,
    name: person?.name ?? handle,
    ...(person && { id: person.id }),
    ...(person?.timeZone && { timeZone: person.timeZone }),
  };
  return [
    { ...found, what: 'person' },
    { ...found, what: 'mention' },
  ];
}

/** The one person a spelling means: by full name or alias, else by a first name nobody shares. Real people win over samples. */
export function personNamed(spelling: string, people: readonly KnownPerson[]): KnownPerson | undefined {
  const wanted = squeeze(spelling);
  const { whole, first } = kept(spellingsOf, people, spell);
  return onlyReal(whole.get(wanted) ?? first.get(wanted) ?? []);
}

function spell(people: readonly KnownPerson[]): Spellings {
  const whole = new Map<string, KnownPerson[]>();
  const first = new Map<string, KnownPerson[]>();
  const put = (map: Map<string, KnownPerson[]>, name: string, person: KnownPerson) => {
    const those = map.get(name);
    if (!those) map.set(name, [person]);
    else if (!those.includes(person)) those.push(person);
  };
  for (const person of people) {
    for (const name of [person.name, ...person.aliases]) put(whole, squeeze(name), person);
    put(first, squeeze(person.name.split(/\s+/u)[0] ?? ''), person);
  }
  return { whole, first };
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
  const said = (i: number): string => bare(tokens[at + i]?.norm ?? '');
  return words.every((word, i) => said(i) === word) || (words.length === 1 && said(0) === `${words[0]}s`);
}

function spanOf(entry: Entry, at: number): NameSpan {
  return {
    what: entry.what,
    from: at,
    to: at + entry.words.length,
    id: entry.id,
    name: entry.name,
    ...(entry.timeZone && { timeZone: entry.timeZone }),
  };
}

function directoriesOf({ people, sites, lists }: Known): readonly Directory[] {
  return [
    kept(entriesOf, people, () =>
      directoryOf(people.flatMap((person) => namesOf('person', person, firstNames(person, people)))),
    ),
    kept(entriesOf, sites, () => directoryOf(sites.flatMap((site) => namesOf('site', site, [])))),
    kept(entriesOf, lists, () => directoryOf(lists.flatMap((list) => namesOf('list', { ...list, aliases: [] }, [])))),
  ];
}

function directoryOf(entries: readonly Entry[]): Directory {
  const real = new Set(entries.filter(({ sample }) => !sample).map(({ words }) => words.join(' ')));
  const directory = new Map<string, Entry[]>();
  for (const entry of entries) {
    const [first] = entry.words;
    // a sample gives way to a real record of the same spelling
    if (!first || (entry.sample && real.has(entry.words.join(' ')))) continue;
    const those = directory.get(first);
    if (those) those.push(entry);
    else directory.set(first, [entry]);
  }
  for (const those of directory.values()) those.sort((a, b) => b.words.length - a.words.length);
  return directory;
}

function kept<K extends object, V>(map: WeakMap<K, V>, key: K, make: (key: K) => V): V {
  const there = map.get(key);
  if (there) return there;
  const made = make(key);
  map.set(key, made);
  return made;
}

function firstNames(person: KnownPerson, people: readonly KnownPerson[]): string[] {
  const first = person.name.split(/\s+/u)[0] ?? '';
  return first !== person.name && personNamed(first, people)?.id === person.id ? [first] : [];
}

function namesOf(
  what: Entry['what'],
  record: { id: string; name: string; aliases: readonly string[]; sample?: boolean } & Pick<KnownSite, 'timeZone'>,
  more: readonly string[],
): Entry[] {
  const spellings = new Set(
    [record.name, ...record.aliases, ...more].map((name) => fold(name).replace(/^@/u, '').trim()),
  );
  return [...spellings].filter(Boolean).map((spelling) => ({
    what,
    words: spelling.split(/\s+/u),
    id: record.id,
    name: record.name,
    sample: record.sample ?? false,
    ...(record.timeZone && { timeZone: record.timeZone }),
  }));
}
