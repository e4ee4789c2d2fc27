import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReminderClock } from '../libs/delivery/reminder-clock.ts';
import { MakingRounds } from '../libs/delivery/rounds.ts';
import { itemsIn, type Json, type Product, rest, startProduct } from './product.ts';

// to come, also by the clock of the product: what is due by then is not sent meanwhile
const AT = '2037-06-03T10:15:00-05:00';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
  // what falls due in this June has long been due
  await rest(product, ReminderClock, MakingRounds);
}, 120_000);
afterAll(() => product.close());

async function say(text: string): Promise<string> {
  const { body } = await product.ask('POST', '/v1/messages', { text, at: AT });
  return itemsIn(body, 'replies')
    .map((reply) => String(reply['text']))
    .join('\n');
}
const task = async (q: string): Promise<Json> =>
  itemsIn((await product.ask('GET', `/v1/tasks?q=${encodeURIComponent(q)}`)).body)[0] ?? {};
const items = async (name: string) => {
  const found = itemsIn((await product.ask('GET', '/v1/lists')).body).find((list) => list['name'] === name);
  return itemsIn(found).map((item) => [item['text'], item['checked']]);
};

describe('talk of the field', () => {
  it('"paint shed is done" is done when there is such a task, asked about when there is one like it, and nothing otherwise', async () => {
    await say('/newtask paint the shed');
    await say('/newtask sand the north porch');
    expect(await say('paint shed is done')).toContain('Done: #1 paint the shed');
    expect(await task('paint')).toMatchObject({ status: 'done' });
    expect(await say('north porch is done')).toBe('Did you mean #2 sand the north porch?');
    expect(await task('porch')).toMatchObject({ status: 'open' });
    expect(await say('1')).toContain('Done: #2');
    expect(await say('lunch is done')).toContain('I am not sure what to do with that');
  });

  it('"got the milk" ticks it off the list that waits for it, and asks when two do', async () => {
    await say('add milk and rope to the groceries list');
    await say('create a list called Camp');
    expect(await say('got the milk')).toContain('Ticked on groceries: milk');
    expect(await items('groceries')).toEqual([
      ['milk', true],
      ['rope', false],
    ]);
    await say('add rope to the camp list');
    expect(await say('got the rope')).toMatch(/Which one do you mean by “rope”\?/);
    expect(await say('got the jackpot')).toContain('I am not sure what to do with that');
  });

  it('"move the generator check to monday 9am" gives the task another time', async () => {
    await say('/newtask check the generator');
    expect(await say('move the generator check to monday 9am')).toContain('Mon 8 Jun, 09:00');
    expect(await task('generator')).toMatchObject({ due: '2037-06-08T14:00:00.000Z' });
    expect(await say('move the generator check to tuesday')).toContain('Tue 9 Jun, 09:00');
    await say('/newtask rake the yard tomorrow');
    expect(await say('move the rake the yard task to tuesday')).toMatch(/rake the yard\n.*🕒 Tue 9 Jun(?!,)/u);
    expect(await say('move the moon landing to monday 9am')).toContain('I am not sure what to do with that');
  });

  it('"tell dave to fix the gate" says that nobody knows a Dave, and makes the task without him when told to', async () => {
    expect(await say('tell dave to fix the gate')).toMatch(/anybody called dave/i);
  });

  it('says the verb once for two lists', async () => {
    await say('add nails to groceries and bolts to hardware');
    expect([await items('groceries'), await items('hardware')]).toEqual([
      [
        ['milk', true],
        ['rope', false],
        ['nails', false],
      ],
      [['bolts', false]],
    ]);
  });
});

describe('the language of an answer', () => {
  it('is that of the message when that is clear, and the person’s own otherwise', async () => {
    expect(await say('muestra mis tareas')).toContain('no tiene tareas abiertas');
    expect(await say('/settings')).toContain('Your settings');
    await say('/language es');
    expect(await say('show my tasks please')).toBe('You have no open tasks.');
    expect(await say('/settings')).toContain('Sus ajustes');
    await say('/language en');
  });
});

describe('a site, a checklist, what was talked about', () => {
  it('"how is Crockett doing?" tells its latest report and its open tasks, and "start 3" is noted', async () => {
    const site = (await product.ask('POST', '/v1/sites', { name: 'Quarry' })).body;
    await product.ask('POST', '/v1/reports', { text: 'north fence down', siteId: site['id'] });
    await say('/newtask fix the Quarry gate at Quarry');
    const { ref, title } = await task('quarry gate');
    expect(title).toBe('fix the Quarry gate');
    for (const text of ['how is Quarry doing?', 'status of Quarry', '¿cómo va Quarry?']) {
      const told = await say(text);
      expect(told).toContain('north fence down');
      expect(told).toContain(`#${String(ref)} fix the Quarry gate`);
    }
    await say(`working on ${String(ref)}`);
    expect(await task('quarry gate')).toMatchObject({ status: 'open', stage: 'in_progress' });
  });

  it('"make a checklist for Quarry: oil, filters" makes one, and a reminder becomes a task for somebody', async () => {
    expect(await say('make a checklist for Quarry: oil, filters, gauges')).toMatch(/Quarry \(3 questions\)/);
    await product.ask('POST', '/v1/people', { name: 'Wendell' });
    await say('remind me to ring the crane firm tomorrow at 9am');
    await say('make that a task for wendell');
    expect(await task('crane')).toMatchObject({ title: 'ring the crane firm', assignees: [{ name: 'Wendell' }] });
  });

  it('"check off twine" ticks it off the list it is on; "assign rufus to …" says that nobody knows a Rufus', async () => {
    await say('add twine to the barn list');
    expect(await say('check off twine')).toContain('Ticked on barn: twine');
    expect(await say('assign rufus to fix the barn door')).toMatch(/anybody called rufus/i);
  });
});

describe('what is not understood', () => {
  it.each([
    ['la bomba gotea raro', /^(?:✅ Tarea #\d+ la bomba gotea raro|¿Cuándo\?|📝 Informe #\d+)/u],
    ['the old hinge squeaks funny', /^(?:✅ Task #\d+ the old hinge squeaks funny|When\?|📝 Report #\d+)/u],
  ])('is offered to be made something by buttons that answer in its language: %j', async (text, answer) => {
    for (const press of [0, 1, 2]) {
      const { body } = await product.ask('POST', '/v1/messages', { text, at: AT });
      const rows = itemsIn(itemsIn(body, 'replies')[0], 'buttons');
      const [button] = itemsIn({ items: rows[press] });
      expect(await say(`${String(button?.['say'])}#${String(button?.['question'])}`)).toMatch(answer);
    }
  });
});

describe('what is moved to another day', () => {
  it('keeps its time of day, a reminder like a task', async () => {
    const [, ref] = /#(\d+)/.exec(await say('remind me to check the gauges tomorrow at 7am')) ?? [];
    expect(await say(`snooze reminder ${ref} until monday`)).toContain('Mon 8 Jun, 07:00');
    expect(await say('move the gauges reminder to tuesday')).toContain('Tue 9 Jun, 07:00');
    expect(await say(`aplaza el recordatorio ${ref} al jueves a las 8`)).toContain('jue 4 jun, 08:00');
  });

  it('is the task whose words are said', async () => {
    await say('/newtask grease the winch tomorrow at 3pm');
    expect(await say('move grease the winch to friday')).toMatch(/Changed: #\d+ grease the winch\n.*Fri 5 Jun, 15:00/u);
    await say('add rivets to the van list');
    expect(await say('move rivets to friday')).not.toContain('Changed');
  });
});

describe('a reminder that is put off', () => {
  it('comes so much later than it would have, whatever its time, and one that has come so much later than now', async () => {
    const [, ref = ''] = /#(\d+)/.exec(await say('remind me to flush the lines tomorrow at 7am')) ?? [];
    expect(await say(`snooze reminder ${ref} for an hour`)).toContain('08:00');
    expect(await say(`postpone reminder ${ref} by 2 hours`)).toContain('10:00');
    expect(await say(`pospón el recordatorio ${ref} una semana`)).toContain('jue 11 jun, 10:00');
    expect(await say('snooze it 10 minutes')).toContain('Thu 11 Jun, 10:10');
    expect(await say(`/snooze ${ref} 30 minutes`)).toContain('10:40');
    expect(await say('/snooze 999 30 minutes')).toMatch(/There is no reminder #999/);
    const past = { title: 'Bleed the valve', due: '2026-01-01T09:00:00Z' };
    const { body } = await product.ask('POST', '/v1/reminders', past);
    expect(await say(`snooze ${String(body['ref'])} for 15 minutes`)).toContain('today, Wed 3 Jun, 10:30');
  });
});

describe('what is done, in other words', () => {
  it.each([
    ['replace the seal', "I'm done with the seal"],
    ['weld the bracket', 'the bracket is fixed'],
    ['mow the verge', 'we are finished with the verge'],
  ])('"%s" is asked about after "%s", where it is the only one like that', async (title, words) => {
    await say(`/newtask ${title}`);
    expect(await say(words)).toContain(title);
    await say('1');
    expect(await task(title)).toMatchObject({ status: 'done' });
  });

  it('offers to make a record of it where nothing is like it', async () => {
    const { body } = await product.ask('POST', '/v1/messages', { text: 'the zeppelin is fixed' });
    expect(JSON.stringify(body['replies'])).toContain('Make it a report');
  });

  it('"what needs doing at …" are the open tasks there', async () => {
    await say('/newtask oil the hinge at Quarry');
    for (const text of [
      'what needs doing at Quarry?',
      'what is there to do at Quarry',
      'qué falta por hacer en Quarry',
    ])
      expect(await say(text)).toContain('oil the hinge');
  });
});

describe('how far a task is', () => {
  const shown = async (title: string) => task(title);

  it('is said, asked for, told in its row and its history, and is over when it is done', async () => {
    await say('/newtask regrout the basin');
    const { ref } = await shown('regrout');
    const it = String(ref);
    expect(await say(`start ${it}`)).toContain('🔧 in progress');
    expect(await say('what is in progress?')).toContain(`#${it} regrout the basin — 🔧 in progress`);
    expect(await say(`${it} is on hold, waiting for grout`)).toMatch(/⏸️ on hold\n📝 waiting for grout$/);
    expect(await shown('regrout')).toMatchObject({ status: 'open', stage: 'on_hold', notes: 'waiting for grout' });
    expect(await say("what's on hold?")).toContain(`#${it} regrout the basin`);
    expect(await say("what's blocked?")).toContain(`#${it} regrout the basin`);
    expect(await say(`history of ${it}`)).toMatch(/status: in progress\n.*notes: waiting for grout · status: on hold$/);
    expect(await say('undo')).toContain('Undone');
    expect(await shown('regrout')).toMatchObject({ stage: 'in_progress', notes: null });
    expect(await say(`pausa la ${it}`)).toContain('⏸️ en pausa');
    expect(await say('resume it')).toContain('🔧 in progress');
    expect(await say('the basin job is on hold: rain')).toContain('📝 rain');
    expect(await say('start the basin job')).toMatch(/🔧 in progress$/);
    expect(await say(`hold ${it}`)).toMatch(/⏸️ on hold$/);
    expect(await say(`${it} is on hold: no sand`)).toMatch(/⏸️ on hold\n📝 no sand$/);
    await say('the basin job is on hold');
    await say(`done ${it}`);
    expect(await shown('regrout')).toMatchObject({ status: 'done', stage: null });
    expect(await say(`pause ${it}`)).toBe(`⚠️ Task #${it} is done; open it again first.`);
    expect(await say(`undo`)).toContain('Undone');
    expect(await shown('regrout')).toMatchObject({ status: 'open', stage: 'on_hold' });
  });

  it('is the same over REST', async () => {
    const { body } = await product.ask('POST', '/v1/tasks', { title: 'seal the tank', stage: 'in_progress' });
    expect(body).toMatchObject({ status: 'open', stage: 'in_progress' });
    const path = `/v1/tasks/${String(body['id'])}`;
    expect((await product.ask('PATCH', path, { stage: 'on_hold' })).body).toMatchObject({ stage: 'on_hold' });
    const held = async () => itemsIn((await product.ask('GET', '/v1/tasks?stage=on_hold&q=seal the tank')).body);
    expect(await held()).toHaveLength(1);
    expect((await product.ask('PATCH', path, { stage: 'stuck' })).status).toBe(400);
    expect((await product.ask('GET', '/v1/tasks?stage=stuck')).status).toBe(400);
    expect((await product.ask('PATCH', path, { stage: null })).body).toMatchObject({ stage: null });
    expect(await held()).toHaveLength(0);
    await product.ask('POST', `${path}/complete`);
    expect((await product.ask('PATCH', path, { stage: 'on_hold' })).status).toBe(409);
  });

  it('of a task that repeats begins anew with it', async () => {
    await say('/newtask grease the hoist every monday');
    const { ref } = await shown('hoist');
    await say(`start ${String(ref)}`);
    await say(`done ${String(ref)}`);
    expect(await shown('hoist')).toMatchObject({ status: 'open', stage: null });
  });
});
