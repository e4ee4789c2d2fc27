import { expect, it } from '@jest/globals';
import { readTime } from './index.ts';

const OPTIONS = { now: new Date('2026-06-03T10:15:00-05:00'), timeZone: 'America/Chicago' };

it.each([
  'six boxes of 3/8 lag bolts', 'cut the 1/2 inch conduit', 'open well 12-3', 'close #42', 'lockout at Unit 5', 'sector 7 is flooded',
  'ring 555-0142 about the pump', 'fax 432-555-0199', 'charge the sat phone', 'order sun screen', 'they sat on it', 'you may leave', 'we may want 3 trucks',
  'the second valve leaks', 'use a second coat', 'march over to the office', 'hold it at 1500', 'keep the pressure at 80 psi', 'unload at 5 main street',
  'leaks at 12 sites', 'tank 4 at 30%', 'lower it by 5', 'a 2 by 4', 'torque to 3/4 turn', '10-15 bags of cement', 'replace 4 to 6 valves',
  'it took 20 minutes', 'the pump ran for 3 hours', '2 hours of overtime for joe', 'we have 2 days of diesel left', 'good morning everyone', 'night shift needs gloves',
  'the morning crew has left', "friday's report is missing", 'prep the monday meeting room', 'what is the 3pm meeting about', 'mix it 1:1', 'ratio 1:50',
  '12:30 truck is late', 'ip 10.0.0.1', 'version 2.10.3', '$5.30 each', 'serial 2020-12-05', 'ask june about it', 'april has the keys', 'black friday sale sign',
  'every valve must be tagged', 'daily report for the north pad', 'weekly meeting notes', 'everyday tools', 'each pump', 'https://x.test/2026/06/3-pm-gif',
  'add lights to the christmas list', 'buy candy for halloween decorations', 'revisa la bomba 3', 'agrega 2 cajas de tornillos de 3/8', 'cada válvula', 'el reporte diario del sitio', 'una segunda mano de pintura', 'buenas tardes', 'llego tarde',
])('reads no time in "%s"', (text) => {
  expect(readTime(text, OPTIONS)).toBeUndefined();
}); // prettier-ignore
