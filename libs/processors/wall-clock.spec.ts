import { describe, expect, it } from '@jest/globals';
import { dayOf } from './wall-clock.ts';

describe('the day an instant falls on', () => {
  it.each([
    ['2026-06-03T15:00:00Z', 'America/Chicago', '2026-06-03T05:00:00.000Z', '2026-06-04T05:00:00.000Z'],
    ['2026-06-04T03:00:00Z', 'America/Chicago', '2026-06-03T05:00:00.000Z', '2026-06-04T05:00:00.000Z'],
    ['2026-03-08T12:00:00Z', 'America/Chicago', '2026-03-08T06:00:00.000Z', '2026-03-09T05:00:00.000Z'],
    ['2026-11-01T12:00:00Z', 'America/Chicago', '2026-11-01T05:00:00.000Z', '2026-11-02T06:00:00.000Z'],
    ['2026-12-31T20:00:00Z', 'Asia/Kathmandu', '2026-12-31T18:15:00.000Z', '2027-01-01T18:15:00.000Z'],
    ['2026-06-03T15:00:00Z', 'UTC', '2026-06-03T00:00:00.000Z', '2026-06-04T00:00:00.000Z'],
  ])('%s in %s', (at, zone, start, end) => {
    const day = dayOf(new Date(at), zone);
    expect([day.start.toISOString(), day.end.toISOString()]).toEqual([start, end]);
  });
});
