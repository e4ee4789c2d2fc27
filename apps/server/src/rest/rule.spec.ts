import { describe, expect, it } from '@jest/globals';
import { RULE } from './rule.ts';

describe('a rule of repetition', () => {
  it.each([
    'FREQ=DAILY',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH',
    'FREQ=MONTHLY;BYDAY=1MO;BYHOUR=9;BYMINUTE=0',
    'FREQ=DAILY;COUNT=3',
    'FREQ=DAILY;UNTIL=20270101',
  ])('may be %s', (rule) => expect(rule).toMatch(RULE));

  it.each([
    '',
    'FREQ=BANANA',
    'FREQ=SECONDLY',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=WEEKLY;BYDAY=XX',
    'INTERVAL=2',
    'FREQ=DAILY;',
  ])('may not be %j', (rule) => expect(rule).not.toMatch(RULE));
});
