import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { itemsIn, type Json, type Product, startProduct } from './product.ts';

let product: Product;
let last: Json = {};
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

async function say(text: string, more: object = {}): Promise<string> {
  const { body } = await product.ask('POST', '/v1/messages', { text, ...more });
  last = body;
  return itemsIn(body, 'replies')
    .map((reply) => String(reply['text']))
    .join('\n');
}
const buttons = (): string[] =>
  itemsIn(last, 'replies').flatMap((reply) =>
    itemsIn(reply, 'buttons').flatMap((row) => (Array.isArray(row) ? row.map(({ label }) => String(label)) : [])),
  );

describe('a report is added to', () => {
  it('by saying so, by its place, by its number, and by answering it', async () => {
    expect(await say('Site Crockett: all systems operational')).toContain('Report #1');
    const report = last['id'];
    expect(await say('add to report: the gate was open when I came')).toMatch(
      /^➕ Added to report #1[\s\S]*\nthe gate was open when I came\n.*gate: open$/,
    );
    await say('/newtask grease the pump');
    expect(await say('add to the Crockett report: fuel at 80%')).toMatch(/Added to report #1[\s\S]*fuel: 80%/);
    expect(await say('agrega al informe 1: diesel al 70%')).toMatch(/Agregado al informe #1[\s\S]*diesel: 70%/);
    await say('Site Mathis: pump 3 down. follow up: change the seal tomorrow');
    expect(await say('add to the report: the seal is a 40 mm one')).toMatch(/^➕ Added to report #2 [\s\S]*40 mm/);
    await say('/newtask paint the door');
    expect(await say('and the fence has a hole', { replyTo: report })).toMatch(/Added to report #1[\s\S]*hole/);
  });

  it('asks whether to file one where there is none', async () => {
    expect(await say('add to the Pecos report: fuel at 20%')).toMatch(/file a report\?/);
    expect(await say('yes')).toMatch(/^📝 Report #3 📍 Pecos/);
  });
});

describe('lists', () => {
  it('are private from the start, shared and hidden by their names', async () => {
    expect(await say('make a private list gifts: rope, tape')).toMatch(/New list: gifts[\s\S]*rope and tape/);
    expect(await say('my private list wishes: a boat')).toContain('New list: wishes');
    expect(await say("what's on the wishes list?")).toContain('wishes 🔒');
    expect(await say('lista privada deseos: un barco')).toContain('Lista nueva: deseos');
    expect(await say('muestra la lista deseos')).toContain('deseos 🔒');
    await say('/showlist gifts');
    expect(await say('share list gifts')).toContain('everybody sees it');
    expect(await say('make it private')).toContain('only you see it');
    expect(await say('comparte la lista gifts')).toContain('todos la ven');
    expect(await say('make gifts private')).toContain('only you see it');
  });

  it('untick what is named, and put back what was ticked or taken off', async () => {
    await say('add milk and eggs to the shopping list');
    await say('got the milk');
    expect(await say('uncheck milk')).toBe('⬜ Unticked on shopping: milk');
    await say('got the milk');
    expect(await say('put milk back on the shopping list')).toBe('⬜ Unticked on shopping: milk');
    await say('remove eggs from the shopping list');
    expect(await say('put the eggs back on the shopping list')).toBe('🛒 Added to shopping: eggs');
    expect(await say('uncheck unicorn')).toBe('⚠️ "unicorn" is not ticked on any list.');
  });

  it('say how long what they are called may be', async () => {
    expect(await say(`/newtask ${'long '.repeat(120)}`)).toBe(
      '⚠️ A title has at most 500 characters: say it shorter, and the rest as a note.',
    );
    expect(await say(`/nuevatarea ${'larga mañana '.repeat(60)}`)).toContain('como mucho 500 caracteres');
    expect(await say(`/newlist ${'x'.repeat(90)}`)).toContain('at most 80 characters');
  });

  it('say of a command nobody knows which one is like it, or that there is none', async () => {
    expect(await say('/frobnicate Mathis')).toBe('I do not know that command. /help shows those I know.');
    expect(await say('/newtsk Mathis')).toContain('Did you mean /newtask?');
  });

  it('are not offered to be cleared when something else was to be deleted', async () => {
    expect(await say('delete all tasks')).toContain('I am not sure what to do with that');
  });

  it('say what was taken back on them, and what was done again', async () => {
    await say('add rope to the shopping list');
    expect(await say('undo')).toBe('↩️ Undone: “Added to shopping: rope”');
    expect(await say('redo')).toBe('↪️ Done again: “Added to shopping: rope”');
    await say('check off rope on the shopping list');
    expect(await say('undo')).toBe('↩️ Undone: “Ticked on shopping: rope”');
    await say('clear the shopping list');
    expect(await say('undo')).toMatch(/^↩️ Undone: “Cleared shopping \(\d+ items?\)”$/u);
    expect(await say('redo')).toMatch(/^↪️ Done again: “Cleared shopping \(\d+ items?\)”$/u);
    await say('rename the shopping list to errands');
    expect(await say('undo')).toBe('↩️ Undone: “Renamed: errands”');
    expect(await say('redo')).toBe('↪️ Done again: “Renamed: errands”');
    await say('undo');
  });

  it('say which record was deleted again', async () => {
    await say('create a list called Fleeting');
    await say('delete the fleeting list');
    await say('yes');
    await say('undo');
    expect(buttons()).toContain('Show');
    expect(await say('redo')).toBe('↪️ Done again: “Deleted the list Fleeting”');
    expect(buttons()).not.toContain('Show');
    expect(await say('undo')).toBe('↩️ Undone: “Deleted the list Fleeting”');
  });
});

describe('tasks', () => {
  it('come back when that is said first', async () => {
    expect(await say('every monday check oil at Crockett')).toMatch(
      /^✅ Task #\d+ check oil at Crockett\n📍 Crockett · 🕒 (?:today, |tomorrow, )?Mon .* · 🔁 every Monday$/,
    );
    expect(await say('cada lunes revisa el aceite')).toMatch(
      /revisa el aceite\n🕒 (?:hoy, |mañana, )?lun .*cada lunes$/,
    );
  });

  it('that wait for others are shown when they are asked for', async () => {
    expect(await say('blocked tasks')).toBe('There are no blocked tasks.');
    const [, ref] = /#(\d+)/.exec(await say('/newtask weld the frame')) ?? [];
    await say(`paint the shed after #${ref}`);
    expect(await say("what's blocked?")).toMatch(/^Blocked tasks \(1\):\n▫️ #\d+ paint the shed — ⛔ blocked/);
    expect(await say('tareas bloqueadas')).toMatch(/^Tareas bloqueadas \(1\):/);
    expect(itemsIn((await product.ask('GET', '/v1/tasks?blocked=true')).body)).toMatchObject([
      { title: 'paint the shed' },
    ]);
    await say(`done ${ref}`);
    expect(await say("what's blocked?")).toBe('There are no blocked tasks.');
  });

  it('of a place nobody knows are not all tasks', async () => {
    expect(await say('show tasks at Nowhere')).toBe('There are no open tasks like “Nowhere”.');
  });
});

describe('a number alone', () => {
  it('shows the record that has it, and asks when several have', async () => {
    const [, ref = ''] = /#(\d+)/.exec(await say('/newtask oil the hinges')) ?? [];
    await say(`note on #${ref}: the big gate`);
    expect(await say(`#${ref}`)).toBe(`▫️ #${ref} oil the hinges\n📝 the big gate`);
    expect(buttons()).toContain('Done');
    expect(await say('#1')).toMatch(/^Which one do you mean by “#1”\?\n1\. ▫️ #1 .*\n2\. 📝 #1 /);
    expect(await say('2')).toMatch(/^📝 Report #1/);
    expect(await say('#4711')).toBe('⚠️ There is nothing with the number #4711.');
  });

  it('still answers the question which one', async () => {
    const [, ref = ''] = /#(\d+)/.exec(await say('/newtask trim the hedge')) ?? [];
    await say('show the shopping list');
    expect(await say('/completetask')).toMatch(/Which one/);
    expect(await say(`#${ref}`)).toMatch(/Done: .*trim the hedge/);
  });
});

describe('a report of a place nobody knows', () => {
  it('is kept, says so, and may be of one of those that are known, or of a new one', async () => {
    const asked = await say('Site Nowhere: all good');
    expect(asked).toMatch(
      /^📝 Report #\d+ \(draft\)[\s\S]*Nowhere: all good\n\nI know no site called Nowhere, so the report is kept/,
    );
    expect(buttons()).toEqual(expect.arrayContaining(['➕ Nowhere', 'Crockett', '🔒 Make it final', 'Undo']));
    expect(await say('Crockett')).toMatch(/^✏️ Changed: report #\d+ 📍 Crockett/);
    await say('Site Somewhere: pump down');
    expect(await say('1')).toMatch(/^✏️ Changed: report #\d+ 📍 Somewhere/);
    const { body } = await product.ask('GET', '/v1/sites');
    expect(itemsIn(body).map(({ name }) => name)).toContain('Somewhere');
    expect(await say('undo')).toMatch(/^↩️ Undone: “Changed: report/);
  });

  it('is made by admins only', async () => {
    const { body: person } = await product.ask('POST', '/v1/people', { name: 'Olga' });
    const { body: key } = await product.ask('POST', '/v1/keys', { name: 'k', personId: person['id'] });
    const headers = { authorization: `Bearer ${String(key['key'])}` };
    const { body } = await product.ask('POST', '/v1/messages', { text: 'Site Elsewhere: all good' }, headers);
    expect(JSON.stringify(body)).toContain('I know no site called Elsewhere');
    expect(JSON.stringify(body)).not.toContain('➕ Elsewhere');
  });

  it('is asked about with the places of who reports it', async () => {
    const sites = itemsIn((await product.ask('GET', '/v1/sites')).body);
    const pecos = sites.find(({ name }) => name === 'Pecos')?.['id'];
    const { body: person } = await product.ask('POST', '/v1/people', { name: 'Otto', siteIds: [pecos] });
    const { body: key } = await product.ask('POST', '/v1/keys', { name: 'o', personId: person['id'] });
    const headers = { authorization: `Bearer ${String(key['key'])}` };
    const { body } = await product.ask('POST', '/v1/messages', { text: 'Site Elsewhere: all good' }, headers);
    const [reply] = itemsIn(body, 'replies');
    expect(reply?.['text']).toMatch(/Where was it\?\n1\. Pecos$/);
  });
});

describe('two people of one name', () => {
  beforeAll(async () => {
    const sites = itemsIn((await product.ask('GET', '/v1/sites')).body);
    const siteIds = sites.filter(({ name }) => name === 'Pecos').map(({ id }) => id);
    await product.ask('POST', '/v1/people', { name: 'Sam Hill', aliases: ['sam', 'sammy'] });
    await product.ask('POST', '/v1/people', { name: 'Sam Hill', aliases: ['sam'], siteIds });
    await product.ask('POST', '/v1/people', { name: 'Sam Hill', aliases: ['sam'], role: 'manager' });
  });

  it('are told apart when one is to be chosen', async () => {
    expect(await say('/newtask @sam check the oil')).toBe(
      'Which one do you mean by “sam”?\n1. Sam Hill (sammy), operator\n2. Sam Hill (Pecos), operator\n3. Sam Hill, manager',
    );
    expect(await say('2')).toMatch(/check the oil\n👤 Sam Hill/);
  });

  it.each(['assign #1 to sam', 'tell sam to check the pump', "show sam's tasks", "show sam's reminders"])(
    'are never chosen from silently: %s',
    async (text) => expect(await say(text)).toMatch(/^Which one do you mean by “sam”\?/),
  );

  it('and of one everything are told apart by the end of their ids', async () => {
    const made = [0, 1].map(() => product.ask('POST', '/v1/people', { name: 'Kim Lee', aliases: ['kim'] }));
    const ids = (await Promise.all(made)).map(({ body }) => String(body['id']));
    const asked = await say('/newtask @kim sweep the yard');
    const choices = [...asked.matchAll(/^\d\. Kim Lee \(id …([\da-f]{4,12})\)$/gm)].map(([, end = '']) => end);
    expect(choices).toHaveLength(2);
    expect(new Set(choices.map((end) => ids.findIndex((id) => id.endsWith(end))))).toEqual(new Set([0, 1]));
    expect(await say('2')).toMatch(/sweep the yard\n👤 Kim Lee/);
    const meant = ids.find((id) => id.endsWith(choices[1] ?? 'none'));
    const [task] = itemsIn((await product.ask('GET', `/v1/tasks?assignee=${meant}`)).body);
    expect(task).toMatchObject({ title: 'sweep the yard', assignees: [{ id: meant }] });
  });

  it('are asked about in the follow-up of a report, which is kept', async () => {
    expect(await say('Site Crockett: leak on line 2. Follow-up: @sam fix the leak')).toMatch(
      /^📝 Report #\d+ 📍 Crockett[\s\S]*\n\nWhich one do you mean by “sam”\?/,
    );
    expect(buttons()).toContain('Sam Hill (sammy), operator');
    expect(await say('1')).toMatch(/^✅ Follow-up: task #\d+ fix the leak\n👤 Sam Hill/);
    expect(await say('Site Crockett: pump needs a new seal @sam')).toContain('Report #');
    expect(buttons()).toContain('➕ Make it a task: pump needs a new seal @sam');
  });
});

describe('reminders', () => {
  it('of somebody else are theirs, not the speaker’s', async () => {
    await say('remind maria to lock the gate in 3 hours');
    expect(await say("show maria's reminders")).toMatch(/^Reminders of Maria:\n.*lock the gate/);
    expect(await say('show my reminders')).toBe('No reminders are waiting.');
    expect(await say('recordatorios de maria')).toMatch(/^Recordatorios de Maria:/);
  });
});
