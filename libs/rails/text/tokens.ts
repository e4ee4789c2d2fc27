/** One word of a message, folded for comparison, with its place in the original (UTF-16 offsets). */
export interface Token {
  readonly norm: string;
  readonly start: number;
  readonly end: number;
  /** Punctuation that followed the word. */
  readonly after: string;
  /** Written in capitals. */
  readonly loud: boolean;
  /** Place among all tokens of the text, so that cut-out words leave a visible gap. */
  readonly index: number;
}

const MOST_TOKENS = 160;
const LEADING = /^[\s"'“”‘’`«»()[\]{}*_~<>¿¡.,;!?|•·]+/u;
const TRAILING = /[\s"'“”‘’`«»()[\]{}*_~<>.,;:!?|…]+$/u;
const PICTURES = /\p{Extended_Pictographic}|[\u{1F3FB}-\u{1F3FF}]|\u200d|\ufe0f|\u20e3/gu;
const MARKS = /^(?:✅|✔️?|☑️?|⏰|🔔|➕|🗑️?|🛒|📝)$/u;
const DASH = /^(?:-+>?|–|—|=>|→)$/u;

/** Lower case, no accents, straight apostrophes. */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  for (let i = 0; i < lower.length; i++) if (lower.charCodeAt(i) > 126) return foldWide(lower);
  return lower;
}

function foldWide(lower: string): string {
  return lower
    .replace(/[‘’ʼ`´]/gu, "'")
    .normalize('NFD')
    .replace(/\p{M}+/gu, '');
}

/** Splits a text into words; a colon and a lone dash are words of their own, other punctuation hangs on the word before. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  const pieces = /\S+/gu;
  for (let found = pieces.exec(text); found !== null; found = pieces.exec(text)) {
    if (tokens.length >= MOST_TOKENS) return closeLong(tokens, text);
    pushPiece(tokens, found[0], found.index);
  }
  return tokens;
}

function closeLong(tokens: Token[], text: string): Token[] {
  const last = tokens.at(-1);
  if (last) tokens[tokens.length - 1] = { ...last, end: text.trimEnd().length };
  return tokens;
}

function pushPiece(tokens: Token[], piece: string, at: number): void {
  if (MARKS.test(piece) || DASH.test(piece))
    return push(tokens, MARKS.test(piece) ? piece.replace('\ufe0f', '') : '-', at, at + piece.length, '');
  if (piece === '&' || piece === '+') return push(tokens, 'and', at, at + 1, '');
  const start = at + (LEADING.exec(piece)?.[0].length ?? 0);
  const word = piece.slice(start - at);
  const bare = word.replace(TRAILING, '');
  const after = word.slice(bare.length);
  const core = bare.replace(PICTURES, '');
  if (core === '') return hangOn(tokens, piece);
  if (/[\p{L}\p{N}@#$%]/u.test(core))
    push(tokens, fold(core), start, start + bare.length, after.replace(':', ''), isLoud(core));
  if (after.includes(':') && tokens.length > 0) push(tokens, ':', start + bare.length, start + word.length, '');
}

function isLoud(word: string): boolean {
  return word !== word.toLowerCase() && word === word.toUpperCase();
}

/** Punctuation standing alone belongs to the word before it. */
function hangOn(tokens: Token[], piece: string): void {
  const last = tokens.at(-1);
  if (last && /^[.,;!?]+$/u.test(piece)) tokens[tokens.length - 1] = { ...last, after: last.after + piece };
}

function push(tokens: Token[], norm: string, start: number, end: number, after: string, loud = false): void {
  tokens.push({ norm, start, end, after, loud, index: tokens.length });
}

/** The original words of tokens `from` to `to` (exclusive); where words between were cut out, a single space. */
export function wordsOf(text: string, tokens: readonly Token[], from: number, to: number): string {
  let out = '';
  let runStart = -1;
  for (let i = from; i < to; i++) {
    const token = tokens[i];
    const next = tokens[i + 1];
    if (!token) break;
    if (runStart < 0) runStart = token.start;
    if (i + 1 < to && next && next.index === token.index + 1) continue;
    out += (out === '' ? '' : ' ') + text.slice(runStart, token.end);
    runStart = -1;
  }
  return out.replace(/[^\S\n]+/gu, ' ').trim();
}
