import { describe, expect, it } from '@jest/globals';
import { AppError } from '#core';
import { inWords } from './end-in-words.ts';

describe('the end of the process', () => {
  it('is told in a sentence when a setting is missing', () => {
    expect(inWords(new AppError('invalid', 'settings: SUPABASE_KEY is missing'))).toBe(
      'FLRTS did not start: settings: SUPABASE_KEY is missing',
    );
  });

  it('names the port that is in use, and what to do', () => {
    const error = Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE', port: 8000 });
    expect(inWords(error)).toBe('FLRTS did not start: port 8000 is in use. Stop what uses it, or set PORT.');
  });

  it('keeps the stack of what nobody foresaw', () => {
    expect(inWords(new TypeError('x is undefined'))).toContain('TypeError: x is undefined');
  });
});
