import { rangeOf, namesIn, type Said } from '../grammar/said.ts';
import { wordsOf, type Token } from '../text/tokens.ts';
import { findPriority } from './priority.ts';
import type { NamedPerson, Priority } from '#core';
import type { NameSpan } from './known.ts';
import { personOf } from './people.ts';
import { isTime } from './when.ts';

/** What a title's words say: the title itself, cleaned, and what was cut out of it. */
export interface Title {
  readonly title?: string;
  readonly people: readonly NamedPerson[];
  readonly priority?: Priority;
}

/**
 * Cuts the time, the people it is for and the priority out of a title; the site stays in it. `unread`: so does a time that
 * names no instant ("15 minutes before the meeting"), which would be lost.
 */
export function readTitle(said: Said, slot = 'title', unread = false): Title {
  const range = rangeOf(said, slot);
  if (!range) return { people: [] };
  const cut = new Set<Token>();
  cutTime(said, range, cut);
  cutSecondSite(said, range, cut);
  const people = cutPeople(said, range, cut);
  const kept = (): Token[] => said.tokens.slice(range.from, range.to).filter((token) => !cut.has(token));
  const found = findPriority(kept(), said.language);
  if (found) for (const token of kept().slice(found.from, found.to)) cut.add(token);
  const words = trimmed(kept(), said, cut);
  const title = titleFrom(said.text, unread ? withUnreadTime(said, words) : words);
  if (title !== '') said.note('title', range.from, range.to);
  return { ...(title !== '' && { title }), people, ...(found && { priority: found.priority }) };
}

/** The words of a time that could not be reckoned with, back in their places. */
function withUnreadTime(said: Said, words: readonly Token[]): readonly Token[] {
  const when = said.when();
  if (when?.problem === undefined || words.length === 0) return words;
  const kept = new Set(words.map(({ index }) => index));
  return said.all.filter((token) => kept.has(token.index) || isTime(token, when));
}

function titleFrom(text: string, tokens: readonly Token[]): string {
  const words = wordsOf(text, tokens, 0, tokens.length).replace(/\s+/gu, ' ');
  return words
    .replace(/^["'“”«]+(.*?)["'“”»]+$/u, '$1')
    .replace(/\s+([,.;])/gu, '$1')
    .replace(/[\s,;:.!?…-]+$/u, '')
    .replace(/^[\s,;:.-]+/u, '')
    .trim();
}

function cutTime(said: Said, range: { from: number; to: number }, cut: Set<Token>): void {
  const when = said.when();
  if (!when) return;
  for (const token of said.tokens.slice(range.from, range.to)) if (isTime(token, when)) cut.add(token);
}

/** "fix the Crockett gate at Crockett": at the end it says only where, and the title has that already. */
function cutSecondSite(said: Said, range: { from: number; to: number }, cut: Set<Token>): void {
  const kept = (from: number): boolean => said.tokens.slice(from, range.to).some((token) => !cut.has(token));
  const sites = namesIn(said, 'site', range.from, range.to);
  const last = sites.find(({ to }) => !kept(to));
  const before = last && lastKept(said.tokens, range.from, last.from, cut);
  const isSaid = sites.some(({ id, to }) => last && before && id === last.id && to < last.from);
  if (!last || !before || !isSaid || !said.language.atPlace.includes(before.norm)) return;
  for (const token of [before, ...said.tokens.slice(last.from, last.to)]) cut.add(token);
}

/** @mentions, and "for Joel" at either end, unless the person is whom the work is about ("call @joel"). */
function cutPeople(said: Said, range: { from: number; to: number }, cut: Set<Token>): NamedPerson[] {
  const people: NamedPerson[] = [];
  const names = namesIn(said, 'person', range.from, range.to);
  const together = forAll(said, range, names, cut);
  for (const name of names) {
    const mention = said.tokens[name.from]?.norm.startsWith('@') ?? false;
    const before = lastKept(said.tokens, range.from, name.from, cut);
    const after = said.tokens.slice(name.to, range.to).some((token) => !cut.has(token));
    const forThem =
      together.has(name) || (before !== undefined && said.language.forWhom.includes(before.norm) && !after);
    const isBeside = people.length > 0 && before !== undefined && isBesideCut(said, before, cut);
    const isTalkedTo = before !== undefined && said.language.contact.includes(before.norm) && !(mention && isBeside);
    if (!forThem && (!mention || isTalkedTo)) continue;
    if (people.some((person) => person.personId !== undefined && person.personId === name.id)) continue;
    people.push(personOf(name));
    said.note('assignees', name.from, name.to);
    for (const token of said.tokens.slice(name.from, name.to)) cut.add(token);
    if (before && (isBeside || (forThem && [...said.language.forWhom, ...said.language.and].includes(before.norm))))
      cut.add(before);
  }
  return people;
}

/** The people at the end of "… for Dave, Joel and Pedro": it is for all of them. */
function forAll(
  { tokens, language }: Said,
  range: { from: number; to: number },
  names: readonly NameSpan[],
  cut: ReadonlySet<Token>,
): ReadonlySet<NameSpan> {
  const group: NameSpan[] = [];
  const isCut = (token?: Token): boolean => token !== undefined && cut.has(token);
  let end = range.to;
  while (end > range.from && isCut(tokens[end - 1])) end--;
  for (const name of names.toReversed()) {
    const joined = group.length > 0 && language.and.includes(tokens[end - 1]?.norm ?? '') ? end - 1 : end;
    if (name.to !== joined) break;
    group.push(name);
    end = name.from;
  }
  return group.length > 1 && language.forWhom.includes(tokens[end - 1]?.norm ?? '') ? new Set(group) : new Set();
}

/** "@dave and @joel": the "and" belongs to them both. */
function isBesideCut({ tokens, language }: Said, { norm, index }: Token, cut: ReadonlySet<Token>): boolean {
  const previous = tokens.find((token) => token.index === index - 1);
  return language.and.includes(norm) && previous !== undefined && cut.has(previous);
}

function lastKept(tokens: readonly Token[], from: number, to: number, cut: ReadonlySet<Token>): Token | undefined {
  return tokens.slice(from, to).findLast((token) => !cut.has(token));
}

/** Drops what hangs where something was cut out: "by", "at", "and". */
function trimmed(tokens: Token[], said: Said, cut: ReadonlySet<Token>): Token[] {
  const { beforeTime, and, titleLeads } = said.language;
  const kept = new Set(said.tokens.filter((token) => !cut.has(token)).map((token) => token.index));
  const gone = (index: number): boolean => said.all.some((token) => token.index === index) && !kept.has(index);
  const says = (words: readonly string[], token?: Token): boolean => token !== undefined && words.includes(token.norm);
  let from = 0;
  let to = tokens.length;
  while (
    to > from + 1 &&
    gone((tokens[to - 1]?.index ?? 0) + 1) &&
    (says(beforeTime, tokens[to - 1]) || says(and, tokens[to - 1]))
  ) {
    kept.delete(tokens[--to]?.index ?? -1);
  }
  while (from < to - 1 && gone((tokens[from]?.index ?? 0) - 1) && says(titleLeads, tokens[from])) from++;
  return tokens.slice(from, to);
}
