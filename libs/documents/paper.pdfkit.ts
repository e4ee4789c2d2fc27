import PdfKit from 'pdfkit';
import { FAINT, FONTS, FOOTER, INK, LINE, MARGIN, ROW_GAP, SHADE } from './look.pdfkit.ts';
import { Setting, type Style } from './setting.pdfkit.ts';
import { sizeOf } from './size.pdfkit.ts';
import { printable } from './printable.ts';

/** A column of a table: its heading, and its share of the width. */
export interface Column {
  readonly heading: string;
  readonly share: number;
}

/** Where a text is set, and how. */
interface Place extends Style {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly color: string;
  readonly flows?: boolean;
}

/** Sheets of paper with headings, facts, tables and pictures, each of which knows when to begin a new page. */
export class Paper {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #done: Promise<Buffer>;
  readonly #setting: Setting;

  constructor({
    title,
    author,
    isLetter,
    language,
  }: {
    title: string;
    author: string;
    isLetter: boolean;
    language: string;
  }) {
    this.#pdf = new PdfKit({
      size: isLetter ? 'LETTER' : 'A4',
      margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOTER },
      bufferPages: true,
      lang: language,
      displayTitle: true,
      info: { Title: title, Author: author, Creator: 'FLRTS', Producer: 'FLRTS' },
    });
    for (const [name, path] of Object.entries(FONTS)) this.#pdf.registerFont(name, path);
    this.#setting = new Setting(this.#pdf);
    const chunks: Buffer[] = [];
    this.#done = new Promise((resolve, reject) => {
      this.#pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
      this.#pdf.on('end', () => resolve(Buffer.concat(chunks)));
      this.#pdf.on('error', reject);
    });
  }

  nextPage(): void {
    this.#pdf.addPage();
  }

  /** The name of the document, with a mark at the right. */
  title(text: string, mark?: { readonly text: string; readonly color: string }): void {
    const { y } = this.#pdf;
    const markWidth = mark ? this.#pdf.font('bold').fontSize(10).widthOfString(mark.text) + 20 : 0;
    if (mark) {
      const x = this.#right - markWidth;
      this.#pdf.roundedRect(x, y + 2, markWidth, 20, 4).fill(mark.color);
      this.#pdf.fillColor('#ffffff').text(mark.text, x, y + 7, { width: markWidth, align: 'center', lineBreak: false });
    }
    this.#set(text, { font: 'bold', size: 19, color: INK, x: MARGIN, y, width: this.#width - markWidth - 12 });
    this.#pdf.moveDown(0.3);
    this.#rule();
  }

  /** Two by two: a faint word, and what it is. */
  facts(facts: readonly (readonly [label: string, value: string])[]): void {
    const width = this.#width / 2 - 10;
    for (let i = 0; i < facts.length; i += 2) {
      const pair = facts.slice(i, i + 2);
      const height = Math.max(...pair.map(([, value]) => this.#heightOf(value, 'regular', 11, width))) + 20;
      this.#room(height);
      const { y } = this.#pdf;
      for (const [at, [label, value]] of pair.entries()) {
        const x = MARGIN + at * (width + 20);
        this.#pdf
          .font('regular')
          .fontSize(8)
          .fillColor(FAINT)
          .text(label.toUpperCase(), x, y, { width, characterSpacing: 0.5 });
        this.#set(value, { font: 'regular', size: 11, color: INK, x, y: y + 11, width });
      }
      this.#pdf.y = y + height;
    }
  }

  heading(text: string): void {
    this.#room(60);
    this.#pdf.moveDown(0.6);
    this.#set(text, { font: 'bold', size: 12, color: INK, x: MARGIN, y: this.#pdf.y, width: this.#width });
    this.#pdf.moveDown(0.3);
  }

  paragraph(text: string, isFaint = false): void {
    const look = isFaint ? { size: 9, color: FAINT } : { size: 10.5, color: INK };
    const place = { x: MARGIN, y: this.#pdf.y, width: this.#width, flows: true };
    this.#set(text, { font: 'regular', ...look, ...place, lineGap: 2.5, paragraphGap: 3 });
  }

  /** Rows under a shaded head, which is said again on every page. */
  table(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
    const widths = columns.map(({ share }) => share * this.#width);
    this.#head(columns, widths);
    for (const row of rows) {
      const height =
        Math.max(...row.map((cell, i) => this.#heightOf(cell, 'regular', 10, (widths[i] ?? 0) - 12))) + 2 * ROW_GAP;
      if (this.#room(height)) this.#head(columns, widths);
      const { y } = this.#pdf;
      this.#cells(row, widths, y, 'regular');
      this.#pdf
        .moveTo(MARGIN, y + height)
        .lineTo(this.#right, y + height)
        .lineWidth(0.5)
        .strokeColor(LINE)
        .stroke();
      this.#pdf.y = y + height;
    }
    this.#pdf.x = MARGIN;
  }

  /** A picture no larger than half a page, with a line under it; false when it cannot be printed. */
  picture(bytes: Buffer, caption: string): boolean {
    try {
      const { width, height } = sizeOf(this.#pdf, bytes);
      const scale = Math.min(1, (this.#width * 0.75) / width, 300 / height);
      // a hair is no picture
      if (!(width * scale >= 1 && height * scale >= 1)) return false;
      this.#room(height * scale + 12 + this.#heightOf(caption, 'regular', 9, this.#width));
      const { y } = this.#pdf;
      this.#pdf.image(bytes, MARGIN, y, { width: width * scale });
      this.#pdf.y = y + height * scale + 5;
      this.paragraph(caption, true);
      this.#pdf.moveDown(0.5);
      return true;
    } catch {
      return false; // not a picture pdfkit can read: the caller lists it instead
    }
  }

  /** Writes the footer of every page, and answers the whole document. */
  finish(footer: (page: number, of: number) => readonly [left: string, right: string]): Promise<Buffer> {
    const { start, count } = this.#pdf.bufferedPageRange();
    for (let page = start; page < start + count; page++) {
      this.#pdf.switchToPage(page);
      const [left, right] = footer(page + 1, count);
      const y = this.#pdf.page.height - MARGIN - 8;
      // text below the margin would begin another page
      this.#pdf.page.margins.bottom = 0;
      this.#pdf
        .moveTo(MARGIN, y - 6)
        .lineTo(this.#right, y - 6)
        .lineWidth(0.5)
        .strokeColor(LINE)
        .stroke();
      this.#pdf.font('regular').fontSize(8).fillColor(FAINT);
      this.#pdf.text(left, MARGIN, y, { width: this.#width * 0.75, height: 10, ellipsis: true });
      this.#pdf.text(right, MARGIN + this.#width * 0.75, y, { width: this.#width * 0.25, align: 'right', height: 10 });
    }
    this.#pdf.end();
    return this.#done;
  }

  get #width(): number {
    return this.#pdf.page.width - 2 * MARGIN;
  }

  get #right(): number {
    return this.#pdf.page.width - MARGIN;
  }

  #head(columns: readonly Column[], widths: readonly number[]): void {
    const height = 12 + 2 * ROW_GAP;
    this.#room(height * 2);
    const { y } = this.#pdf;
    this.#pdf.rect(MARGIN, y, this.#width, height).fill(SHADE);
    this.#cells(
      columns.map(({ heading }) => heading),
      widths,
      y,
      'bold',
    );
    this.#pdf.y = y + height;
  }

  #cells(cells: readonly string[], widths: readonly number[], y: number, font: 'regular' | 'bold'): void {
    let x = MARGIN;
    for (const [i, cell] of cells.entries()) {
      const width = widths[i] ?? 0;
      const look = font === 'bold' ? { size: 9, color: FAINT } : { size: 10, color: INK };
      this.#set(cell, { font, ...look, x: x + 6, y: y + ROW_GAP, width: width - 12 });
      x += width;
    }
  }

  #heightOf(text: string, font: 'regular' | 'bold', size: number, width: number): number {
    return this.#setting.heightOf(printable(text) || ' ', { font, size }, width);
  }

  /** Writes a text from here on, in as many fonts as it takes; where it flows, a new page is begun when one is full. */
  #set(text: string, { x, y, width, flows = false, color, ...style }: Place): void {
    const runs = this.#setting.runs(printable(text), style.font);
    this.#pdf.fillColor(color).font(style.font).fontSize(style.size);
    if (this.#setting.isPlain(runs, style.font)) {
      const { lineGap = 0, paragraphGap = 0 } = style;
      this.#pdf.text(textOf(runs), x, y, { width, lineGap, paragraphGap });
      return;
    }
    let at = y;
    for (const line of this.#setting.lines(runs, style, width)) {
      this.#pdf.y = at;
      if (flows && this.#room(line.height)) at = this.#pdf.y;
      // in a table it stays beside its heading
      this.#setting.draw(line, style, flows ? x + line.indent : x, at);
      at += line.height;
    }
    this.#pdf.font(style.font).fontSize(style.size);
    this.#pdf.x = x;
    this.#pdf.y = at;
  }

  /** Begins a new page when there is no room for so much; true when it did. */
  #room(height: number): boolean {
    if (this.#pdf.y + height <= this.#pdf.page.height - MARGIN - FOOTER) return false;
    this.#pdf.addPage();
    return true;
  }

  #rule(): void {
    const { y } = this.#pdf;
    this.#pdf.moveTo(MARGIN, y).lineTo(this.#right, y).lineWidth(1).strokeColor(INK).stroke();
    this.#pdf.y = y + 12;
  }
}

function textOf(runs: readonly { readonly text: string }[]): string {
  return runs.map(({ text }) => text).join('');
}
