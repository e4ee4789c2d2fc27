import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReminderClock } from '../libs/delivery/reminder-clock.ts';
import { MakingRounds } from '../libs/delivery/rounds.ts';
import { itemsIn, type Product, rest, startProduct } from './product.ts';

let product: Product;
const keys: Record<string, string> = {};
/** A Friday, later in the day with everything that is said. */
let at = Date.parse('2026-11-27T06:00:00-06:00');

beforeAll(async () => {
  product = await startProduct();
  // the day is another than the clock’s
  await rest(product, ReminderClock, MakingRounds);
  await product.ask('POST', '/v1/sites', { name: 'North Yard' });
  await product.ask('POST', '/v1/sites', { name: 'La Noria' });
  const crew = [
    { name: 'Frank Foreman', aliases: ['frank'], role: 'manager' },
    { name: 'Joel Ramos', aliases: ['joel'] },
    { name: 'Maria Lopez', aliases: ['maria'] },
    { name: 'Dave Stone', aliases: ['dave'] },
    { name: 'Lupe Díaz', aliases: ['lupe'], language: 'es' },
    { name: 'Beto Ruiz', aliases: ['beto'] },
  ];
  for (const person of crew) {
    const { body } = await product.ask('POST', '/v1/people', person);
    const key = await product.ask('POST', '/v1/keys', { name: 'phone', personId: body['id'] });
    keys[person.aliases[0] ?? ''] = String(key.body['key']);
  }
});
afterAll(() => product.close());

async function say(who: string, text: string): Promise<string> {
  at += 60_000;
  const message = { text, at: new Date(at).toISOString() };
  const key = { authorization: `Bearer ${keys[who]}` };
  const { body } = await product.ask('POST', '/v1/messages', message, key);
  return itemsIn(body, 'replies')
    .map((reply) => String(reply['text']))
    .join('\n');
}

const CHECK = '#1 check the generator at Crockett';

describe('a day of a foreman and his crew', () => {
  it.each([
    ['frank', "what's on for today", 'There are no open tasks due today, Fri 27 Nov.'],
    [
      'frank',
      '@joel check the generator at Crockett by 10am',
      `✅ Task ${CHECK}\n👤 Joel Ramos · 📍 Crockett · 🕒 today, Fri 27 Nov, 10:00`,
    ],
    [
      'frank',
      '@maria @dave unload the truck at North Yard this afternoon',
      /^✅ Task #2 unload the truck at North Yard\n👤 Maria Lopez, Dave Stone/,
    ],
    [
      'frank',
      'tell dave to fix the gate at Crockett tomorrow, high priority',
      /^✅ Task #3 .*\n👤 Dave Stone · 📍 Crockett · 🕒 tomorrow, Sat 28 Nov · ❗ high priority$/,
    ],
    ['frank', 'every monday grease the pumps at North Yard', /^✅ Task #4 grease the pumps.*\n.*🔁 every Monday$/],
    [
      'frank',
      'add 2 boxes of 3/8 bolts, gloves and duct tape to the hardware list',
      /^🛒 Added to hardware \(new list\)/,
    ],
    ['frank', 'also add 5 gal of coolant', '🛒 Added to hardware: 5 gal coolant'],
    ['frank', 'remind me at 11 to call the vendor', /^⏰ I will remind you: #1 call the vendor/],
    ['frank', 'remind everyone to fill in their hours at 4pm', /^⏰ I will remind .*Dave Stone.*Joel Ramos/],
    [
      'joel',
      'what do I have today',
      `Your open tasks due today, Fri 27 Nov (1):\n▫️ ${CHECK} — 👤 Joel Ramos · 📍 Crockett · 🕒 today, Fri 27 Nov, 10:00`,
    ],
    [
      'joel',
      'at Crockett: generator 2 down since 5am, oil low, fuel 35%',
      /^📝 Report #1 📍 Crockett[\s\S]*oil: low · fuel: 35%\n⚙️ generator 2: down since 5am$/,
    ],
    ['joel', 'add to report: found a leaking hose on the cooling line', /^➕ Added to report #1/],
    ['maria', 'what does joel have', /^Joel Ramos’ open tasks \(1\):/],
    ['maria', 'got the bolts and tape', '☑️ Ticked on hardware: 2 boxes 3/8 bolts and duct tape'],
    ['maria', 'uncheck tape', '⬜ Unticked on hardware: duct tape'],
    ['dave', '#3 is blocked, waiting on parts', /⏸️ on hold .*\n📝 waiting on parts$/],
    ['dave', 'show #3', /⏸️ on hold .*\n📝 waiting on parts$/],
    ['dave', 'paint the gate after #3', '✅ Task #5 paint the gate\n⛔ blocked: waits for #3'],
    [
      'dave',
      "what's blocked",
      /^Blocked tasks \(2\):\n▫️ #3 .* ⏸️ on hold .*\n▫️ #5 paint the gate — ⛔ blocked: waits for #3$/,
    ],
    ['dave', '#5 is no longer blocked', '✏️ Changed: #5 paint the gate'],
    ['frank', 'what is open at Crockett', /^Open tasks at Crockett \(2\):/],
    ['frank', 'move #3 to monday 9am', /🕒 Mon 30 Nov, 09:00/],
    ['frank', 'give #3 to joel', /^👤 Reassigned: #3 .*\n⏸️ on hold · 👤 Joel Ramos/],
    ['frank', 'urgent tasks', 'There are no urgent open tasks.'],
    ['frank', 'reports from Crockett', /^📝 Report #1/],
    ['frank', 'make the report final', /^🔒 Final: report #1/],
    ['joel', 'add to report: replaced the hose', /^⚠️ Report #1 is final\. To change it, open it again first/],
    ['joel', "what's left for me", /^Your open tasks \(2\):/],
    ['joel', 'done 1', `✅ Done: ${CHECK}`],
    ['maria', 'make a private list gifts: candles, wine', /^📋 New list: gifts/],
    ['frank', 'who is doing what', /^Open tasks \(4\):/],
    ['frank', 'find hose', /^🔎 Found like “hose”:\n📝 #1 Crockett/],
    ['frank', "what's overdue", 'There are no overdue tasks.'],
    ['frank', 'thanks everyone', 'You are welcome.'],
    ['dave', 'see you tomorrow', /^All right\./],
  ])('%s: %s', async (who, text, answer) => {
    const said = await say(who, text);
    if (typeof answer === 'string') expect(said).toBe(answer);
    else expect(said).toMatch(answer);
  });
});

describe('un día en La Noria', () => {
  it.each([
    ['lupe', 'buenos días', /^¡Hola!/],
    ['lupe', 'qué tengo hoy', 'Usted no tiene tareas abiertas para hoy, vie 27 nov.'],
    [
      'lupe',
      '@beto revisa el generador en La Noria antes de las 10',
      /^✅ Tarea #6 revisa el generador en La Noria\n👤 Beto Ruiz · 📍 La Noria · 🕒 hoy, vie 27 nov, 10:00$/,
    ],
    [
      'lupe',
      'cada lunes engrasa las bombas en La Noria',
      /^✅ Tarea #7 .*\n📍 La Noria · 🕒 lun 30 nov · 🔁 cada lunes$/,
    ],
    [
      'lupe',
      'agrega 2 cajas de tornillos, guantes y cinta a la lista de ferretería',
      /^🛒 Agregado a ferretería \(lista nueva\)/,
    ],
    ['lupe', 'también agrega 5 galones de refrigerante', '🛒 Agregado a ferretería: 5 galones refrigerante'],
    ['lupe', 'quita la cinta de la lista de ferretería', 'Quitado de ferretería: cinta'],
    ['lupe', 'vuelve a poner la cinta en la lista de ferretería', '🛒 Agregado a ferretería: cinta'],
    [
      'beto',
      'La Noria: generador 2 apagado desde las 5, aceite bajo, diesel 35%',
      /^📝 Informe #2 📍 La Noria[\s\S]*aceite: bajo · diesel: 35%\n⚙️ generador 2: apagado desde las 5$/,
    ],
    ['beto', 'agrega al informe: encontré una manguera rota', /^➕ Agregado al informe #2[\s\S]*manguera: rota$/],
    ['beto', 'ya compré los guantes', '☑️ Marcado en ferretería: guantes'],
    ['beto', 'desmarca los guantes', '⬜ Desmarcado en ferretería: guantes'],
    ['beto', 'la 7 está bloqueada, esperando refacciones', /^📝 Anotado en #7/],
    ['beto', 'pinta la reja después de la #7', /\n⛔ bloqueada: espera a #7$/],
    ['beto', 'qué está bloqueado', /^Tareas bloqueadas \(2\):/],
    ['lupe', 'pasa la 7 al lunes a las 9', /^✏️ Cambiada: #7 .*\n.*lun 30 nov, 09:00/],
    ['frank', 'qué falta en La Noria', /^Tareas abiertas en La Noria \(2\):/],
    ['lupe', 'muéstrame la 7', /^▫️ #7 engrasa las bombas[\s\S]*\n📝 bloqueada, esperando refacciones$/],
    ['frank', 'pásale la 7 a beto', /^👤 Reasignada: #7 .*\n👤 Beto Ruiz/],
    ['beto', 'qué me falta', /^Sus tareas abiertas \(2\):/],
    ['beto', 'haz el informe final', /^🔒 Final: informe #2/],
    ['beto', 'ya quedó la 6', /^✅ Hecho: #6/],
    ['beto', 'deshacer', /^↩️ Deshecho: «Hecho: #6 .*»$/],
    ['frank', 'tareas atrasadas', 'No hay tareas atrasadas.'],
    ['frank', 'tareas de esta semana', /^Tareas abiertas para hoy|^Tareas abiertas del lun 23 nov al dom 29 nov/],
    [
      'frank',
      'mueve los guantes a la lista camión',
      /^Quitado de ferretería: guantes\n\n🛒 Agregado a camión \(lista nueva\): guantes$/,
    ],
    ['frank', 'borra la lista camión', '¿Borrar camión? Diga sí o no.'],
    ['frank', 'sí', '🗑 Lista borrada: camión'],
    ['lupe', 'gracias a todos', 'De nada.'],
  ])('%s: %s', async (who, text, answer) => {
    const said = await say(who, text);
    if (typeof answer === 'string') expect(said).toBe(answer);
    else expect(said).toMatch(answer);
  });
});
