import type { Asked, Command, Reading, Route, Slots } from '#core';
import { questionsIn, readTime, settingSaid } from '#rails';
import { asksSomething, takesUp } from './offers.ts';

export type Answer = { readonly commands: readonly Command[] } | 'never mind' | undefined;

const NO = /^(no|nope|cancel|never ?mind|stop|forget it|cancelar|nada|déjalo|dejalo)$/i;
/** What may be any words at all. */
const WORDS = new Set(['title', 'notes', 'query', 'questions']);
const YES = /^(y|yes|yep|yeah|ok|okay|sure|do it|please do|s[ií]|claro|dale)$/i;

/**
 * What a message answers to the question its chat was asked; undefined when it is not an answer but something new.
 * `route` is what the rails make of the message by itself.
 */
export function answerTo(asked: Asked, text: string, route: Route, reading: Reading): Answer {
  const said = text.trim().replace(/[.!?]+$/, '');
  if (NO.test(said)) return 'never mind';
  const chosen = choose(asked, said);
  if (chosen) return { commands: [chosen] };
  const byNumber = asked.missing?.[0] === 'refs' && /^#\d{1,9}$/.test(said);
  if (asked.question !== 'missing' || !asked.pending || (speaksForItself(route) && !byNumber)) return undefined;
  // "who has the gate" is no list, and nobody's name
  if (!WORDS.has(asked.missing?.[0] ?? '') && asksSomething(said)) return undefined;
  const filled = fill(asked.pending, asked.missing?.[0], said, route, reading);
  return filled && { commands: [filled] };
}

function choose({ question, choices = [] }: Asked, said: string): Command | undefined {
  // what was offered is only taken up by its own words: "3" may be anything
  if (question === 'unsure' && choices.length > 1) return choices.find((choice) => takesUp(choice, said))?.command;
  if ((question !== 'which' || choices.length === 1) && YES.test(said)) return choices[0]?.command;
  const number = /^(?:number |nr\.? ?|option )?(\d{1,2})$/i.exec(said)?.[1];
  if (number) return choices[Number(number) - 1]?.command;
  const lower = said.toLowerCase();
  const exact = choices.filter(({ label }) => label.toLowerCase() === lower || numbered(label) === lower);
  const partly = exact.length > 0 ? exact : choices.filter(({ label }) => label.toLowerCase().includes(lower));
  return partly.length === 1 && lower.length > 1 ? partly[0]?.command : undefined;
}

/** "#6" of "#6 fix the pump". */
function numbered(label: string): string | undefined {
  return /^(?:\P{L}+? )?(#\d+) /u.exec(label)?.[1];
}

/** A complete command of its own is not the answer to a question. */
function speaksForItself({ tier, commands: [first] }: Route): boolean {
  return tier === 'direct' && first !== undefined && first.entity !== 'none' && first.entity !== 'smalltalk';
}

function fill(
  pending: Command,
  missing: string | undefined,
  said: string,
  route: Route,
  reading: Reading,
): Command | undefined {
  const slots = valueOf(missing, said, route.commands[0]?.slots ?? {}, reading);
  return slots && { ...pending, slots: { ...pending.slots, ...slots } };
}

function valueOf(missing: string | undefined, said: string, read: Slots, reading: Reading): Slots | undefined {
  switch (missing) {
    case 'title':
      return { title: said };
    case 'query':
      return { query: said };
    case 'notes':
      return { notes: said };
    case 'newName':
      return { newName: said };
    case 'listName':
      return { listName: read.listName ?? said.replace(/^(?:the|my|la|el)\s+/i, '').replace(/\s+list$/i, '') };
    case 'items':
      return {
        items:
          read.items ??
          said
            .split(/\s*(?:,|;|\n|\band\b|\by\b)\s*/i)
            .filter(Boolean)
            .map((text) => ({ text })),
      };
    case 'questions':
      return { questions: questionsIn(said) };
    case 'due':
      return timeOf(said, reading);
    case 'refs': {
      const refs = [...said.matchAll(/#?(\d{1,9})\b/g)].map(([, ref]) => Number(ref));
      return refs.length > 0 ? { refs } : { query: said };
    }
    case 'assignees': {
      const name = said.replace(/^@/, '').toLowerCase();
      const meant = reading.known.people.filter((p) =>
        [p.name, ...p.aliases].some((alias) => alias.toLowerCase() === name),
      );
      return { assignees: meant.length > 0 ? meant.map((p) => ({ name: p.name, personId: p.id })) : [{ name: said }] };
    }
    default:
      return missing === undefined ? undefined : settingSaid(missing, said);
  }
}

function timeOf(said: string, { now, timeZone }: Reading): Slots | undefined {
  const time = momentIn(said, now, timeZone);
  if (!time?.due || time.problem) return undefined;
  const { due, dueHasTime, recurrence, text } = time;
  return { due, dueHasTime, dueText: text, ...(recurrence ? { recurrence } : {}) };
}

/** A time so far off that it cannot be reckoned with is no answer to "When?". */
function momentIn(said: string, now: Date, timeZone: string): ReturnType<typeof readTime> {
  try {
    return readTime(said, { now, timeZone });
  } catch {
    return undefined;
  }
}
