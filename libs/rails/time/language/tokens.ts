/** A word, number or mark as it stands in the text. */
export interface Token {
  /** Lower case, accents folded. */
  readonly word: string;
  readonly kind: 'link' | 'iso' | 'slash' | 'dotted' | 'clock' | 'number' | 'meridiem' | 'word' | 'mark' | 'line';
  readonly start: number;
  readonly end: number;
}

// Every alternative is bounded or a single class, so the scan is linear in the text.
const TOKEN =
  /(?<link>https?:\/\/\S+|www\.\S+)|(?<iso>\d{4}-\d{1,2}-\d{1,2}(?!\d))|(?<slash>\d{1,2}\/\d{1,2}(?:\/(?:\d{4}|\d{2}))?(?![\d/]|\.\d))|(?<dotted>\d{1,2}\.\d{1,2}\.\d{4}(?!\d))|(?<clock>\d{1,2}(?::[0-5]\d(?::[0-5]\d)?|h[0-5]\d)(?![\d:]))|(?<number>\d+(?:[.,]\d+)*)|(?<meridiem>(?<![\p{L}\p{M}])[ap] ?\. ?m(?![\p{L}\p{M}])(?: ?\.)?|(?<=\d ?)[ap] m(?![\p{L}\p{M}]))|(?<word>[\p{L}\p{M}]+(?:['’](?:clock|til)(?![\p{L}]))?)|(?<line>[\r\n]+)|(?<mark>['’]s(?![\p{L}])|[^\s])/giu;

const KINDS = ['link', 'iso', 'slash', 'dotted', 'clock', 'number', 'meridiem', 'word', 'line', 'mark'] as const;

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const kind = KINDS.find((name) => match.groups?.[name] !== undefined) ?? 'mark';
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
