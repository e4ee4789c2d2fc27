/** The fonts a document is set in: one that has most scripts, and those that have what it lacks. */
export type FontName = 'regular' | 'bold' | 'han' | 'hangul' | 'thai' | 'devanagari' | 'emoji';

/** A stretch of text in one font. */
export interface Run {
  readonly text: string;
  readonly font: FontName;
}

/** Whether a font has a character. */
export type Has = (font: FontName, character: string) => boolean;

const HANGUL = /\p{Script=Hangul}/u;
const HAN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u30ff\uff00-\uffef\u{1f200}-\u{1f2ff}]/u;
const THAI = /\p{Script=Thai}/u;
/** The dandas are of several scripts. */
const DEVANAGARI = /[\p{Script=Devanagari}\u0964\u0965]/u;
const PICTURE = /[\p{Extended_Pictographic}\p{Regional_Indicator}]/u;
/** Pictures that are only ever meant as such. */
const COLOURED = /[\p{Emoji_Presentation}\p{Regional_Indicator}]/u;
const NOT_PRINTED = /[\s\u200b]/u;
/** Says how the letters beside it are joined, in their own font. */
const JOINER = /[\u200c\u200d]/u;

/** A text in runs: each character in the base font where that has it, else in the one for its script. Pictures nobody has are left out. */
export function runsOf(text: string, base: 'regular' | 'bold', has: Has): readonly Run[] {
  const runs: { text: string; font: FontName }[] = [];
  for (const character of text) {
    const last = runs.at(-1);
    const font = JOINER.test(character) && last ? last.font : fontOf(character, base, has);
    if (!font) continue;
    if (last?.font === font) last.text += character;
    else runs.push({ text: character, font });
  }
  return runs;
}

/** Whether a line may end before this character, and after it: where no spaces are written. */
export function standsAlone(character: string): boolean {
  return HAN.test(character) || HANGUL.test(character);
}

function fontOf(character: string, base: 'regular' | 'bold', has: Has): FontName | undefined {
  if (NOT_PRINTED.test(character)) return base;
  if (COLOURED.test(character) && has('emoji', character)) return 'emoji';
  if (has(base, character)) return base;
  if (PICTURE.test(character)) return has('emoji', character) ? 'emoji' : undefined;
  if (HANGUL.test(character)) return 'hangul';
  if (THAI.test(character)) return 'thai';
  if (DEVANAGARI.test(character)) return 'devanagari';
  // what no font has is printed as the empty box of the base font
  return HAN.test(character) && has('han', character) ? 'han' : base;
}
