import { describe, expect, it } from '@jest/globals';
import { readTime, readTimes } from './index.ts';

/** A Wednesday, a quarter past ten in the morning. */
const WEDNESDAY = { now: new Date('2026-06-03T10:15:00-05:00'), timeZone: 'America/Chicago' };

function read(text: string) {
  return readTime(text, WEDNESDAY);
}

describe('a time of day', () => {
  it.each([
    ['inspect the crane at 4:45 pm', '2026-06-03T16:45:00-05:00'],
    ['inspect the crane at 9 am', '2026-06-04T09:00:00-05:00'],
    ['ring joe at five', '2026-06-03T17:00:00-05:00'],
    ['ring joe at half past two', '2026-06-03T14:30:00-05:00'],
    ['ring joe at a quarter to six', '2026-06-03T17:45:00-05:00'],
    ['ring joe at ten to five', '2026-06-03T16:50:00-05:00'],
    ['ring joe at noon', '2026-06-03T12:00:00-05:00'],
    ['trucks roll at 1530 hrs', '2026-06-03T15:30:00-05:00'],
    ['trucks roll at 0545', '2026-06-04T05:45:00-05:00'],
    ['file it by eod', '2026-06-03T17:00:00-05:00'],
    ['file it by close of business', '2026-06-03T17:00:00-05:00'],
    ['check in at 3pm EST', '2026-06-03T14:00:00-05:00'],
  ])('reads "%s" as its next coming', (text, due) => {
    expect(read(text)).toMatchObject({ due, dueHasTime: true });
  });

  it('takes seven for the start of a shift until it has passed, then for the evening', () => {
    const dawn = { ...WEDNESDAY, now: new Date('2026-06-03T05:30:00-05:00') };
    expect(readTime('page the foreman at 7', dawn)?.due).toBe('2026-06-03T07:00:00-05:00');
    expect(read('page the foreman at 7')?.due).toBe('2026-06-03T19:00:00-05:00');
  });

  it('reads a span to its end', () => {
    const span = { due: '2026-06-04T14:00:00-05:00', end: '2026-06-04T16:00:00-05:00' };
    expect(read('block the road tomorrow 2-4pm')).toMatchObject(span);
    expect(read('block the road from 2 to 4 tomorrow')).toMatchObject(span);
  });
});

describe('a day', () => {
  it.each([
    ['pour the slab tomorrow', '2026-06-04'],
    ['pour the slab the day after tomorrow', '2026-06-05'],
    ['pour the slab on wednesday', '2026-06-10'],
    ['pour the slab this wednesday', '2026-06-03'],
    ['pour the slab friday', '2026-06-05'],
    ['pour the slab next friday', '2026-06-12'],
    ['pour the slab thrusday', '2026-06-04'],
    ['pour the slab on the 9th', '2026-06-09'],
    ['pour the slab on the 2nd', '2026-07-02'],
    ['pour the slab friday the 12th', '2026-06-12'],
    ['pour the slab by may 14', '2027-05-14'],
    ['pour the slab on 7/21', '2026-07-21'],
    ['pour the slab 2026-08-30', '2026-08-30'],
    ['pour the slab in ten days', '2026-06-13'],
    ['pour the slab two weeks from friday', '2026-06-19'],
    ['pour the slab the second tuesday of july', '2026-07-14'],
    ['pour the slab at the end of the month', '2026-06-30'],
    ['pour the slab next week', '2026-06-08'],
    ['pour the slab this weekend', '2026-06-06'],
  ])('reads "%s"', (text, date) => {
    expect(read(text)).toMatchObject({ due: `${date}T00:00:00-05:00`, dueHasTime: false });
  });
});

describe('a day and a time', () => {
  it.each([
    ['tomorrow by 10:50 am', '2026-06-04T10:50:00-05:00'],
    ['friday morning at 6', '2026-06-05T06:00:00-05:00'],
    ['tonight at 9', '2026-06-03T21:00:00-05:00'],
    ['first thing monday', '2026-06-08T08:00:00-05:00'],
    ['by tomorrow afternoon', '2026-06-04T15:00:00-05:00'],
    ['mon june 8th, 3pm', '2026-06-08T15:00:00-05:00'],
    ['in an hour and a half', '2026-06-03T11:45:00-05:00'],
    ['in twenty five minutes', '2026-06-03T10:40:00-05:00'],
  ])('reads "%s"', (text, due) => {
    expect(read(`tell the crew ${text}`)).toMatchObject({ due, dueHasTime: true });
  });

  it.each(['snooze for 20 minutes', 'snooze it for 20 minutes', 'snooze 20 min', 'set a timer for twenty minutes'])(
    'takes the length in "%s" for a delay',
    (text) => expect(read(text)?.due).toBe('2026-06-03T10:35:00-05:00'),
  );

  it('leaves the rest of the message alone', () => {
    const text = 'remind me to grease the hoist tomorrow at 3pm with the 3/8 fittings';
    const reading = read(text);
    expect(reading?.text).toBe('tomorrow at 3pm');
    expect(text.slice(reading?.start, reading?.endOffset)).toBe('tomorrow at 3pm');
  });

  it('puts stretches together that complete each other', () => {
    const text = 'tomorrow have ana check the forms at 2';
    const reading = read(text);
    expect(reading?.due).toBe('2026-06-04T14:00:00-05:00');
    expect(reading?.ranges.map(({ start, end }) => text.slice(start, end))).toEqual(['tomorrow', 'at 2']);
  });

  it('gives each expression by itself when a message holds several', () => {
    const dues = readTimes('ring sam at 4 pm; order gravel by friday', WEDNESDAY).map(({ due }) => due);
    expect(dues).toEqual(['2026-06-03T16:00:00-05:00', '2026-06-05T00:00:00-05:00']);
  });
});

describe('what is not resolved', () => {
  it.each([
    '25 minutes before', 'half an hour before the pour', 'an hour prior to the inspection', 'ping us 10 mins before my 3pm call tomorrow',
    'after the shift', 'before kickoff', 'the evening before', 'two days ahead of the delivery', 'once the meeting ends', '5 min b4 lunch',
  ])('leaves "%s" to an event nobody here knows', (text) => {
    const reading = read(`tell sam ${text}`);
    expect(reading).toMatchObject({ problem: 'event_relative' });
    expect(reading?.due).toBeUndefined();
  }); // prettier-ignore

  it.each([
    ['tomorrow at midnight', ['2026-06-04T00:00:00-05:00', '2026-06-05T00:00:00-05:00']],
    ['tomorrow at 2 or 3 pm', ['2026-06-04T14:00:00-05:00', '2026-06-04T15:00:00-05:00']],
    ['monday june 9', ['2026-06-09T00:00:00-05:00', '2026-06-15T00:00:00-05:00']],
  ])('asks which is meant by "%s"', (text, readings) => {
    expect(read(text)).toMatchObject({ problem: 'ambiguous', readings });
  });

  it.each(['twice a week', 'monday and thursday at 9', 'from the 13th to the 15th'])(
    'has no one answer for "%s"',
    (text) => {
      expect(read(text)).toMatchObject({ problem: 'ambiguous', readings: [] });
    },
  );

  it.each(['yesterday', 'two days ago', 'last thursday', 'today at 9 am'])('says that "%s" is past', (text) => {
    expect(read(text)).toMatchObject({ problem: 'past' });
  });
});
