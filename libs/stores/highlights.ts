/** The part of a record in which the words were found; `highlights` are UTF-16 ranges of the snippet. */
export interface Snippet {
  readonly snippet: string;
  readonly highlights: readonly { readonly start: number; readonly length: number }[];
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const BEFORE = 40;
const LONGEST = 240;

/** The title, with as much of the text as has the words; `words` are folded as `folded` does. */
export function highlighted(title: string, body: string, words: ReadonlySet<string>): Snippet {
  const within = hits(body, words);
  const from = Math.max(0, (within[0]?.start ?? 0) - BEFORE);
  const start = from === 0 ? 0 : body.indexOf(' ', from) + 1;
  const excerpt = body.slice(start, start + LONGEST).trim();
  const rest = within.length > 0 || words.size === 0 ? excerpt : '';
  const snippet = rest ? `${title} — ${start > 0 ? '… ' : ''}${rest}` : title;
  return { snippet, highlights: hits(snippet, words) };
}

function hits(text: string, words: ReadonlySet<string>): Snippet['highlights'] {
  return [...text.matchAll(WORD)]
    .filter(([word]) => isOne(folded(word), words))
    .map(({ 0: word, index }) => ({ start: index, length: word.length }));
}

/** One of the words, or one that begins with them. */
function isOne(word: string, words: ReadonlySet<string>): boolean {
  return words.has(word) || [...words].some((one) => one.length > 2 && word.startsWith(one));
}

/** Lower case and without accents, as SQL's `folded`. */
export function folded(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/gu, '')
    .replace(/[øłđßæœ]/gu, (letter) => PLAIN[letter] ?? letter);
}

const PLAIN: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe' };
