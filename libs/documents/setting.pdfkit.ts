import { goesBothWays, inOrder } from './direction.bidi.ts';
import { type FontName, type Run, runsOf, standsAlone } from './runs.ts';

/** How a text is set. */
export interface Style {
  readonly font: 'regular' | 'bold';
  readonly size: number;
  /** Points between lines, and after a line that ends a paragraph. */
  readonly lineGap?: number;
  readonly paragraphGap?: number;
}

/** A line that fits: its runs, from left to right, and how far from the left it would begin as one that is read from the right. */
export interface Line {
  readonly runs: readonly Run[];
  readonly indent: number;
  readonly height: number;
}

/** No line begins with these. */
const CLOSING = /[\p{Pe}\p{Pf},.;:!?%、。，．：；！？」』）】々ー]/u;

/** With the marks that stand on it. */
const CHARACTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });
const THAI_WORDS = new Intl.Segmenter('th', { granularity: 'word' });

/** What pdfkit knows of a font that is set. */
interface SetFont {
  readonly ascender: number;
  readonly font: { hasGlyphForCodePoint(point: number): boolean };
}

/** Sets text of several fonts, which pdfkit itself does not break into lines. */
export class Setting {
  readonly #known = new Map<string, boolean>();

  constructor(private readonly pdf: PDFKit.PDFDocument) {}

  /** Whether pdfkit can set it by itself: in one font, from left to right. */
  isPlain(runs: readonly Run[], base: 'regular' | 'bold'): boolean {
    return runs.every(({ font, text }) => font === base && !goesBothWays(text));
  }

  /** Its runs, in the order they are read. */
  runs(text: string, base: 'regular' | 'bold'): readonly Run[] {
    return runsOf(text, base, (font, character) => this.#has(font, character));
  }

  /** How high a text is in this width. */
  heightOf(text: string, style: Style, width: number): number {
    const runs = this.runs(text, style.font);
    if (this.isPlain(runs, style.font))
      return this.#use(style.font, style.size).heightOfString(runs.map((run) => run.text).join('') || ' ', { width });
    return this.lines(runs, style, width).reduce((sum, { height }) => sum + height, 0);
  }

  /** The lines of a text in this width. */
  lines(runs: readonly Run[], style: Style, width: number): readonly Line[] {
    const height = this.#use(style.font, style.size).currentLineHeight(true) + (style.lineGap ?? 0);
    const paragraphs = paragraphsOf(runs);
    return paragraphs.flatMap((paragraph, n) => {
      const { lines, fromTheRight } = inOrder(this.#broken(paragraph, style.size, width));
      const gap = n < paragraphs.length - 1 ? (style.paragraphGap ?? 0) : 0;
      return lines.map((line, at) => ({
        runs: line,
        indent: fromTheRight ? Math.max(width - this.#widthOf(line, style.size), 0) : 0,
        height: height + (at === lines.length - 1 ? gap : 0),
      }));
    });
  }

  /** Draws a line with its top left corner here. */
  draw({ runs }: Line, style: Style, x: number, y: number): void {
    // all fonts stand on the line of the base font
    const base = y + (this.#fontOf(style.font).ascender * style.size) / 1000;
    let at = x;
    for (const { text, font } of runs) {
      const width = this.#use(font, style.size).widthOfString(text);
      this.pdf.text(text, at, base, { lineBreak: false, baseline: 'alphabetic' });
      at += width;
    }
  }

  #broken(runs: readonly Run[], size: number, width: number): Run[][] {
    const lines: Run[][] = [[]];
    let room = width;
    const units = unitsOf(runs).flatMap((unit) =>
      this.#widthOf(trimmed(unit), size) <= width ? [unit] : this.#inPieces(unit, size, width),
    );
    for (const unit of units) {
      // spaces at the end of a line take no room
      if (this.#widthOf(trimmed(unit), size) > room && lines.at(-1)?.length !== 0) {
        lines.push([]);
        room = width;
      }
      lines.at(-1)?.push(...unit);
      room -= this.#widthOf(unit, size);
    }
    return lines.map(joined);
  }

  /** What is wider than a line, cut where it ends. */
  #inPieces(unit: readonly Run[], size: number, width: number): Run[][] {
    const pieces: Run[][] = [[]];
    let room = width;
    for (const { text, font } of unit)
      for (const { segment: character } of CHARACTERS.segment(text)) {
        const wide = this.#use(font, size).widthOfString(character);
        if (wide > room && pieces.at(-1)?.length !== 0) {
          pieces.push([]);
          room = width;
        }
        pieces.at(-1)?.push({ text: character, font });
        room -= wide;
      }
    return pieces.map(joined);
  }

  #widthOf(runs: readonly Run[], size: number): number {
    return runs.reduce((sum, { text, font }) => sum + this.#use(font, size).widthOfString(text), 0);
  }

  #use(font: FontName, size: number): PDFKit.PDFDocument {
    return this.pdf.font(font).fontSize(size);
  }

  #has(font: FontName, character: string): boolean {
    const key = `${font} ${character}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const has = this.#fontOf(font).font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
    this.#known.set(key, has);
    return has;
  }

  /** A font is read when it is first used. */
  #fontOf(font: FontName): SetFont {
    // the font that is set now, which pdfkit's types do not know
    const { _font: set } = this.pdf.font(font) as unknown as { _font: SetFont };
    return set;
  }
}

function paragraphsOf(runs: readonly Run[]): Run[][] {
  const paragraphs: Run[][] = [[]];
  for (const { text, font } of runs)
    for (const [n, part] of text.split('\n').entries()) {
      if (n > 0) paragraphs.push([]);
      if (part) paragraphs.at(-1)?.push({ text: part, font });
    }
  return paragraphs;
}

/** What stays together: a word with the spaces after it, or one character of a script without spaces. */
function unitsOf(runs: readonly Run[]): Run[][] {
  const units: Run[][] = [];
  let isOpen = false;
  for (const { text, font } of runs) {
    if (font === 'thai') {
      for (const { segment } of THAI_WORDS.segment(text)) units.push([{ text: segment, font }]);
      isOpen = true;
      continue;
    }
    for (const character of text) {
      const isSpace = /[ \t\u200b]/u.test(character);
      const isAlone = standsAlone(character) && !CLOSING.test(character);
      if (!isOpen || isAlone) units.push([]);
      if (character !== '\u200b') units.at(-1)?.push({ text: character === '\t' ? ' ' : character, font });
      // spaces and closing marks belong to what is before them
      isOpen = !isSpace && !standsAlone(character);
    }
  }
  return merged(units).map(joined);
}

/** Spaces and closing marks that came as units of their own go to the unit before. */
function merged(units: readonly Run[][]): Run[][] {
  const whole: Run[][] = [];
  for (const unit of units) {
    const [first] = unit;
    const belongs = first && (first.text === ' ' || CLOSING.test(first.text)) && unit.length === 1;
    if (belongs && whole.length > 0) whole.at(-1)?.push(first);
    else if (first) whole.push(unit);
  }
  return whole;
}

function joined(runs: readonly Run[]): Run[] {
  const out: { text: string; font: FontName }[] = [];
  for (const { text, font } of runs) {
    const last = out.at(-1);
    if (last?.font === font) last.text += text;
    else out.push({ text, font });
  }
  return out;
}

function trimmed(runs: readonly Run[]): Run[] {
  const last = runs.at(-1);
  return last ? [...runs.slice(0, -1), { ...last, text: last.text.trimEnd() }] : [];
}
