import { describe, expect, it } from '@jest/globals';
import { goesBothWays, inOrder } from './direction.bidi.ts';
import type { Run } from './runs.ts';

const line = (text: string): Run[] => [{ text, font: 'regular' }];
/** As paper shows it: a font turns each stretch with letters that are written from the right. */
const shown = (runs: readonly Run[]): string =>
  runs
    .map(({ text }) => (goesBothWays(text) ? [...text].toReversed().join('') : text))
    .join('')
    .replaceAll('\u00a0', ' ');

describe('a line in both directions', () => {
  it.each([
    ['plain words (1)', 'plain words (1)', false],
    ['אב גד', 'דג בא', true],
    ['אב 12 גד', 'דג 12 בא', true],
    ['אב (גד)!', '!(דג) בא', true],
    ['pump אב (3), ok', 'pump (3) בא, ok', false],
    ['אב AB-12 גד 45 psi', 'psi 45 דג AB-12 בא', true],
  ])('%j is drawn as %j', (text, visual, fromTheRight) => {
    const ordered = inOrder([line(text)]);
    expect([ordered.lines.map(shown), ordered.fromTheRight]).toEqual([[visual], fromTheRight]);
  });

  it('has the direction of its paragraph, and each line its own words', () => {
    const { lines, fromTheRight } = inOrder([line('אב 12 '), line('pump '), line('גד.')]);
    expect([lines.map(shown), fromTheRight]).toEqual([['12 בא', 'pump', '.דג'], true]);
  });

  it('keeps each character in its font', () => {
    const runs: Run[] = [
      { text: 'אב ', font: 'regular' },
      { text: '🔧', font: 'emoji' },
      { text: ' גד', font: 'regular' },
    ];
    expect(inOrder([runs]).lines[0]?.map(({ font, text }) => [font, text])).toEqual([
      ['regular', '\u00a0גד'],
      ['emoji', '🔧'],
      ['regular', 'אב\u00a0'],
    ]);
  });

  it('that is empty stays so', () => expect(inOrder([line('אב'), []]).lines[1]).toEqual([]));
});
