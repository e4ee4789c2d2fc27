import type { Question, Slots } from '#core';
import { rangeOf, take, type Said } from '../grammar/said.ts';
import type { Built } from '../commands/record.ts';
import { readSite } from '../slots/sites.ts';

const MOST = 60;

/** `/template Crockett: oil level?, pressure (psi)?, fence ok?` */
export function buildTemplate(said: Said): Built {
  const site = readSite(said);
  const name = take(said, 'name', 'title') ?? site?.name;
  // as written: a bracket and a question mark at the end belong to the last question
  const first = said.tokens[rangeOf(said, 'items')?.from ?? Infinity];
  const questions = first && take(said, 'items', 'questions') ? questionsIn(said.text.slice(first.start)) : [];
  const slots: Slots = {
    ...(name !== undefined && { title: name }),
    ...(site?.siteId !== undefined && { site }),
    ...(questions.length > 0 && { questions }),
  };
  return {
    slots,
    missing: [...(name === undefined ? ['title'] : []), ...(questions.length === 0 ? ['questions'] : [])],
  };
}

/** Which checklist is wanted, by its site or its name. */
export function buildChecklist(said: Said): Built {
  const site = readSite(said);
  const query = take(said, 'query');
  return { slots: { ...(site && { site }), ...(query !== undefined && { query }) }, missing: [] };
}

/** `/answer 1a2b3c4d 3 OK`: which checklist, which question (counted from 0), what; a dash is no answer. */
export function buildAnswer(said: Said): Built {
  const [, code, position, value] = /^\/\w+\s+([0-9a-f]{8})\s+(\d{1,3})\s+(\S.*)$/su.exec(said.text.trim()) ?? [];
  if (code === undefined || value === undefined) return { slots: {}, missing: ['answer'] };
  return {
    slots: { query: code, answer: { value: value === '-' ? '' : value, position: Number(position) } },
    missing: [],
  };
}

/** One question a line, or separated by commas or semicolons; a unit stands in brackets. */
export function questionsIn(text: string): Question[] {
  return text
    .split(/[;\n]+|,(?![^(]*\))|\?\s+(?=\S)/u)
    .map((line) => line.replace(/^[\s\-•*\d.)]*(?=\p{L}|¿)/u, '').trim())
    .filter((line) => /\p{L}/u.test(line))
    .slice(0, MOST)
    .map(questionIn);
}

function questionIn(line: string): Question {
  const [, before, unit] = /^(.+?)\s*\(([^()]{1,20})\)\s*\?*$/u.exec(line) ?? [];
  const text = (before ?? line)
    .replace(/[\s?:]+$/u, '')
    .replace(/^¿\s*/u, '')
    .slice(0, 200);
  return unit === undefined ? { text } : { text, unit };
}
