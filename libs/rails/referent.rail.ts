import type { Known, Reading, Route } from '#core';

type Last = NonNullable<Known['last']>;

/** Words that stand for what was spoken of last, as an English or a Spanish sentence has them. */
const SUBJECT = /\b(it|that one|this one|(?:that|this|the) (?:task|job|one))(['’]s| is)?\b/iu;
const AT_THE_END = /\b(?:that|this)(?=\s*[.!]*$|\s+to\b)/iu;
const ENCLITIC = /^(\s*[\p{L}]{2,}?)(?:l[oa])\b(?!\p{L})/u;
const SPANISH = /\b(?:esa|esta|ese|este|la|mi) (?:tarea|trabajo)\b|\b(?:esa|eso|ésa)(?=\s*[.!]*$)/iu;

/** "it's 5 pm", "it is friday" tell the time; "it's due friday" tells when the task is due. */
const TELLS_TIME = /^\W*it(?:['’]s| is)\b(?!.*\b(?:due|for|by)\b)/iu;

/** Nobody says "it" of a task in more letters than this. */
const LONGEST = 200;

/** What is gone for good, or goes on without being asked, is not done to a mere "it". */
const TOO_MUCH = new Set(['delete', 'cancel', 'remove', 'clear']);

/**
 * "make it urgent", "hazla urgente", right after a task was spoken of: read once more with its number in the place of the
 * word, and meant where that leaves no doubt.
 */
export function referentRail(text: string, reading: Reading, read: (text: string) => Route): Route | undefined {
  const { last } = reading.known;
  if (last?.kind !== 'task' || last.ref === undefined || text.length > LONGEST) return undefined;
  for (const said of named(text, last)) {
    const route = read(said);
    if (route.commands.some(({ slots }) => slots.due) && TELLS_TIME.test(text)) continue;
    if (isAbout(route, last)) return { ...route, explanation: { ...route.explanation, spans: [] } };
  }
  return undefined;
}

function named(text: string, { ref }: Last): string[] {
  const english = [
    ...(SUBJECT.test(text) ? [text.replace(SUBJECT, (_, __, is?: string) => `#${ref}${is ? ' is' : ''}`)] : []),
    ...(AT_THE_END.test(text) ? [text.replace(AT_THE_END, `#${ref}`)] : []),
  ];
  const spanish = [
    ...(SPANISH.test(text) ? [text.replace(SPANISH, `la tarea ${ref}`)] : []),
    ...(ENCLITIC.test(text) ? [text.replace(ENCLITIC, (_, verb: string) => `${plain(verb)} la tarea ${ref}`)] : []),
  ];
  return [...english, ...spanish];
}

/** "muéve" of "muévela" is "mueve". */
function plain(verb: string): string {
  return verb
    .normalize('NFD')
    .replace(/\u0301/gu, '')
    .normalize('NFC');
}

function isAbout({ tier, commands }: Route, { ref = 0 }: Last): boolean {
  return (
    tier === 'direct' &&
    commands.every(
      ({ entity, operation, slots }) =>
        entity === 'task' && !TOO_MUCH.has(operation) && (slots.refs?.includes(ref) || slots.parentRef === ref),
    )
  );
}
