import type { Command, Findings, Found, Known } from '#core';
import { type FoundPage, Records, Search, type SearchAsked, type Step } from '#stores';
import { askFor, type Processor, type Setting, settle } from './processor.ts';
import { byNumber } from './search/by-number.ts';
import { type PastTime, pastTimeIn } from './search/past-time.ts';
import { type Question, questionOf } from './search/question.ts';

const NUMBER = /^(?:\/\S+\s+)?#(\d{1,6})\W*$/u;
const SHOWN = 8;
/** "When did we last …": the latest of so many that fit, and only a few of them. */
const LATEST_OF = 50;
const LATEST_SHOWN = 3;

type Timed = Question & { readonly time?: PastTime | undefined };

/** Answers questions from the records. */
export class SearchProcessor implements Processor {
  constructor(
    private readonly search: Search,
    private readonly records: Records,
  ) {}

  async prepare(command: Command, setting: Setting): Promise<Step[]> {
    const { actor, known, now } = setting;
    const { query: said = '' } = command.slots;
    const ref = NUMBER.exec(said)?.[1];
    if (ref) return [await byNumber(Number(ref), command, setting, this.records)];
    const time = pastTimeIn(said, now, actor.timeZone);
    const speaker = { id: actor.personId, name: actor.name };
    const question = questionOf(said, { known, speaker, time: time?.words });
    const asked = { ...filtersOf(question), ...(time && { from: time.from, to: time.to }) };
    if (!question.query && Object.keys(asked).length === 0) return [askFor(command, 'query')];
    return [await this.#answer({ ...question, time }, asked, setting)];
  }

  async #answer(question: Timed, asked: SearchAsked, { actor }: Setting): Promise<Step> {
    const limit = question.latest ? LATEST_OF : SHOWN;
    const exactly = await this.search.find(actor, { ...asked, query: question.query, limit });
    const loosely = exactly.items.length > 0 ? undefined : await this.#elsewhere(question, asked, actor);
    const items = shown(loosely ?? exactly, question);
    return withLast({
      kind: 'found',
      command: 'search.ask',
      items,
      of: ofQuestion(question),
      ...((loosely ?? exactly).nextCursor !== null && !question.latest && { more: true }),
      ...insteadOf(exactly, loosely),
      ...guessedIn(loosely ?? exactly),
    });
  }

  /** The same words at any time, anywhere, of anybody; done or not. */
  async #elsewhere(
    { query }: Question,
    { entity }: SearchAsked,
    actor: Setting['actor'],
  ): Promise<FoundPage | undefined> {
    if (!query) return undefined;
    const found = await this.search.find(actor, { query, entity, limit: SHOWN });
    return found.items.length > 0 ? found : undefined;
  }
}

function guessedIn({ guessed }: FoundPage): Pick<Findings, 'guessed'> {
  return guessed.length > 0 ? { guessed } : {};
}

function filtersOf({ entity, site, person, status }: Question): SearchAsked {
  return {
    ...(entity && { entity }),
    ...(site && { siteId: site.id }),
    ...(person && { personId: person.id }),
    ...(status && { status }),
  };
}

function shown({ items }: FoundPage, { latest }: Question): readonly Found[] {
  if (!latest) return items;
  return items.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, LATEST_SHOWN);
}

function ofQuestion({ query, entity, site, person, status, latest, time }: Timed): Findings['of'] {
  return {
    ...(query && { query }),
    ...(entity && { entity }),
    ...(site && { site }),
    ...(person && { person }),
    ...(status && { status }),
    ...(latest && { latest }),
    ...(time && { time: time.words }),
  };
}

function insteadOf(exactly: FoundPage, loosely: FoundPage | undefined): Pick<Findings, 'instead'> {
  if (loosely && loosely.items.length > 0) return { instead: loosely.closest ? 'some_words' : 'elsewhere' };
  return exactly.closest && exactly.items.length > 0 ? { instead: 'some_words' } : {};
}

/** When one record was found, the conversation is about it. */
function withLast(outcome: Findings): Step {
  const [only, ...others] = outcome.items;
  const last = only && others.length === 0 ? gistOf(only) : undefined;
  return last ? { outcome, last } : settle(outcome);
}

function gistOf({ entity, record }: Found): Known['last'] {
  switch (entity) {
    case 'task':
    case 'reminder':
    case 'report':
      return { kind: entity, id: record.id, ref: record.ref, title: record.title };
    case 'list':
      return { kind: entity, id: record.id, ref: record.ref, title: record.name };
    default:
      return undefined;
  }
}
