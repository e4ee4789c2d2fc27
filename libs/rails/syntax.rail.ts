import type { Reading } from '#core';
import type { Lexicon } from './grammar/lexicon.ts';
import { match } from './grammar/match.ts';
import { givenNothing, type Pattern } from './grammar/pattern.ts';
import { compile } from './grammar/program.ts';
import { found, lazily, TIMELY, withoutTime, type Found, type Phrase } from './grammar/read.ts';
import { findNames } from './slots/known.ts';
import { mayHaveTime } from './slots/when.ts';
import { whenOf } from './slots/zone.ts';
import { SLASH_COMMANDS, type SlashCommand } from './syntax/commands.ts';
import { spokenIn } from './spoken.ts';
import { within } from './text/distance.ts';
import { fold, tokenise, type Token } from './text/tokens.ts';

/** What explicit syntax says: certain by itself, or a slash command nobody knows. */
export type Explicit = { readonly found: Found } | { readonly unknown: string; readonly suggestion?: string };

interface Ready {
  readonly command: SlashCommand;
  readonly whole: readonly Pattern[];
  readonly patterns: readonly Pattern[];
  readonly instead?: Pattern;
}

const SLASH = /^\s*\/([a-z][a-z0-9_]{0,40})(?:@[a-z0-9_]+)?(?:\s+|:\s*|$)/iu;

/** Reads `/newtask@bot …` with the same slot readers as the grammar. */
export function syntaxRail(text: string, reading: Reading, lexicons: readonly Lexicon[]): Explicit | undefined {
  const head = SLASH.exec(text);
  const lexicon = head && lexicons.find(({ language }) => language.code === spokenIn(text));
  const [usual = lexicon] = lexicons;
  if (!head?.[1] || !usual) return undefined;
  const name = fold(head[1]).replace(/_/gu, '');
  const meant = lexicon ?? usual;
  const ready = commandsOf(meant).get(name);
  if (!ready) return { unknown: name, ...suggestionFor(name, meant) };
  const blank = ' '.repeat(head[0].length) + text.slice(head[0].length);
  return { found: read(ready, { text, tokens: tokenise(blank) }, reading, meant) };
}

function read(ready: Ready, phrase: Phrase, reading: Reading, lexicon: Lexicon): Found {
  const argument = fold(phrase.text.replace(SLASH, '')).trim();
  const instead = ready.command.instead?.when.test(argument) ? ready.instead : undefined;
  const when = lazily(() =>
    mayHaveTime(phrase.tokens, lexicon.language) ? whenOf(phrase, reading, lexicon.language) : undefined,
  );
  for (const pattern of ready.whole) {
    const names = findNames(phrase.tokens, reading.known);
    const matched = match(pattern.program, phrase.tokens, names);
    const at = { pattern, sure: true, tokens: phrase.tokens, names, rank: Infinity };
    if (matched) return found({ ...at, match: matched }, phrase, reading, lexicon, () => undefined);
  }
  const cut = TIMELY.test(ready.command.command) ? withoutTime(phrase.tokens, when()) : undefined;
  for (const tokens of cut ? [cut, phrase.tokens] : [phrase.tokens]) {
    const names = findNames(tokens, reading.known);
    for (const pattern of instead ? [instead] : ready.patterns) {
      const matched = match(pattern.program, tokens, names);
      if (matched)
        return found(
          { pattern, match: matched, sure: true, tokens, names, rank: Infinity },
          phrase,
          reading,
          lexicon,
          when,
        );
    }
  }
  return bare(ready, phrase, reading, lexicon);
}

/** The command alone: every needed slot is missing. */
function bare(ready: Ready, phrase: Phrase, reading: Reading, lexicon: Lexicon): Found {
  const pattern = patternOf(ready.command, '', lexicon);
  return found(
    { pattern, match: { captures: [], literal: 0 }, sure: true, tokens: [] as Token[], names: [], rank: 0 },
    phrase,
    reading,
    lexicon,
    () => undefined,
  );
}

const ready = new WeakMap<Lexicon, ReadonlyMap<string, Ready>>();

function commandsOf(lexicon: Lexicon): ReadonlyMap<string, Ready> {
  const made = ready.get(lexicon) ?? new Map(SLASH_COMMANDS.flatMap((command) => entriesOf(command, lexicon)));
  ready.set(lexicon, made);
  return made;
}

function entriesOf(command: SlashCommand, lexicon: Lexicon): [string, Ready][] {
  const patterns = command.argument.map((argument) => patternOf(command, argument, lexicon));
  const whole = (command.whole ?? []).map((argument) => patternOf(command, argument, lexicon));
  const { instead } = command;
  const other = instead && {
    instead: patternOf({ ...command, command: instead.command, given: {} }, instead.argument, lexicon),
  };
  return [command.name, ...(command.also ?? [])].map((name) => [name, { command, whole, patterns, ...other }]);
}

function patternOf(command: SlashCommand, argument: string, lexicon: Lexicon): Pattern {
  const given = command.given ? { ...givenNothing, slots: command.given } : givenNothing;
  return {
    command: command.command,
    sure: true,
    program: compile(argument, lexicon.language.words),
    given,
    order: 0,
    source: `/${command.name} ${argument}`.trim(),
  };
}

function suggestionFor(name: string, lexicon: Lexicon): { suggestion?: string } {
  const near = [...commandsOf(lexicon).keys()].find((known) => name.length > 3 && within(known, name, 2));
  const starts =
    near ?? [...commandsOf(lexicon).keys()].find((known) => known.startsWith(name) || name.startsWith(known));
  return starts === undefined ? {} : { suggestion: `/${starts}` };
}
