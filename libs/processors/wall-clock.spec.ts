import { describe, expect, it } from '@jest/globals';
import { dayOf, sameTimeOn } from './wall-clock.ts';

describe('the day an instant falls on', () => {
  it.each([
    ['2026-06-03T15:00:00Z', 'America/Chicago', '2026-06-03T05:00:00.000Z', '2026-06-04T05:00:00.000Z'],
    ['2026-06-04T03:00:00Z', 'America/Chicago', '2026-06-03T05:00:00.000Z', '2026-06-04T05:00:00.000Z'],
    ['2026-03-08T12:00:00Z', 'America/Chicago', '2026-03-08T06:00:00.000Z', '2026-03-09T05:00:00.000Z'],
    ['2026-11-01T12:00:00Z', 'America/Chicago', '2026-11-01T05:00:00.000Z', '2026-11-02T06:00:00.000Z'],
    ['2026-12-31T20:00:00Z', 'Asia/Kathmandu', '2026-12-31T18:15:00.000Z', '2027-01-01T18:15:00.000Z'],
    // the clocks jump over midnight
    ['2026-09-06T15:00:00Z', 'America/Santiago', '2026-09-06T04:00:00.000Z', '2026-09-07T03:00:00.000Z'],
    ['2026-06-03T15:00:00Z', 'UTC', '2026-06-03T00:00:00.000Z', '2026-06-04T00:00:00.000Z'],
  ])('%s in %s', (at, zone, start, end) => {
    const day = dayOf(new Date(at), zone);
    expect([day.start.toISOString(), day.end.toISOString()]).toEqual([start, end]);
  });
});

describe('the same time on another day', () => {
  it.each([
    ['an ordinary day', '2026-06-08T05:00:00Z', '2026-06-03T20:00:00Z', '2026-06-08T20:00:00.000Z'],
    ['after the clocks went forward', '2026-03-09T05:00:00Z', '2026-03-05T21:00:00Z', '2026-03-09T20:00:00.000Z'],
    ['at a time the clocks leave out', '2026-03-08T06:00:00Z', '2026-03-05T08:30:00Z', '2026-03-08T08:30:00.000Z'],
    ['late in the evening', '2026-06-08T05:00:00Z', '2026-06-04T04:30:00Z', '2026-06-09T04:30:00.000Z'],
  ])('%s', (_, day, time, expected) => {
    const timeZone = 'America/Chicago';
    expect(sameTimeOn({ at: new Date(day), timeZone }, { at: new Date(time), timeZone }).toISOString()).toBe(expected);
  });

  it('is that of the zone of the time, on the day of the zone of the day', () => {
    const day = { at: new Date('2026-06-08T05:00:00Z'), timeZone: 'America/Chicago' };
    const time = { at: new Date('2026-06-03T15:00:00Z'), timeZone: 'America/Denver' };
    expect(sameTimeOn(day, time).toISOString()).toBe('2026-06-08T15:00:00.000Z');
  });
});
