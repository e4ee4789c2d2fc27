/** Longer words than that are broken wherever a line ends. */
const LONGEST_WORD = 40;
/** What is written from right to left, a few words of it: longer stretches have to be broken. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+(?: [\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+){1,5}/gu;
/** Control characters, marks that turn the direction of what follows, and what only colours or joins pictures. */
const UNPRINTED =
  /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\u{e0020}-\u{e007f}]|\p{Emoji_Modifier}|\ufe0e|\ufe0f|\u200d|\u20e3/gu;

/** A text as it can be set: without what is never printed, long words with places to break, names from right to left in one piece. */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .replace(UNPRINTED, (mark) => (mark === '\n' || mark === '\t' ? mark : ''))
    .replace(RIGHT_TO_LEFT, (words) => words.replaceAll(' ', '\u00a0'))
    .replace(new RegExp(`\\S{${LONGEST_WORD},}`, 'gu'), (word) => broken(word));
}

function broken(word: string): string {
  return word.replace(new RegExp(`.{${LONGEST_WORD}}`, 'gu'), (part) => `${part}\u200b`);
}
