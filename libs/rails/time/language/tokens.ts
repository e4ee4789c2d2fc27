/** A word, number or mark as it stands in the text. */
export interface Token {
  /** Lower case, accents folded. */
  readonly word: string;
  readonly kind: 'link' | 'iso' | 'slash' | 'dotted' | 'clock' | 'number' | 'meridiem' | 'word' | 'mark' | 'line';
  readonly start: number;
  readonly end: number;
}

// Every alternative is bounded or a single class, so the scan is linear in the text. They stand in the order of KINDS.
const TOKEN =
  /(https?:\/\/\S+|www\.\S+)|(\d{4}-\d{1,2}-\d{1,2}(?!\d))|(\d{1,2}\/\d{1,2}(?:\/(?:\d{4}|\d{2}))?(?![\d/]|\.\d))|(\d{1,2}\.\d{1,2}\.\d{4}(?!\d))|(\d{1,2}(?::[0-5]\d(?::[0-5]\d)?|h[0-5]\d)(?![\d:]))|(\d+(?:[.,]\d+)*)|((?<![\p{L}\p{M}])[ap] ?\. ?m(?![\p{L}\p{M}])(?: ?\.)?|(?<=\d ?)[ap] m(?![\p{L}\p{M}]))|([\p{L}\p{M}]+(?:['’](?:clock|til)(?![\p{L}]))?)|([\r\n]+)|(['’]s(?![\p{L}])|[^\s])/giu;

const KINDS = ['link', 'iso', 'slash', 'dotted', 'clock', 'number', 'meridiem', 'word', 'line', 'mark'] as const;

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const kind = KINDS.find((_, i) => match[i + 1] !== undefined) ?? 'mark';
    const word = kind === 'meridiem' ? `${match[0].charAt(0).toLowerCase()}m` : fold(match[0]);
    tokens.push({ word, kind, start: match.index, end: match.index + match[0].length });
  }
  return tokens;
}

/** Lower case without accents: "Mañana" is read like "manana". */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  return /^[\x20-\x7e]*$/.test(lower)
    ? lower
    : lower
        .normalize('NFD')
        .replace(/\p{M}+/gu, '')
        .replaceAll('’', "'");
}
