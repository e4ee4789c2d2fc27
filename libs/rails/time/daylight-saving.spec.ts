import { describe, expect, it } from '@jest/globals';
import { nextOccurrence, readTime } from './index.ts';

describe('a clock that is set', () => {
  it.each([
    ['skips half past two in spring', 'tomorrow at 2:30 am', '2026-03-07T12:00:00-06:00', 'America/Chicago', '2026-03-08T03:30:00-05:00'],
    ['takes the first of two half past ones in autumn', 'tomorrow at 1:30 am', '2026-10-31T12:00:00-05:00', 'America/Chicago', '2026-11-01T01:30:00-05:00'],
    ['is moved by half an hour on Lord Howe', 'tomorrow at 2:10 am', '2026-10-03T12:00:00+10:30', 'Australia/Lord_Howe', '2026-10-04T02:40:00+11:00'],
    ['stands still in Phoenix', 'tomorrow at 2:30 am', '2026-03-07T12:00:00-07:00', 'America/Phoenix', '2026-03-08T02:30:00-07:00'],
    ['is left behind by hours that elapse', 'in 23 hours', '2026-03-07T12:00:00-06:00', 'America/Chicago', '2026-03-08T12:00:00-05:00'],
    ['is kept by days', 'by noon tomorrow', '2026-03-07T12:00:00-06:00', 'America/Chicago', '2026-03-08T12:00:00-05:00'],
    ['may have no midnight', 'tomorrow', '2026-04-23T12:00:00+02:00', 'Africa/Cairo', '2026-04-24T01:00:00+03:00'],
  ])('%s', (_, text, now, timeZone, due) => {
    expect(readTime(`start the heater ${text}`, { now: new Date(now), timeZone })?.due).toBe(due);
  }); // prettier-ignore
});

describe('the next occurrence', () => {
  const nightly = { dtstart: '2026-01-01T02:30:00', timeZone: 'America/Chicago' };
  const next = (rule: string, options: { dtstart: string; timeZone: string; after: string }) =>
    nextOccurrence(rule, { ...options, after: new Date(options.after) })?.toISOString();

  it('fires a daily 02:30 at 03:30 on the day that has none, and at 02:30 again after', () => {
    const rule = 'FREQ=DAILY;BYHOUR=2;BYMINUTE=30';
    expect(next(rule, { ...nightly, after: '2026-03-07T12:00:00Z' })).toBe('2026-03-08T08:30:00.000Z');
    expect(next(rule, { ...nightly, after: '2026-03-08T08:30:00Z' })).toBe('2026-03-09T07:30:00.000Z');
  });

  it('fires a daily 01:30 once on the day that has two', () => {
    const rule = 'FREQ=DAILY;BYHOUR=1;BYMINUTE=30';
    expect(next(rule, { ...nightly, after: '2026-10-31T12:00:00Z' })).toBe('2026-11-01T06:30:00.000Z');
    expect(next(rule, { ...nightly, after: '2026-11-01T06:30:00Z' })).toBe('2026-11-02T07:30:00.000Z');
  });

  it('lets hours elapse across the change', () => {
    const start = { dtstart: '2026-03-07T23:00:00-06:00', timeZone: 'America/Chicago' };
    expect(next('FREQ=HOURLY;INTERVAL=2', { ...start, after: '2026-03-08T07:30:00Z' })).toBe('2026-03-08T09:00:00.000Z'); // prettier-ignore
  });

  it('ends after the last day of UNTIL, in the zone, and after COUNT firings', () => {
    const rule = 'FREQ=DAILY;BYHOUR=21;BYMINUTE=0';
    const start = { dtstart: '2026-06-01', timeZone: 'America/Chicago' };
    expect(next(`${rule};UNTIL=20260603`, { ...start, after: '2026-06-03T12:00:00Z' })).toBe('2026-06-04T02:00:00.000Z'); // prettier-ignore
    expect(next(`${rule};UNTIL=20260603`, { ...start, after: '2026-06-04T02:00:00Z' })).toBeUndefined();
    expect(next(`${rule};COUNT=2`, { ...start, after: '2026-06-03T02:00:00Z' })).toBeUndefined();
  });

  it('finds none for a day that never comes', () => {
    expect(next('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', { ...nightly, after: '2026-06-03T12:00:00Z' })).toBeUndefined();
  });
});
