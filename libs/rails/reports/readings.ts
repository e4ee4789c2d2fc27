import type { EquipmentStatus, ReportReading } from '#core';
import { fold } from '../text/tokens.ts';
import { EQUIPMENT, JOINS, KEPT_JOINS, OPENERS, QUANTITIES, STATES, UNITS, VALUES } from './vocabulary.ts';

const LONGEST_NAME = 5;
/** "down since this morning": what is said of a state beside the state itself. */
const LONGEST_STATE = 6;
/** Beyond that a stretch of words says more than one thing can. */
const LONGEST_CLAUSE = 14;
const MOST = 100;
/** "72F at Crockett": from here on it is where and when that was measured. */
const PLACES_AND_TIMES = new Set([
  'at',
  'in',
  'on',
  'inside',
  'this',
  'since',
  'now',
  'today',
  'en',
  'esta',
  'este',
  'desde',
  'ahora',
  'hoy',
]);
/** "open when I came": from here on it is no more about how it is. */
const ASIDES = new Set([
  'when',
  'while',
  'because',
  'cause',
  'so',
  'too',
  'also',
  'cuando',
  'mientras',
  'porque',
  'tambien',
]);
const NUMBER = /^([-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+−]?\d+,\d{1,2})(\D*)$/u;

/** What a report's words give in numbers and states: "temperature 72F, pressure normal, generator down". */
export function readReadings(text: string): { readings: ReportReading[]; equipment: EquipmentStatus[] } {
  const readings = new Map<string, ReportReading>();
  const equipment = new Map<string, EquipmentStatus>();
  for (const clause of clausesOf(text)) {
    const reading = measured(clause) ?? described(clause);
    if (reading) readings.set(fold(reading.name), reading);
    const found = reading && reading.unit === null ? undefined : stateOf(clause);
    if (found) equipment.set(fold(found.name), found);
  }
  return { readings: [...readings.values()].slice(0, MOST), equipment: [...equipment.values()].slice(0, MOST) };
}

/** What is typed as the answer to one question: a number, perhaps with its unit, or words as they are. */
export function readAnswer(text: string): { value: number | string; unit?: string } {
  const words = text.trim().split(/\s+/u);
  const [, digits, glued = ''] = NUMBER.exec(words[0] ?? '') ?? [];
  const spelt = [glued, ...words.slice(1)].join(' ').trim();
  const unit = spelt === '' ? undefined : unitOf(spelt);
  if (digits === undefined || (spelt !== '' && unit === undefined)) return { value: text.trim().slice(0, 500) };
  return { value: numberIn(digits), ...(unit !== undefined && { unit }) };
}

/** The parts of a report that say one thing each, as words. */
function clausesOf(text: string): string[][] {
  return text
    .split(/[;\n!?]+|,(?!\d)|,(?<!\d,)|\.(?=\s|$)|\s+[-–—]\s+/u)
    .flatMap((part) => parted(part.trim().split(/\s+/u).filter(Boolean)))
    .map(opened)
    .filter((clause) => clause.length > 1);
}

/** "temp 72F pressure 45 psi", "oil low and fuel 80%": a new thing begins where one is complete and another is named. */
function parted(words: readonly string[]): string[][] {
  const parts: string[][] = [[]];
  for (const [i, word] of words.entries()) {
    const before = parts.at(-1) ?? [];
    const joins = /^(?:and|y|e|&)$/iu.test(word);
    const next = fold(joins ? (words[i + 1] ?? '') : word);
    const measures = !joins && /\d$/u.test(before.at(-1) ?? '') && unitOf(word) !== undefined;
    const names = !measures && (QUANTITIES.has(next) || EQUIPMENT.has(next) || (joins && OPENERS.has(next)));
    if (names && before.length > 1 && before.length <= LONGEST_CLAUSE && isComplete(before)) parts.push([]);
    if (!(joins && parts.at(-1)?.length === 0)) parts.at(-1)?.push(word);
  }
  return parts;
}

function isComplete(clause: readonly string[]): boolean {
  const open = opened(clause);
  return (measured(open) ?? described(open) ?? stateOf(open)) !== undefined;
}

function opened(clause: readonly string[]): string[] {
  const from = clause.findIndex((word) => !OPENERS.has(fold(word)));
  return from < 0 ? [] : clause.slice(from);
}

/** A number, perhaps with a unit, at the end of what it measures. */
function measured(clause: readonly string[]): ReportReading | undefined {
  const at = clause.findLastIndex((word) => NUMBER.test(word));
  const [, digits, glued = ''] = NUMBER.exec(clause[at] ?? '') ?? [];
  if (at < 1 || digits === undefined) return undefined;
  const behind = clause.slice(at + 1);
  const where = behind.findIndex((word) => PLACES_AND_TIMES.has(fold(word)));
  const spelt = [glued.replace(/[-/]$/u, ''), ...(where < 0 ? behind : behind.slice(0, where))].join(' ').trim();
  const unit = spelt === '' ? null : unitOf(spelt);
  if (unit === undefined) return undefined;
  const { name, joined } = nameIn(clause.slice(0, at));
  // "generator 1 running at 480V" is the generator's voltage
  while (name.length > 1 && STATES.has(fold(name.at(-1) ?? '')))
    name.splice(0, Infinity, ...nameIn(name.slice(0, -1)).name);
  if (name.length === 0 || name.length > LONGEST_NAME) return undefined;
  const last = fold(name.at(-1) ?? '');
  const known = name.some((word) => QUANTITIES.has(fold(word)));
  // "unit 2" is a unit's name, and "waited 2 hours" measures nothing
  const measures =
    unit === null ? QUANTITIES.has(last) || joined === ':' : known || named(name, EQUIPMENT) || joined === ':';
  return measures ? { name: name.join(' '), value: numberIn(digits), unit } : undefined;
}

/** A quantity and a word for it: "oil low". */
function described(clause: readonly string[]): ReportReading | undefined {
  const value = clause.at(-1) ?? '';
  if (!VALUES.has(fold(value))) return undefined;
  const { name } = nameIn(clause.slice(0, -1));
  if (name.length === 0 || name.length > LONGEST_NAME) return undefined;
  return name.some((word) => QUANTITIES.has(fold(word))) && !name.some((word) => STATES.has(fold(word)))
    ? { name: name.join(' '), value: value.toLowerCase(), unit: null }
    : undefined;
}

/** Equipment and how it was found: "pump 3 still down since morning". */
function stateOf(clause: readonly string[]): EquipmentStatus | undefined {
  const at = clause.findIndex((word, i) => i > 0 && STATES.has(fold(word)));
  if (at < 1 || clause.length - at > LONGEST_STATE) return undefined;
  const before = clause.slice(0, at);
  const kept = before.findIndex((word, i) => i > 0 && KEPT_JOINS.has(fold(word)));
  const { name } = nameIn(kept < 0 ? before : before.slice(0, kept));
  if (name.length === 0 || name.length > LONGEST_NAME || !named(name, EQUIPMENT)) return undefined;
  const found = clause.slice(at);
  const aside = found.findIndex((word) => ASIDES.has(fold(word)));
  const status = [...(kept < 0 ? [] : before.slice(kept)), ...(aside < 0 ? found : found.slice(0, aside))]
    .join(' ')
    .toLowerCase();
  return { name: name.join(' '), status };
}

/** What is named before a value, without "is", "at" or a colon between the two. */
function nameIn(words: readonly string[]): { name: string[]; joined?: string } {
  const name = [...words];
  let joined: string | undefined;
  for (let last = name.at(-1); last !== undefined; last = name.at(-1)) {
    if (/.[:=]$/u.test(last)) {
      name[name.length - 1] = last.slice(0, -1);
      joined = ':';
      continue;
    }
    if (!JOINS.has(fold(last))) break;
    joined = /^[:=]$/u.test(last) ? ':' : joined;
    name.pop();
  }
  return { name, ...(joined !== undefined && { joined }) };
}

/** Named by a noun, perhaps with a number: "pump 3". */
function named(name: readonly string[], nouns: ReadonlySet<string>): boolean {
  return name.some((word) => nouns.has(fold(word).replace(/#?\d+$/u, '')));
}

/** Undefined: it is no unit. */
function unitOf(spelt: string): string | undefined {
  const plain = spelt.normalize('NFD').replace(/\p{M}+/gu, '');
  return UNITS.find(([pattern]) => pattern.test(plain))?.[1];
}

function numberIn(digits: string): number {
  const plain = digits.replace('−', '-');
  return Number(/^[-+]?\d+,\d{1,2}$/u.test(plain) ? plain.replace(',', '.') : plain.replaceAll(',', ''));
}
