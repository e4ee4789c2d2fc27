/** Longer words than that are broken wherever a line ends. */
const LONGEST_WORD = 40;
/** Control characters, marks that turn the direction of what follows, and what only colours or joins pictures. */
const UNPRINTED =
  /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\u{e0020}-\u{e007f}]|\p{Emoji_Modifier}|\ufe0e|\ufe0f|(?<![\u0900-\u097f])\u200d|\u20e3/gu;

/** A tone and the vowel AM, whose ring stands below the tone: fontkit does not move it there. */
const TONE_AND_AM = /([\u0e48-\u0e4b])\u0e33/gu;

/** A text as it can be set: without what is never printed, long words with places to break. */
export function printable(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(UNPRINTED, (mark) => (mark === '\n' || mark === '\t' ? mark : ''))
      .replace(TONE_AND_AM, '\u0e4d$1\u0e32')
      // Thai writes no spaces: where its words end is found when it is set
      .replace(new RegExp(`[^\\s\u0e00-\u0e7f]{${LONGEST_WORD},}`, 'gu'), (word) => broken(word))
  );
}

function broken(word: string): string {
  return word.replace(new RegExp(`.{${LONGEST_WORD}}`, 'gu'), (part) => `${part}\u200b`);
}
