import type { Entity } from '../bot-api.ts';

/** What Telegram finds by itself, first come first served where two overlap. */
const PATTERNS: readonly [type: string, pattern: RegExp][] = [
  [
    'url',
    /(?<![\w@])(?:https?:\/\/[^\s<>"]+[^\s<>".,:;!?)']|(?:[a-z\d-]+\.)+(?:com|org|net|io|dev|app|example)\b(?:\/[^\s<>"]*[^\s<>".,:;!?)'])?)/gi,
  ],
  ['email', /(?<![\w@.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['mention', /(?<![\w@/])@\w{4,32}(?!\w)/g],
  ['bot_command', /(?<![\w/<>@])\/\w{1,64}(?:@\w{3,32})?(?![\w/@])/g],
  ['hashtag', /(?<!\w)#(?=\w*[^\W\d])\w{1,256}/gu],
  ['cashtag', /(?<!\w)\$[A-Z]{1,8}(?!\w)/g],
];

/** The entities of a text: those given, and those that Telegram finds in the rest of it. */
export function entitiesIn(text: string, given: readonly Entity[] = []): readonly Entity[] {
  if (!/[@/#$.:]/.test(text)) return given;
  const found = [...given];
  for (const [type, pattern] of PATTERNS) {
    for (const { index: offset, 0: match } of text.matchAll(pattern)) {
      const entity = { type, offset, length: match.length };
      if (!found.some((other) => overlap(other, entity))) found.push(entity);
    }
  }
  return found.sort((a, b) => a.offset - b.offset || b.length - a.length);
}

/** The part of a text that an entity covers. */
export function covered(text: string, { offset, length }: Entity): string {
  return text.slice(offset, offset + length);
}

function overlap(a: Entity, b: Entity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}
