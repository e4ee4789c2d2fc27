import { describe, expect, it } from '@jest/globals';
import { spanOfDay, timeOfDay } from './clock.ts';

describe('a span of the day', () => {
  it.each([
    ['22:00-06:00', '22:00', '06:00'],
    ['10pm to 6am', '22:00', '06:00'],
    ['10 to 6', '22:00', '06:00'],
    ['22 to 6', '22:00', '06:00'],
    ['8am-5pm', '08:00', '17:00'],
    ['08:00 to 17:00', '08:00', '17:00'],
    ['9:30 p.m. until 5:45 a.m.', '21:30', '05:45'],
    ['12am to 6', '00:00', '06:00'],
    ['midnight to 6', '00:00', '06:00'],
    ['de 10 de la noche a 6 de la mañana', '22:00', '06:00'],
  ])('%s', (words, from, until) => {
    expect(spanOfDay(words)).toEqual({ from, until });
  });

  it.each(['ten', '22:00', '22:00-06:00-08:00', '25:00-06:00', '10:75 to 6'])('"%s" is none', (words) => {
    expect(spanOfDay(words)).toBeUndefined();
  });
});

describe('a time of day', () => {
  it.each([
    ['7', '07:00'],
    ['7am', '07:00'],
    ['6:30', '06:30'],
    ['6 pm', '18:00'],
    ['a las 6 de la tarde', '18:00'],
    ['noon', '12:00'],
    ['12', '12:00'],
    ['00:00', '00:00'],
    ['24:00', '00:00'],
  ])('%s', (words, time) => {
    expect(timeOfDay(words)).toBe(time);
  });
});
