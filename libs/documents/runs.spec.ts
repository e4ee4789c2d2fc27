import { describe, expect, it } from '@jest/globals';
import { type Has, runsOf } from './runs.ts';

/** As the fonts have it: letters, a picture the base font has too, and one that nobody has. */
const has: Has = (font, character) => {
  if (font === 'emoji') return /[😀🔧]/u.test(character);
  if (font === 'han') return /[水泵ー。]/u.test(character);
  if (font === 'hangul') return /[펌프]/u.test(character);
  if (font === 'thai' || font === 'devanagari') return true;
  return /[a-z →⚠😀\n]/u.test(character);
};
const runs = (text: string) => runsOf(text, 'regular', has).map(({ text: part, font }) => [part, font]);

describe('a text in several scripts', () => {
  it.each([
    ['plain → words', [['plain → words', 'regular']]],
    [
      'a 水泵 b',
      [
        ['a ', 'regular'],
        ['水泵', 'han'],
        [' b', 'regular'],
      ],
    ],
    ['ポンプー。'.slice(-2), [['ー。', 'han']]],
    [
      '펌프 a',
      [
        ['펌프', 'hangul'],
        [' a', 'regular'],
      ],
    ],
    [
      'fix 🔧\nnow',
      [
        ['fix ', 'regular'],
        ['🔧', 'emoji'],
        ['\nnow', 'regular'],
      ],
    ],
    [
      'a picture has its own font 😀',
      [
        ['a picture has its own font ', 'regular'],
        ['😀', 'emoji'],
      ],
    ],
    ['a sign stays ⚠', [['a sign stays ⚠', 'regular']]],
    ['ปั๊ม', [['ปั๊ม', 'thai']]],
    ['क्\u200dष।', [['क्\u200dष।', 'devanagari']]],
  ])('is set in the fonts that have it: %j', (text, expected) => expect(runs(text)).toEqual(expected));

  it('leaves out pictures that no font has, and keeps a box for other characters', () => {
    expect(runs('a🫨b')).toEqual([['ab', 'regular']]);
    expect(runs('aཀb')).toEqual([['aཀb', 'regular']]);
  });
});
