import { expect, it } from '@jest/globals';
import { dateFormat } from './date-format.ts';

const AT = new Date('2026-06-03T22:15:00Z');
const time = (timeZone: string) => dateFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(AT);

it('makes a format once, and tells those of different zones, languages and forms apart', () => {
  expect(dateFormat('en', { timeZone: 'UTC' })).toBe(dateFormat('en', { timeZone: 'UTC' }));
  expect([time('UTC'), time('America/Chicago'), time('Asia/Kolkata')]).toEqual(['22:15', '17:15', '03:45']);
  expect(dateFormat('es', { timeZone: 'UTC', month: 'long' }).format(AT)).toBe('junio');
  expect(dateFormat('en', { timeZone: 'UTC', month: 'long' }).format(AT)).toBe('June');
});

it('lets go of those used longest ago', () => {
  const often = dateFormat('en', { timeZone: 'UTC', day: 'numeric' });
  const once = dateFormat('en', { timeZone: 'UTC', year: 'numeric' });
  for (const timeZone of Intl.supportedValuesOf('timeZone').slice(0, 150)) {
    dateFormat('en', { timeZone });
    expect(dateFormat('en', { timeZone: 'UTC', day: 'numeric' })).toBe(often);
  }
  expect(dateFormat('en', { timeZone: 'UTC', year: 'numeric' })).not.toBe(once);
});

it('knows no zone that there is not, however often it is asked', () => {
  for (let time = 0; time < 2; time += 1) expect(() => dateFormat('en', { timeZone: 'Mars/Base' })).toThrow(RangeError);
});
