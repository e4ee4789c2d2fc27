import { describe, expect, it } from '@jest/globals';
import { pastTimeIn } from './past-time.ts';

/** Wednesday, 25 November, ten in the morning in Texas. */
const NOW = new Date('2026-11-25T16:00:00Z');
const spanOf = (text: string) => {
  const time = pastTimeIn(text, NOW, 'America/Chicago');
  const day = (iso?: string) =>
    iso && new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Chicago' }).format(new Date(iso));
  return time && [time.words, day(time.from), day(time.to)];
};

describe('the time a question is about', () => {
  it.each([
    ['what did we do last week?', 'last week', '2026-11-16', '2026-11-23'],
    ['¿qué hicimos la semana pasada?', 'la semana pasada', '2026-11-16', '2026-11-23'],
    ['what happened yesterday at Crockett', 'yesterday', '2026-11-24', '2026-11-25'],
    ['¿qué pasó anteayer?', 'anteayer', '2026-11-23', '2026-11-24'],
    ['what did I do this week', 'this week', '2026-11-23', '2026-11-30'],
    ['anything in the last 3 days', 'in the last 3 days', '2026-11-22', '2026-11-26'],
    ['en los últimos dos meses', 'en los últimos dos meses', '2026-09-25', '2026-11-26'],
    ['the leak 3 days ago', '3 days ago', '2026-11-22', '2026-11-23'],
    ['hace 2 semanas', 'hace 2 semanas', '2026-11-09', '2026-11-16'],
    ['what was done on Monday', 'on Monday', '2026-11-23', '2026-11-24'],
    ['el viernes pasado', 'el viernes pasado', '2026-11-20', '2026-11-21'],
    ['the invoice from June', 'from June', '2026-06-01', '2026-07-01'],
    ['en diciembre', 'en diciembre', '2025-12-01', '2026-01-01'],
    ['in March 2024', 'in March 2024', '2024-03-01', '2024-04-01'],
    ['on 2026-03-07', 'on 2026-03-07', '2026-03-07', '2026-03-08'],
    ['last year', 'last year', '2025-01-01', '2026-01-01'],
    ['el mes pasado', 'el mes pasado', '2026-10-01', '2026-11-01'],
  ])('%s', (text, words, from, to) => {
    expect(spanOf(text)).toEqual([words, from, to]);
  });

  it.each([
    ['since Monday', 'since Monday', '2026-11-23'],
    ['desde ayer', 'desde ayer', '2026-11-24'],
    ['since June', 'since June', '2026-06-01'],
  ])('%s lasts until now', (text, words, from) => {
    expect(spanOf(text)).toEqual([words, from, undefined]);
  });

  it.each(['find the generator manual', 'may the pump rest', 'when did we last check it', 'todayish', 'march on'])(
    '%s says no time',
    (text) => expect(spanOf(text)).toBeUndefined(),
  );

  it('starts at midnight where the speaker is, also when the clocks change', () => {
    const time = pastTimeIn('on 2026-03-08', NOW, 'America/Chicago');
    expect(time).toMatchObject({ from: '2026-03-08T06:00:00.000Z', to: '2026-03-09T05:00:00.000Z' });
  });
});
