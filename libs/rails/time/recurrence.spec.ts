import { describe, expect, it } from '@jest/globals';
import { readTime } from './index.ts';

const WEDNESDAY = { now: new Date('2026-06-03T10:15:00-05:00'), timeZone: 'America/Chicago' };
const WORKDAYS = 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR';

describe('a repetition', () => {
  it.each([
    ['every monday at 9', 'FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0', '2026-06-08'],
    ['daily at 6:30 am', 'FREQ=DAILY;BYHOUR=6;BYMINUTE=30', '2026-06-04'],
    ['daily', 'FREQ=DAILY', '2026-06-04'],
    ['in the yard each morning', 'FREQ=DAILY;BYHOUR=9;BYMINUTE=0', '2026-06-04'],
    ['nightly at 10', 'FREQ=DAILY;BYHOUR=22;BYMINUTE=0', '2026-06-03'],
    ['every day at 7 am, noon and 5 pm', 'FREQ=DAILY;BYHOUR=7,12,17;BYMINUTE=0', '2026-06-03'],
    ['every other day at 8am', 'FREQ=DAILY;INTERVAL=2;BYHOUR=8;BYMINUTE=0', '2026-06-04'],
    ['weekdays at 6am', `${WORKDAYS};BYHOUR=6;BYMINUTE=0`, '2026-06-04'],
    ['mon-fri', WORKDAYS, '2026-06-04'],
    ['every tue thru thu', 'FREQ=WEEKLY;BYDAY=TU,WE,TH', '2026-06-04'],
    ['mondays and fridays', 'FREQ=WEEKLY;BYDAY=MO,FR', '2026-06-05'],
    ['every monday and every friday at 8am', 'FREQ=WEEKLY;BYDAY=MO,FR;BYHOUR=8;BYMINUTE=0', '2026-06-05'],
    ['every other friday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR', '2026-06-05'],
    ['every 2 weeks on tue and thu', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH', '2026-06-04'],
    ['once a week on saturday', 'FREQ=WEEKLY;BYDAY=SA', '2026-06-06'],
    ['biweekly', 'FREQ=WEEKLY;INTERVAL=2', '2026-06-17'],
    ['first monday of the month', 'FREQ=MONTHLY;BYDAY=1MO', '2026-07-06'],
    ['last friday of every month at 2pm', 'FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=14;BYMINUTE=0', '2026-06-26'],
    ['on the 1st of every month', 'FREQ=MONTHLY;BYMONTHDAY=1', '2026-07-01'],
    ['every 15th', 'FREQ=MONTHLY;BYMONTHDAY=15', '2026-06-15'],
    ['every 3 months', 'FREQ=MONTHLY;INTERVAL=3', '2026-09-03'],
    ['quarterly', 'FREQ=MONTHLY;INTERVAL=3', '2026-09-03'],
    ['every year on november 2nd', 'FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=2', '2026-11-02'],
    ['every friday until june 30', 'FREQ=WEEKLY;BYDAY=FR;UNTIL=20260630', '2026-06-05'],
    ['every day for 6 weeks', 'FREQ=DAILY;UNTIL=20260715', '2026-06-04'],
    ['daily for the next ten days', 'FREQ=DAILY;COUNT=10', '2026-06-04'],
    ['every thursday 5 times', 'FREQ=WEEKLY;BYDAY=TH;COUNT=5', '2026-06-04'],
    ['every day at 9 starting monday', 'FREQ=DAILY;BYHOUR=9;BYMINUTE=0', '2026-06-08'],
  ])('reads "%s"', (text, recurrence, dtstart) => {
    expect(readTime(`drain the separator ${text}`, WEDNESDAY)).toMatchObject({ recurrence, dtstart });
  });

  it('fires first at the next occurrence', () => {
    expect(readTime('drain it every monday at 9', WEDNESDAY)?.due).toBe('2026-06-08T09:00:00-05:00');
    expect(readTime('drain it every 2 hours', WEDNESDAY)?.due).toBe('2026-06-03T12:15:00-05:00');
    expect(readTime('drain it every 2 hours starting at 11', WEDNESDAY)?.due).toBe('2026-06-03T11:00:00-05:00');
  });

  it('is what a reminder is said to be, not what a report is', () => {
    expect(readTime('set a weekly reminder to drain it', WEDNESDAY)?.recurrence).toBe('FREQ=WEEKLY');
    expect(readTime('send a weekly report', WEDNESDAY)).toBeUndefined();
  });

  it('finds its hour elsewhere in the message', () => {
    expect(readTime('every monday have sam drain it at 9', WEDNESDAY)?.recurrence).toBe('FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0'); // prettier-ignore
  });

  it('is not made of clocks that one rule cannot hold', () => {
    expect(readTime('daily at 8:15 am and 5 pm', WEDNESDAY)).toMatchObject({ problem: 'ambiguous' });
  });
});
