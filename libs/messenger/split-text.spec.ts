import { describe, expect, it } from '@jest/globals';
import { splitText } from './split-text.ts';

describe('splitting a text for a chat', () => {
  it('leaves a short text as it is', () => {
    expect(splitText('hello')).toEqual(['hello']);
  });

  it('cuts at line ends and loses no line', () => {
    const lines = Array.from({ length: 100 }, (_, i) => `line ${i} ${'x'.repeat(20)}`);
    const parts = splitText(lines.join('\n'), 300);
    expect(parts.every((part) => part.length <= 300)).toBe(true);
    expect(parts.join('\n').split('\n')).toEqual(lines);
  });

  it('never cuts an emoji in two', () => {
    const parts = splitText('👷'.repeat(50), 31);
    expect(parts.join('')).toBe('👷'.repeat(50));
    expect(parts.every((part) => part.isWellFormed())).toBe(true);
  });
});
