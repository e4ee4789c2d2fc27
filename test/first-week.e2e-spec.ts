import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { itemsIn, type Json, type Product, startProduct } from './product.ts';

type Key = Record<string, string>;

let product: Product;
let dave: Key;

beforeAll(async () => {
  product = await startProduct();
  for (const name of ['Crockett', 'Mesa']) await product.ask('POST', '/v1/sites', { name });
  for (const name of ['Dave Miller', 'Joel Nguyen', 'Pedro Alvarez']) await product.ask('POST', '/v1/people', { name });
  dave = await keyOf('Dave Miller');
}, 120_000);
afterAll(() => product.close());

async function keyOf(name: string): Promise<Key> {
  const person = itemsIn((await product.ask('GET', '/v1/people?limit=100')).body).find((one) => one['name'] === name);
  const { body } = await product.ask('POST', '/v1/keys', { name, personId: person?.['id'] });
  return { authorization: `Bearer ${String(body['key'])}` };
}

async function say(text: string, key?: Key): Promise<string> {
  const { body } = await product.ask('POST', '/v1/messages', { text }, key);
  return itemsIn(body, 'replies')
    .map((reply) => String(reply['text']))
    .join('\n');
}

/** What is said makes one record; this is its number. */
async function made(text: string): Promise<number> {
  const [, ref] = /#(\d+)/u.exec(await say(text)) ?? [];
  return Number(ref);
}

const task = async (ref: number): Promise<Json> =>
  itemsIn((await product.ask('GET', '/v1/tasks?limit=200')).body).find((one) => one['ref'] === ref) ?? {};
const names = (people: unknown): unknown[] => (people as Json[]).map(({ name }) => name); // as the API shows them

describe('a report, after it was made', () => {
  let ref: number;
  beforeEach(async () => {
    ref = await made('Site Crockett: temperature 72F, pressure normal');
  });

  it.each([
    ['correct report {}: temperature was 74F', 'temperature: 74°F'],
    ['change the temperature to 75F in report {}', 'temperature: 75°F'],
    ['change temperature to 76F in the last report', 'temperature: 76°F'],
    ['change temperature to 77F in the Crockett report', 'temperature: 77°F'],
    ['add a note to the Crockett report: belt ordered', 'belt ordered'],
    ['corrige el informe {}: temperatura 78F', 'temperatura: 78°F'],
  ])('is corrected by “%s”', async (said, shown) => {
    expect(await say(said.replace('{}', String(ref)))).toContain(shown);
  });

  it.each([
    'finalize the Crockett report',
    'make the Crockett report final',
    'finalize the report',
    'finaliza el informe',
    'marca el informe {} como final',
    'informe {} final',
  ])('is final by “%s”, and a draft again', async (said) => {
    expect(await say(said.replace('{}', String(ref)))).toContain(`#${ref} Crockett`);
    const report = async () =>
      itemsIn((await product.ask('GET', '/v1/reports')).body).find((one) => one['ref'] === ref)?.['status'];
    expect(await report()).toBe('final');
    await say(`make report ${ref} a draft again`);
    expect(await report()).toBe('draft');
  });

  it('is called what it begins with where a task has its number', async () => {
    const long = await made(`Site Crockett: the belt is ${'very '.repeat(10)}worn`);
    while ((await made('new task: spare')) < long);
    const which = await say(`history of ${long}`);
    expect(which).toContain('the belt is very');
    expect(which).not.toContain('worn');
  });

  it('of a place nobody knows is not another one', async () => {
    expect(await say('finalize the banana report')).toBe('⚠️ I know no site called "banana".');
    expect(await say('finalize the Mesa report')).toBe("⚠️ I can't find such a report.");
  });

  it('is found by its days, and as a document of the week', async () => {
    expect(await say('reports this week')).toContain(`#${ref} Crockett`);
    expect(await say('weekly report for Crockett')).toContain('as PDF');
    expect(await say('export reports of Crockett as csv')).toContain('CSV');
  });
});

describe('subtasks', () => {
  it('come several at once, and say how far they are', async () => {
    const shed = await made('new task: build the shed');
    await say(`add subtasks to ${shed}: roof, door, walls`);
    const [, first] = /#(\d+) roof/u.exec(await say(`progress of ${shed}`)) ?? [];
    await say(`done ${first}`);
    expect(await say(`how far is ${shed}?`)).toBe(
      [
        `▫️ #${shed} build the shed`,
        '1 of 3 done',
        `   ☑️ #${shed + 1} roof`,
        `   ▫️ #${shed + 2} door`,
        `   ▫️ #${shed + 3} walls`,
      ].join('\n'),
    );
    expect(await say(`done ${shed}`)).toBe(`✅ Done: #${shed} build the shed\n⚠️ 2 subtasks are still open`);
  });

  it('become a part of another task, and of none again; never of their own parts', async () => {
    const whole = await made('new task: paint the hall at Crockett');
    const part = await made('new task: buy brushes');
    expect(await say(`make ${part} a subtask of ${whole}`)).toContain(`part of #${whole}`);
    expect(await task(part)).toMatchObject({ parentRef: whole, due: null, site: { name: 'Crockett' } });
    expect(await say(`move ${whole} under ${part}`)).toBe(
      `⚠️ That would go round in a circle: #${part} is a part of #${whole} already.`,
    );
    expect(await say(`move ${whole} under ${whole}`)).toBe('⚠️ A task cannot be a part of itself.');
    expect(await say('undo')).toContain('Undone');
    expect(await task(part)).toMatchObject({ parentRef: null });
    await say(`haz la ${part} subtarea de la ${whole}`);
    const { id, parentId } = await task(part);
    expect(parentId).toBe((await task(whole))['id']);
    expect((await product.ask('PATCH', `/v1/tasks/${String(id)}`, { parentId: null })).body).toMatchObject({
      parentId: null,
    });
    expect(await say(`history of task ${part}`)).toContain(`part of: #${whole}`);
  });

  it('leave what they were a part of when that is said', async () => {
    const [whole, part] = [await made('new task: build the dock'), await made('new task: set the piles')];
    for (const text of [
      `${part} is no longer part of ${whole}`,
      `take ${part} out of ${whole}`,
      `detach ${part}`,
      `saca la ${part} de la ${whole}`,
    ]) {
      await say(`make ${part} a subtask of ${whole}`);
      expect([text, (await task(part))['parentRef']]).toEqual([text, Number(whole)]);
      await say(text);
      expect([text, (await task(part))['parentRef']]).toEqual([text, null]);
    }
  });

  it('are a part of nothing that is gone when an older change is taken back', async () => {
    const whole = await made('new task: wire the barn');
    const other = await made('new task: wire the house');
    const part = await made('new task: buy a fuse box');
    await say(`make ${part} a subtask of ${whole}`);
    const { body } = await product.ask('POST', '/v1/messages', { text: `make ${part} a subtask of ${other}` });
    await say(`delete ${whole}`);
    expect(await say(`/undo ${String(itemsIn(body, 'outcomes')[0]?.['auditId'])}`)).toContain('Undone');
    expect(await task(part)).toMatchObject({ parentRef: other });
  });

  it('wait for none of which they are to be a part', async () => {
    const whole = await made('new task: move the office');
    const part = await made('new task: rent a van');
    await say(`task ${part} is after ${whole}`);
    expect(await say(`make ${part} a subtask of ${whole}`)).toBe(
      `⚠️ #${part} waits for #${whole} and cannot be a part of it.`,
    );
  });
});

describe('the people of a task', () => {
  it('are joined by others, and leave it', async () => {
    const ref = await made('new task: lay the pipe');
    await say(`assign ${ref} to Dave`);
    const who = async () => names((await task(ref))['assignees']);
    await say(`add Joel to ${ref}`);
    expect(await who()).toEqual(['Dave Miller', 'Joel Nguyen']);
    await say(`also assign Pedro to ${ref}`);
    expect(await who()).toEqual(['Dave Miller', 'Joel Nguyen', 'Pedro Alvarez']);
    expect(await say(`add Joel to ${ref}`)).toContain('It is so already');
    await say(`unassign Dave from ${ref}`);
    await say(`quita a Joel de la ${ref}`);
    expect(await who()).toEqual(['Pedro Alvarez']);
    await say('undo');
    expect(await who()).toEqual(['Joel Nguyen', 'Pedro Alvarez']);
  });

  it('are not changed by whoever may not reassign it', async () => {
    const ref = await made('new task: weld the frame @dave');
    expect(await say(`add Joel to ${ref}`, dave)).toBe('⚠️ Only whoever made it or a manager may do that.');
  });
});

describe('how far a task is', () => {
  it('is said by whoever has it, in words and over REST; nothing else is changed by them', async () => {
    const ref = await made('new task: pour the slab @dave');
    expect(await say(`start ${ref}`, dave)).toContain('in progress');
    expect(await say(`${ref} is on hold, waiting for concrete`, dave)).toContain('📝 waiting for concrete');
    const path = `/v1/tasks/${String((await task(ref))['id'])}`;
    expect((await product.ask('PATCH', path, { stage: 'in_progress' }, dave)).body).toMatchObject({
      stage: 'in_progress',
    });
    expect((await product.ask('PATCH', path, { stage: 'on_hold', title: 'x' }, dave)).status).toBe(403);
    expect(await say(`rename ${ref} to x`, dave)).toBe('⚠️ Only whoever made it or a manager may do that.');
    expect(await task(ref)).toMatchObject({ title: 'pour the slab', stage: 'in_progress' });
  });
});

describe('a task, changed in few words', () => {
  it('loses its day, gets another, and moves to a place', async () => {
    const ref = await made('new task: grease the gate tomorrow');
    for (const text of [`move ${ref} to next tuesday`, `${ref} at Mesa`]) await say(text);
    expect(await task(ref)).toMatchObject({ site: { name: 'Mesa' }, dueHasTime: false });
    await say(`remove due date from ${ref}`);
    await say(`move ${ref} to Crockett`);
    expect(await task(ref)).toMatchObject({ site: { name: 'Crockett' }, due: null, title: 'grease the gate' });
    await say(`rename ${ref} to grease the Mesa gate`);
    expect(await task(ref)).toMatchObject({ site: { name: 'Crockett' }, title: 'grease the Mesa gate' });
  });

  it('is counted among what somebody finished', async () => {
    const ref = await made('new task: rinse the filter');
    await say(`done ${ref}`, dave);
    await say(`assign ${ref} to Dave`);
    expect(await say('what did Dave finish today?')).toContain(`#${ref} rinse the filter`);
  });
});

describe('reminders', () => {
  it('are of a task, by its number', async () => {
    const ref = await made('new task: charge the radios');
    expect(await say(`remind me of task ${ref} at 6pm`)).toContain(`#${ref} charge the radios — 🕒`);
  });

  it('are all shown to whoever asks which there are', async () => {
    await say('remind me to lock up tomorrow at 8pm');
    for (const text of ['what reminders do I have', 'which reminders do I have?', '¿qué recordatorios tengo?'])
      expect([text, await say(text)]).toEqual([text, expect.stringContaining('lock up')]);
  });
});

describe('checklists', () => {
  it('have a name beside their place, are listed, shown, stopped and deleted', async () => {
    expect(await say('create a checklist for Crockett called daily walk: oil level?, belts ok')).toContain(
      'Checklist daily walk',
    );
    for (const text of [
      'checklists',
      'what checklists are there',
      'listas de verificación',
      'show the daily walk checklist',
    ])
      expect([text, await say(text)]).toEqual([text, expect.stringContaining('daily walk')]);
    expect(await say('start checklist daily walk')).toContain('❓ oil level?');
    expect(await say('cancel checklist')).toContain('stopped after 0 of 2');
    expect(await say('delete the daily walk checklist')).toContain('daily walk');
    expect(await say('checklists')).not.toContain('daily walk');
  });
});

describe('what is not understood', () => {
  it('is asked about in words, not in our own names of commands', async () => {
    for (const text of ['back', 'correction maybe', 'actually the code is 4 not 5'])
      expect([text, await say(text)]).not.toEqual([text, expect.stringMatching(/\w\.\w/u)]);
  });
});

describe('work that is said as an order', () => {
  it.each([
    [
      'check the gate tomorrow at 9am @dave and @joel',
      { title: 'check the gate', who: ['Dave Miller', 'Joel Nguyen'] },
    ],
    ['fix the pump at Mesa tomorrow', { title: 'fix the pump at Mesa', site: 'Mesa' }],
    ['urgent: replace the belt at Crockett', { title: 'replace the belt at Crockett', priority: 'urgent' }],
    ['inspect the fence tomorrow high priority', { title: 'inspect the fence', priority: 'high' }],
    [
      'task: inspect compressor for dave, joel and pedro by friday',
      { title: 'inspect compressor', who: ['Dave Miller', 'Joel Nguyen', 'Pedro Alvarez'] },
    ],
    ['revisar la bomba en Mesa mañana @joel', { title: 'revisar la bomba en Mesa', who: ['Joel Nguyen'] }],
  ])(
    'is a task: “%s”',
    async (
      said,
      { title, who, site, priority }: { title: string; who?: string[]; site?: string; priority?: string },
    ) => {
      const found = await task(await made(said));
      expect(found['title']).toBe(title);
      if (who) expect(names(found['assignees'])).toEqual(who);
      if (site) expect(found['site']).toMatchObject({ name: site });
      if (priority) expect(found['priority']).toBe(priority);
    },
  );

  it.each([
    'check valve stuck at Mesa',
    'clean water at Mesa is low',
    'oil low at Crockett',
    'check with Dave tomorrow',
    'photograph of Mesa tomorrow',
    'fix it',
    'did you fix the pump at Mesa?',
  ])('is not: “%s”', async (said) => {
    const before = (await product.ask('GET', '/v1/tasks?limit=1')).body;
    await say(said);
    expect((await product.ask('GET', '/v1/tasks?limit=1')).body).toEqual(before);
  });
});

describe('when it is due', () => {
  it('every other Tuesday begins on the coming one; a month asked for is all of it', async () => {
    const { body } = await product.ask('POST', '/v1/rails/parse', {
      text: 'check truck tyres every other tuesday',
      now: '2026-11-26T20:00:00Z',
      timeZone: 'America/Chicago',
    });
    expect(body['slots']).toMatchObject({ due: '2026-12-01T00:00:00-06:00' });
    const month = await product.ask('POST', '/v1/rails/parse', {
      text: 'show tasks due in december',
      now: '2026-11-26T20:00:00Z',
      timeZone: 'America/Chicago',
    });
    expect(month.body['slots']).toMatchObject({ due: '2026-12-01T00:00:00-06:00', end: '2026-12-31T00:00:00-06:00' });
  });

  it.each([
    'call the inspector friday after next',
    'call Sam 15 minutes before the meeting',
    'mow monday and thursday',
  ])('is not lost where it names no day: “%s”', async (title) => {
    expect(await task(await made(`task ${title} @dave`))).toMatchObject({ title, due: null });
  });
});

describe('lists', () => {
  it('keep thousands, brackets and single letters as they are', async () => {
    await say('create a list called stores');
    await say('add 1,000 screws and bolts (20) to the stores list');
    await say('add l, m, n, o to the stores list');
    expect(await say("what's on the stores list")).toBe(
      ['📋 stores (6)', '▫️ 1,000 screws', '▫️ bolts (20)', '▫️ l', '▫️ m', '▫️ n', '▫️ o'].join('\n'),
    );
  });

  it('are cleared of what is ticked, and show what is left', async () => {
    await say('add rope, tape and glue to the shed list');
    expect(await say('clear the ticked items on the shed list')).toBe('⚠️ Nothing is ticked on shed.');
    await say('check rope on the shed list');
    expect(await say("what's left on the shed list?")).toBe('📋 shed (2 of 3 left)\n▫️ tape\n▫️ glue');
    expect(await say('clear checked items from the shed list')).toBe('Removed from shed: rope');
    for (const thing of ['tape', 'glue']) await say(`check ${thing} on the shed list`);
    expect(await say('¿qué falta en la lista de shed?')).toBe('Todo en shed está marcado.');
  });

  it('are not added to by what is to be done with them', async () => {
    await say('add nails to the yard list');
    await say('copy shed to yard');
    expect(await say("what's on the yard list")).toBe('📋 yard (1)\n▫️ nails');
  });
});

describe('who and what there is', () => {
  it('is shown to whoever asks, in either language', async () => {
    for (const text of ['who is on the crew?', 'team', 'people', '¿quién está en el equipo?'])
      expect([text, await say(text, dave)]).toEqual([text, expect.stringContaining('▫️ Dave Miller — oper')]);
    for (const text of ['sites', 'what sites do we have?', '¿qué sitios hay?'])
      expect([text, await say(text, dave)]).toEqual([text, expect.stringMatching(/▫️ Crockett\n▫️ Mesa$/u)]);
    expect(await say('people', dave)).not.toContain('Joel\n'); // the sample gave way
  });
});

describe('words that were wrong', () => {
  it('names no slot in a change of nothing, and no template where a checklist is meant', async () => {
    const ref = await made('new task: count the cones');
    const { id } = await task(ref);
    const { status, body } = await product.ask('PATCH', `/v1/tasks/${String(id)}`, {});
    expect([status, body['detail']]).toEqual([400, 'There is nothing to change: give at least one field']);
    expect(await say('delete tasks 9998 and 9999')).toBe('⚠️ There are no tasks #9998 and #9999.');
    expect(await say('borra las tareas 9998 y 9999')).toBe('⚠️ No hay tareas #9998 y #9999.');
  });

  it('says "you" to whoever is to be reminded', async () => {
    expect(await say('remind me to lock the gate tomorrow at 9am')).toMatch(
      /^⏰ I will remind you: #\d+ lock the gate/u,
    );
    expect(await say('remind Joel to lock the shed tomorrow at 9am')).toMatch(/^⏰ I will remind Joel Nguyen: #/u);
    expect(await say('recuérdame cerrar mañana a las 9')).toMatch(/^⏰ Le recordaré a usted: #/u);
  });
});

describe('what is done over REST alone', () => {
  it('is said to be, and not taken for a list', async () => {
    for (const text of ['invite Fred', 'make Dave a manager', 'delete site Mesa', 'remove Dave from the team'])
      expect([text, await say(text)]).toEqual([text, expect.stringContaining('are for an admin, over the API')]);
    expect(await say('quita a Dave del equipo')).toContain('cosa de un administrador');
  });
});

describe('one record that is only like what was said', () => {
  it('is asked about by its name, and yes is enough', async () => {
    const ref = await made('new task: build the big greenhouse');
    expect(await say('I finished the greenhouse')).toBe(`Did you mean #${ref} build the big greenhouse?`);
    expect(await say('yes')).toContain(`✅ Done: #${ref}`);
  });
});

describe('a day', () => {
  it('is the same day in every zone', async () => {
    const at = { at: '2026-11-26T18:00:00Z' };
    const words = async (text: string, timeZone: string, key?: Key) =>
      String(
        itemsIn((await product.ask('POST', '/v1/messages', { text, timeZone, ...at }, key)).body, 'replies')[0]?.[
          'text'
        ],
      );
    await words('new task: level the yard tomorrow', 'America/Chicago');
    expect(await words('find level the yard', 'America/Denver')).toContain('Fri 27 Nov');
    expect(await words('find level the yard', 'America/Chicago')).toContain('Fri 27 Nov');
  });

  it('is counted in working days where that was said', async () => {
    const { body } = await product.ask('POST', '/v1/rails/parse', {
      text: 'task call the inspector in 3 business days',
      now: '2026-11-26T20:00:00Z',
      timeZone: 'America/Chicago',
    });
    expect(body).toMatchObject({
      direct: true,
      slots: { due: '2026-12-01T00:00:00-06:00', title: 'call the inspector' },
    });
    expect(body['slots']).not.toHaveProperty('recurrence');
  });
});

describe('a task that is put off', () => {
  const saidAt = async (text: string, at: string) =>
    itemsIn((await product.ask('POST', '/v1/messages', { text, at, timeZone: 'America/Chicago' })).body, 'replies')[0];

  it('is due so much later than it was, at its own time of day; one without a day, than today', async () => {
    const now = '2026-11-26T18:00:00Z';
    await saidAt('new task: burn the brush tomorrow at 3pm', now);
    const { ref } = itemsIn((await product.ask('GET', '/v1/tasks?q=burn the brush')).body)[0] ?? {};
    const due = async () => (await task(Number(ref)))['due'];
    await saidAt(`postpone ${String(ref)} by two days`, now);
    expect(await due()).toBe('2026-11-29T21:00:00.000Z');
    await saidAt(`push ${String(ref)} back 3 hours`, now);
    expect(await due()).toBe('2026-11-30T00:00:00.000Z');
    await saidAt(`aplaza la ${String(ref)} una semana`, now);
    expect(await due()).toBe('2026-12-07T00:00:00.000Z');
    await saidAt(`delay ${String(ref)} by a month`, now);
    expect(await due()).toBe('2027-01-07T00:00:00.000Z');
    await saidAt(`remove due date from ${String(ref)}`, now);
    await saidAt(`postpone ${String(ref)} by a day`, now);
    expect(await task(Number(ref))).toMatchObject({ due: '2026-11-27T06:00:00.000Z', dueHasTime: false });
  });

  it('is due when that was said of its number', async () => {
    const ref = await made('new task: stack the pallets');
    expect(await say(`${ref} due dec 5 5pm`)).toMatch(/5 Dec, 17:00/u);
  });
});

describe('what happened at a place', () => {
  it('is told whichever of place and day is said first', async () => {
    await say('Site Crockett: gate found open');
    for (const text of ['what happened today at Crockett', 'what happened at Crockett today'])
      expect([text, await say(text)]).toEqual([text, expect.stringContaining('gate found open')]);
  });
});

describe("one's own reminders", () => {
  it('are told without the name of whoever asks', async () => {
    await say('remind me to pay the tolls tomorrow at 8pm');
    expect(await say('my reminders')).toMatch(/\n▫️ #\d+ pay the tolls — 🕒 tomorrow/u);
  });
});

describe('a list that is not there', () => {
  it('is not taken for the one spoken of last', async () => {
    await say('add hinges to the hut list');
    for (const text of ['delete spare parts', 'remove the spare parts'])
      expect([text, await say(text)]).not.toEqual([text, expect.stringMatching(/Delete .*\?|Deleted/u)]);
    expect(await say("what's on the hut list")).toContain('hinges');
  });
});
