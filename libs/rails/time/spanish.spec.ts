import { describe, expect, it } from '@jest/globals';
import { readTime } from './index.ts';

const WEDNESDAY = { now: new Date('2026-06-03T10:15:00-05:00'), timeZone: 'America/Chicago' };

describe('Spanish', () => {
  it.each([
    ['mañana a las 3', '2026-06-04T15:00:00-05:00'],
    ['pasado mañana a mediodía', '2026-06-05T12:00:00-05:00'],
    ['el lunes a las 9 de la mañana', '2026-06-08T09:00:00-05:00'],
    ['hoy a las tres y cuarto', '2026-06-03T15:15:00-05:00'],
    ['a las cuatro menos diez', '2026-06-03T15:50:00-05:00'],
    ['a la una', '2026-06-03T13:00:00-05:00'],
    ['mañana por la mañana', '2026-06-04T09:00:00-05:00'],
    ['esta noche', '2026-06-03T20:00:00-05:00'],
    ['dentro de dos horas', '2026-06-03T12:15:00-05:00'],
    ['en 20 minutos', '2026-06-03T10:35:00-05:00'],
    ['el viernes', '2026-06-05T00:00:00-05:00'],
    ['la semana que viene', '2026-06-08T00:00:00-05:00'],
    ['antes del 15 de agosto', '2026-08-15T00:00:00-05:00'],
    ['el próximo martes', '2026-06-09T00:00:00-05:00'],
    ['a fin de mes', '2026-06-30T00:00:00-05:00'],
  ])('reads "%s"', (text, due) => {
    expect(readTime(`avísale a Pedro ${text}`, WEDNESDAY)?.due).toBe(due);
  });

  it.each([
    ['todos los lunes a las 9', 'FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0'],
    ['cada 15 días', 'FREQ=DAILY;INTERVAL=15'],
    ['cada mañana', 'FREQ=DAILY;BYHOUR=9;BYMINUTE=0'],
    ['cada noche a las 10', 'FREQ=DAILY;BYHOUR=22;BYMINUTE=0'],
    ['entre semana a las 6 am', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=6;BYMINUTE=0'],
    ['los martes y jueves', 'FREQ=WEEKLY;BYDAY=TU,TH'],
    ['cada dos semanas los viernes', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR'],
    ['el primer lunes de cada mes', 'FREQ=MONTHLY;BYDAY=1MO'],
    ['el 1 de cada mes', 'FREQ=MONTHLY;BYMONTHDAY=1'],
    ['cada viernes hasta el 30 de junio', 'FREQ=WEEKLY;BYDAY=FR;UNTIL=20260630'],
  ])('reads "%s" as a repetition', (text, recurrence) => {
    expect(readTime(`revisar el aceite ${text}`, WEDNESDAY)?.recurrence).toBe(recurrence);
  });

  it.each(['15 minutos antes de la junta', 'antes del turno', 'después del almuerzo'])(
    'leaves "%s" to its event',
    (text) => {
      expect(readTime(`avísame ${text}`, WEDNESDAY)).toMatchObject({ problem: 'event_relative' });
    },
  );

  it('asks whether 3/8 is a day in August or in March', () => {
    expect(readTime('entregar el 3/8', WEDNESDAY)?.readings).toEqual(['2026-08-03T00:00:00-05:00', '2027-03-08T00:00:00-06:00']); // prettier-ignore
  });

  it('is read inside an English sentence, and English inside a Spanish one', () => {
    expect(readTime('remind me mañana at 3 to order rebar', WEDNESDAY)?.due).toBe('2026-06-04T15:00:00-05:00');
    expect(readTime('recuérdame llamar al proveedor tomorrow', { ...WEDNESDAY, language: 'es' })?.due).toBe('2026-06-04T00:00:00-05:00'); // prettier-ignore
  });
});
