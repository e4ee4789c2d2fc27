import { describe, expect, it } from '@jest/globals';
import type { Actor } from '#core';
import { nextTime } from './next-time.ts';

const actor = { timeZone: 'America/Chicago' } as Actor; // all that is read of it
const task = {
  due: '2026-06-01T14:00:00.000Z',
  dueHasTime: true,
  recurrence: 'FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0',
  recurrenceFrom: 'schedule' as const,
  startsAt: '2026-06-01T14:00:00.000Z',
  timeZone: null,
};
const next = (over: Partial<Omit<typeof task, 'recurrenceFrom'>> & { recurrenceFrom?: 'completion' }, now: string) =>
  nextTime({ ...task, ...over }, { now: new Date(now), actor })?.next?.due;

describe('the next time of a task that repeats', () => {
  it('is a week on when it is done on its day', () => {
    expect(next({}, '2026-06-01T15:00:00Z')).toBe('2026-06-08T14:00:00.000Z');
  });

  it('skips what was missed when it is done late', () => {
    expect(next({}, '2026-06-18T15:00:00Z')).toBe('2026-06-22T14:00:00.000Z');
  });

  it('is not the time it was done for when it is done early', () => {
    expect(next({}, '2026-05-30T15:00:00Z')).toBe('2026-06-08T14:00:00.000Z');
  });

  it('keeps its wall clock when the clocks change', () => {
    expect(next({ due: '2026-10-26T14:00:00.000Z' }, '2026-10-26T15:00:00Z')).toBe('2026-11-02T15:00:00.000Z');
  });

  it('keeps to every other week, however late it was done', () => {
    const recurrence = 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;BYHOUR=9;BYMINUTE=0';
    expect(next({ recurrence }, '2026-06-09T15:00:00Z')).toBe('2026-06-15T14:00:00.000Z');
  });

  it('is none after the last of so many times', () => {
    expect(
      nextTime(
        { ...task, recurrence: `${task.recurrence};COUNT=2`, due: '2026-06-08T14:00:00.000Z' },
        { now: new Date('2026-06-08T15:00:00Z'), actor },
      ),
    ).toMatchObject({ next: null });
  });

  it.each([
    ['FREQ=DAILY;INTERVAL=3', '2026-06-10T20:00:00Z', '2026-06-13T14:00:00.000Z'],
    ['FREQ=DAILY;INTERVAL=3', '2026-06-11T04:30:00Z', '2026-06-13T14:00:00.000Z'], // still the 10th in Chicago
    ['FREQ=MONTHLY', '2026-01-31T20:00:00Z', '2026-02-28T15:00:00.000Z'],
    ['FREQ=WEEKLY;BYDAY=MO', '2026-06-10T20:00:00Z', '2026-06-15T14:00:00.000Z'],
    ['FREQ=HOURLY;INTERVAL=8', '2026-06-10T20:00:00Z', '2026-06-11T04:00:00.000Z'],
    ['FREQ=DAILY;INTERVAL=3;BYHOUR=9;BYMINUTE=0', '2026-03-06T20:00:00Z', '2026-03-09T14:00:00.000Z'], // over the spring change
  ])('counts %s from when it was done, on the wall clock', (recurrence, done, due) => {
    expect(next({ recurrence, recurrenceFrom: 'completion' }, done)).toBe(due);
  });

  it('is a day without a time where only the day was said', () => {
    const over = { recurrence: 'FREQ=DAILY;INTERVAL=3', recurrenceFrom: 'completion' as const, dueHasTime: false };
    expect(next(over, '2026-06-10T20:00:00Z')).toBe('2026-06-13T05:00:00.000Z');
  });
});
