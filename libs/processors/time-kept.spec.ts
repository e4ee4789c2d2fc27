import { describe, expect, it } from '@jest/globals';
import type { Task } from '#core';
import { putOff } from './time-kept.ts';

const at = { now: new Date('2026-06-03T15:00:00Z'), timeZone: 'UTC' };
const by = { unit: 'day', count: 2 } as const;
const task = (due: string | null, dueHasTime = true) => ({ due, dueHasTime, timeZone: 'UTC' }) as Task; // nothing else is read
const later = (due: string | null, dueHasTime?: boolean) => putOff({ by }, task(due, dueHasTime), at).due;

describe('what is put off by two days', () => {
  it('is due two days after it was to be', () => {
    expect(later('2026-06-10T09:00:00Z')).toBe('2026-06-12T09:00:00.000Z');
  });

  it('is due two days from today where that is over, at its own time of day', () => {
    expect(later('2026-05-20T09:00:00Z')).toBe('2026-06-05T09:00:00.000Z');
    expect(later('2026-05-20T00:00:00Z', false)).toBe('2026-06-05T00:00:00.000Z');
    expect(later(null)).toBe('2026-06-05T00:00:00.000Z');
  });
});
