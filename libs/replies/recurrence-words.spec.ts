import { describe, expect, it } from '@jest/globals';
import { en } from './en.ts';
import { es } from './es.ts';
import { recurrenceWords } from './recurrence-words.ts';

const inEnglish = { locale: en.locale, words: en.repeats };
const inSpanish = { locale: es.locale, words: es.repeats };

describe('a repetition in words', () => {
  it.each([
    ['FREQ=DAILY', 'every day', 'cada día'],
    ['FREQ=DAILY;INTERVAL=3', 'every 3 days', 'cada 3 días'],
    ['FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0', 'every Monday', 'cada lunes'],
    ['FREQ=WEEKLY;BYDAY=MO,FR', 'every Monday and Friday', 'cada lunes y viernes'],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'every weekday', 'de lunes a viernes'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=FR', 'every 2 weeks on Friday', 'cada 2 semanas el viernes'],
    ['FREQ=MONTHLY;BYMONTHDAY=15', 'every month on the 15th', 'cada mes el 15'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', 'every month on the last day', 'cada mes el último día'],
    ['FREQ=MONTHLY;BYDAY=1MO', 'every month on the first Monday', 'cada mes el primer lunes'],
    ['FREQ=MONTHLY;BYDAY=-1FR', 'every month on the last Friday', 'cada mes el último viernes'],
    ['FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=2', 'every year on 2 November', 'cada año el 2 de noviembre'],
    ['FREQ=DAILY;BYHOUR=7,17;BYMINUTE=0', 'every day at 07:00 and 17:00', 'cada día a las 07:00 y 17:00'],
    ['FREQ=WEEKLY;BYDAY=TH;COUNT=5', 'every Thursday 5 times', 'cada jueves 5 veces'],
    ['FREQ=DAILY;UNTIL=20260630', 'every day until 30 Jun 2026', 'cada día hasta el 30 jun 2026'],
    ['FREQ=HOURLY;INTERVAL=2', 'every 2 hours', 'cada 2 horas'],
  ])('says %s as people do', (rule, english, spanish) => {
    expect(recurrenceWords(rule, 'schedule', inEnglish)).toBe(english);
    expect(recurrenceWords(rule, 'schedule', inSpanish)).toBe(spanish);
  });

  it('says what it is counted from', () => {
    expect(recurrenceWords('FREQ=DAILY;INTERVAL=3', 'completion', inEnglish)).toBe('3 days after it is done');
    expect(recurrenceWords('FREQ=WEEKLY', 'completion', inSpanish)).toBe('1 semana después de hacerla');
  });
});
