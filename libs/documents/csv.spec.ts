import { describe, expect, it } from '@jest/globals';
import { csv } from './csv.ts';

const line = (...cells: Parameters<typeof csv>[1][number]) => csv(['h'], [cells]).split('\r\n')[1];

describe('a file for a spreadsheet', () => {
  it('quotes what RFC 4180 says must be, and only that', () => {
    expect(line('a', 'b c', 'd,e', 'f"g', null, 1.5)).toBe('a,b c,"d,e","f""g",,1.5');
    expect(csv(['h'], [['two\nlines']])).toBe('\uFEFFh\r\n"two\nlines"\r\n');
  });

  it.each(['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1', ' =1', '|cmd', '%0A=1'])(
    'takes the formula out of %j',
    (text) => {
      expect(line(text)).toMatch(/^"?'/);
    },
  );

  it.each(['-5', '-5.25', '12'])('leaves the number %s a number', (text) => {
    expect(line(text)).toBe(text);
  });
});
