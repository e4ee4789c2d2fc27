import bidiJs from 'bidi-js';
import type { Run } from './runs.ts';

// its types say ESM, and it is CommonJS: the module is the function
const bidi = (bidiJs as unknown as typeof bidiJs.default)();

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

/** Whether any of it is written from right to left. */
export function goesBothWays(text: string): boolean {
  return RIGHT_TO_LEFT.test(text);
}

/** The lines of a paragraph, each as it is drawn from left to right (Unicode's bidirectional algorithm). */
export function inOrder(lines: readonly (readonly Run[])[]): {
  lines: readonly (readonly Run[])[];
  fromTheRight: boolean;
} {
  const text = lines.map(textOf).join('');
  if (!goesBothWays(text)) return { lines, fromTheRight: false };
  const levels = bidi.getEmbeddingLevels(text);
  let start = 0;
  const ordered = lines.map((line) => {
    const from = start;
    start += textOf(line).length;
    // spaces at the end of a line are not drawn
    return drawn(text, from, from + textOf(line).trimEnd().length, fontsOf(line), levels);
  });
  return { lines: ordered, fromTheRight: (levels.paragraphs[0]?.level ?? 0) % 2 === 1 };
}

type Levels = ReturnType<typeof bidi.getEmbeddingLevels>;

/** Stretches of one font and one direction, from left to right; each is in the order of its letters, as the font shapes it. */
function drawn(text: string, from: number, end: number, fonts: readonly Run['font'][], { levels, paragraphs }: Levels) {
  if (end <= from) return [];
  const order = bidi.getReorderedIndices(text, { levels, paragraphs }, from, end - 1).slice(from, end);
  const runs: { font: Run['font']; level: number; first: number; last: number }[] = [];
  for (const at of order) {
    const font = fonts[at - from] ?? 'regular';
    const level = levels[at] ?? 0;
    const run = runs.at(-1);
    const next = level % 2 === 1 ? run && run.first - 1 : run && run.last + 1;
    if (run && run.font === font && run.level === level && next === at) {
      run.first = Math.min(run.first, at);
      run.last = Math.max(run.last, at);
    } else runs.push({ font, level, first: at, last: at });
  }
  return runs.map(({ font, level, first, last }) => {
    const part = text.slice(first, last + 1);
    return { font, text: level % 2 === 1 ? turned(part) : part };
  });
}

/** For a font that turns letters from right to left by itself, word by word: in one word, with brackets the other way round. */
function turned(text: string): string {
  const letters = Array.from(text, (letter) => bidi.getMirroredCharacter(letter) ?? letter);
  // signs alone are turned by nobody
  return (goesBothWays(text) ? letters : letters.toReversed()).join('').replaceAll(' ', '\u00a0');
}

function fontsOf(line: readonly Run[]): readonly Run['font'][] {
  return line.flatMap(({ text, font }) => Array.from({ length: text.length }, () => font));
}

function textOf(line: readonly Run[]): string {
  return line.map(({ text }) => text).join('');
}
