import { nextOccurrence } from '#rails';
import type { DueReminder, Fired, Listener, ToSay } from '#stores';
import { endOfQuiet } from './quiet-hours.ts';

/** Later than this, a reminder was missed: all missed ones of a chat are said in one message. */
const LATE_MS = 60_000;

/** What becomes of reminders that are due now, and what is to be said to whom. Pure. */
export function firing(
  due: readonly DueReminder[],
  now: Date,
  defaultTimeZone: string,
): { fired: Fired[]; say: ToSay[] } {
  const fired: Fired[] = [];
  const say = new Map<string, ToSay>();
  for (const reminder of due) {
    const putOffUntil = waitingFor(reminder.listeners, now, defaultTimeZone);
    const { id, token } = reminder;
    if (putOffUntil) {
      fired.push({ id, token, putOffUntil: putOffUntil.toISOString() });
      continue;
    }
    const next = nextOf(reminder, now);
    fired.push({ id, token, ...(next ? { next: next.toISOString() } : {}) });
    for (const { late, ...one } of sayings(reminder, now, defaultTimeZone)) {
      // what a chat has missed is one message; it goes by the name of the first of them
      const place = late ? `missed:${one.channel}:${one.chat}` : one.dedupe;
      const before = say.get(place);
      say.set(place, before ? together(before, one) : one);
    }
  }
  return { fired, say: [...say.values()] };
}

/** The next time by the rule, on the wall clock it was meant in; never one that has passed. */
function nextOf({ recurrence, startsAt, timeZone }: DueReminder, now: Date): Date | undefined {
  if (!recurrence) return undefined;
  try {
    return nextOccurrence(recurrence, { dtstart: startsAt, timeZone, after: now });
  } catch {
    // a rule nobody can read is said this once, and stops nobody else's reminder
    return undefined;
  }
}

/** Put off only when everybody it is for wants quiet, until the first of them does not. */
function waitingFor(listeners: readonly Listener[], now: Date, zone: string): Date | undefined {
  const ends = listeners.map((one) => endOfQuiet(one.quietFrom, one.quietUntil, one.timeZone ?? zone, now));
  const waiting = ends.filter((end) => end !== undefined);
  if (waiting.length === 0 || waiting.length < listeners.length) return undefined;
  return new Date(Math.min(...waiting.map((end) => end.getTime())));
}

function sayings(due: DueReminder, now: Date, defaultTimeZone: string): (ToSay & { readonly late: boolean })[] {
  const { token: _, startsAt: __, dueSince, origin, listeners, ...reminder } = due;
  const late = now.getTime() - Date.parse(dueSince) > LATE_MS;
  return placesOf(listeners, origin).map(({ channel, chat, called, language, timeZone }) => ({
    dedupe: `due:${due.id}:${due.dueSince}:${channel}:${chat}`,
    late,
    channel,
    chat,
    reminders: [due.id],
    body: {
      language,
      timeZone: timeZone ?? defaultTimeZone,
      outcomes: [
        {
          kind: 'reminded',
          command: 'reminder.show',
          reminder,
          ...(late ? { late } : {}),
          ...(called ? { to: called } : {}),
        },
      ],
    },
  }));
}

interface Place {
  readonly channel: string;
  readonly chat: string;
  readonly language: string;
  readonly timeZone: string | null;
  readonly called?: readonly { readonly name: string; readonly externalId?: string }[];
}

/** Each in their own chat; whoever has none, by name in the chat where the reminder was set; else kept for the page. */
function placesOf(listeners: readonly Listener[], origin: DueReminder['origin']): Place[] {
  const own = listeners.filter((one) => one.chat !== null);
  const others = listeners.filter((one) => one.chat === null);
  const places: Place[] = own.map(({ chat, language, timeZone }) => ({
    channel: 'telegram',
    chat: chat ?? '',
    language,
    timeZone,
  }));
  const [first] = others;
  if (!first) return places;
  if (origin.source === 'telegram' && origin.chat) {
    const called = others.map(({ name, externalId }) => (externalId ? { name, externalId } : { name }));
    return [
      ...places,
      { channel: 'telegram', chat: origin.chat, language: first.language, timeZone: first.timeZone, called },
    ];
  }
  return [
    ...places,
    ...others.map(({ id, language, timeZone }) => ({ channel: 'page', chat: id, language, timeZone })),
  ];
}

function together(one: ToSay, other: ToSay): ToSay {
  const outcomes = [...one.body.outcomes, ...other.body.outcomes];
  return { ...one, reminders: [...one.reminders, ...other.reminders], body: { ...one.body, outcomes } };
}
