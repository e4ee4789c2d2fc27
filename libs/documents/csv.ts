/** What a spreadsheet would calculate instead of showing. */
const FORMULA = /^[\s]*[=+\-@\t\r|%]/u;
const NUMBER = /^-?\d+(?:\.\d+)?$/u;

export type Cell = string | number | null | undefined;

/**
 * RFC 4180, with a byte order mark, because spreadsheets take a file without one for something other than UTF-8. A text
 * that a spreadsheet would take for a formula begins with an apostrophe.
 */
export function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${[header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

function cell(value: Cell): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  const plain = typeof value === 'string' && FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(plain) || plain !== plain.trim() ? `"${plain.replaceAll('"', '""')}"` : plain;
}
