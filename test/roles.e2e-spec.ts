import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { itemsIn, type Json, type Product, startProduct } from './product.ts';

let product: Product;
const ids: Record<string, string> = {};
const keys: Record<string, string> = {};

/** The crew: two operators and two managers, of everywhere or of Crockett only, and a colleague whose things they find. */
const CREW = {
  olga: { role: 'operator' },
  otto: { role: 'operator', at: 'Crockett' },
  mia: { role: 'manager' },
  max: { role: 'manager', at: 'Crockett' },
  cole: { role: 'operator' },
} as const;
type Member = keyof typeof CREW;

beforeAll(async () => {
  product = await startProduct();
  for (const name of ['Crockett', 'Pecos']) ids[name] = await create('/v1/sites', { name });
  for (const [name, { role, ...rest }] of Object.entries(CREW)) {
    const siteIds = 'at' in rest ? [ids[rest.at]] : [];
    ids[name] = await create('/v1/people', { name, role, siteIds });
    const key = await product.ask('POST', '/v1/keys', { name: `for ${name}`, personId: ids[name] });
    keys[name] = String(key.body['key']);
  }
});
afterAll(() => product.close());

const create = async (path: string, body: Json): Promise<string> => {
  const { status, body: made } = await product.ask('POST', path, body);
  if (status !== 201 && status !== 200) throw new Error(JSON.stringify(made));
  return String(made['id']);
};
const as = (who: string, method: string, path: string, body?: unknown) =>
  product.ask(method, path, body, who === 'admin' ? {} : { authorization: `Bearer ${keys[who]}` });
const say = async (who: string, text: string): Promise<Json> =>
  itemsIn((await as(who, 'POST', '/v1/messages', { text })).body, 'outcomes')[0] ?? {};

/** A task or reminder of each sort, as somebody comes upon it. */
const SORTS = {
  own: (who: string) => ({ by: who, site: 'Crockett' }),
  'for them': (who: string) => ({ by: 'cole', site: 'Pecos', people: [who] }),
  'of a colleague at Crockett': () => ({ by: 'cole', site: 'Crockett' }),
  'of a colleague at Pecos': () => ({ by: 'cole', site: 'Pecos' }),
} as const;

let made = 0;
type Kind = 'tasks' | 'reminders' | 'reports';

async function come(who: string, sort: keyof typeof SORTS, kind: Kind): Promise<Json> {
  const { by, site, people = [] } = { people: undefined, ...SORTS[sort](who) };
  made += 1;
  const whom = people.map((name) => (name === 'admin' ? undefined : ids[name])).filter(Boolean);
  const record = {
    tasks: { title: `Thing ${made}`, assigneeIds: whom },
    reminders: { title: `Thing ${made}`, due: '2030-01-01T09:00:00Z', personIds: [...whom, ids['cole']] },
    reports: { text: `Thing ${made}` },
  }[kind];
  const answer = await as(by, 'POST', `/v1/${kind}`, { ...record, siteId: ids[site] });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

/** What is out of sight is not there; the rest is there, and not theirs to change. */
const refusalFor = async (who: string, kind: Kind, { id }: Json): Promise<string> =>
  (await as(who, 'GET', `/v1/${kind}/${String(id)}`)).status === 404 ? 'not_found' : 'forbidden';

/** Which of the four sorts somebody may do it to: own, for them, a colleague's here, a colleague's there. */
type May = `${'y' | '-'}${'y' | '-'}${'y' | '-'}${'y' | '-'}`;
const SORT_NAMES = Object.keys(SORTS) as (keyof typeof SORTS)[]; // the keys of that very object
const WHO: readonly Member[] = ['olga', 'otto', 'mia', 'max'];

const TASKS: readonly [what: string, text: (ref: number) => string, may: readonly [May, May, May, May]][] = [
  ['completes it', (ref) => `done #${ref}`, ['yyyy', 'yyy-', 'yyyy', 'yyy-']],
  ['notes something', (ref) => `note on #${ref}: bring the ladder`, ['yyyy', 'yyy-', 'yyyy', 'yyy-']],
  ['says how far it is', (ref) => `start #${ref}`, ['yyyy', 'yyy-', 'yyyy', 'yyy-']],
  ['changes it', (ref) => `set #${ref} to urgent`, ['y---', 'y---', 'yyyy', 'yyy-']],
  ['gives it to somebody else', (ref) => `assign #${ref} to cole`, ['y---', 'y---', 'yyyy', 'yyy-']],
  ['deletes it', (ref) => `delete #${ref}`, ['y---', 'y---', 'yyyy', 'yyy-']],
];

describe('with tasks, in words', () => {
  const rows = TASKS.flatMap(([what, text, may]) => WHO.map((who, n) => ({ what, text, who, may: may[n] ?? '----' })));
  it.each(rows)('$who $what: $may', async ({ text, who, may }) => {
    let seen = '';
    for (const sort of SORT_NAMES) {
      const task = await come(who, sort, 'tasks');
      const outcome = await say(who, text(Number(task['ref'])));
      if (outcome['kind'] === 'refused') expect(outcome).toMatchObject({ code: await refusalFor(who, 'tasks', task) });
      else expect(outcome).toMatchObject({ kind: 'changed', subject: { task: { id: task['id'] } } });
      seen += outcome['kind'] === 'changed' ? 'y' : '-';
    }
    expect(seen).toBe(may);
  });

  it('one becomes a part of nothing that is out of sight', async () => {
    const own = await come('otto', 'own', 'tasks');
    const hidden = await come('otto', 'of a colleague at Pecos', 'tasks');
    const patched = await as('otto', 'PATCH', `/v1/tasks/${own['id']}`, { parentId: hidden['id'] });
    expect(patched.body).toMatchObject({ status: 404, detail: 'There is no such task' });
    expect(await say('otto', `make ${own['ref']} a subtask of ${hidden['ref']}`)).toMatchObject({
      code: 'not_found',
      reason: `There is no task #${hidden['ref']}`,
    });
    expect((await as('otto', 'GET', `/v1/tasks/${own['id']}`)).body).toMatchObject({ parentId: null, version: 1 });
  });

  it('nothing is changed by what was refused, and the refusal says who could', async () => {
    const task = await come('olga', 'of a colleague at Crockett', 'tasks');
    const { body } = await as('olga', 'POST', '/v1/messages', { text: `delete #${task['ref']}` });
    expect(itemsIn(body, 'replies')[0]?.['text']).toBe('⚠️ Only whoever made it or a manager may do that.');
    expect((await as('olga', 'GET', `/v1/tasks/${task['id']}`)).body).toMatchObject({ version: 1 });
    await as('admin', 'PATCH', `/v1/people/${ids['olga']}`, { language: 'es' });
    const again = await as('olga', 'POST', '/v1/messages', { text: `elimina la tarea ${task['ref']}` });
    expect(itemsIn(again.body, 'replies')[0]?.['text']).toBe(
      '⚠️ Eso solo lo puede hacer quien lo creó o un responsable.',
    );
    await as('admin', 'PATCH', `/v1/people/${ids['olga']}`, { language: 'en' });
  });
});

const ROUTES: readonly [what: string, method: string, path: string, body: Json | undefined, may: readonly May[]][] = [
  ['completes a task', 'POST', '/v1/tasks/:id/complete', undefined, ['yyyy', 'yyy-', 'yyyy', 'yyy-']],
  ['opens a task again', 'POST', '/v1/tasks/:id/reopen', undefined, ['yyyy', 'yyy-', 'yyyy', 'yyy-']],
  ['says how far a task is', 'PATCH', '/v1/tasks/:id', { stage: 'on_hold' }, ['yyyy', 'yyy-', 'yyyy', 'yyy-']],
  ['changes a task', 'PATCH', '/v1/tasks/:id', { priority: 'high' }, ['y---', 'y---', 'yyyy', 'yyy-']],
  ['deletes a task', 'DELETE', '/v1/tasks/:id', undefined, ['y---', 'y---', 'yyyy', 'yyy-']],
  ['changes a reminder', 'PATCH', '/v1/reminders/:id', { title: 'Other' }, ['yy--', 'yy--', 'yyyy', 'yyy-']],
  [
    'puts a reminder off',
    'POST',
    '/v1/reminders/:id/snooze',
    { due: '2031-01-01T09:00:00Z' },
    ['yy--', 'yy--', 'yyyy', 'yyy-'],
  ],
  ['changes a report', 'PATCH', '/v1/reports/:id', { text: 'Other' }, ['y---', 'y---', 'yyyy', 'y-y-']],
  ['deletes a report', 'DELETE', '/v1/reports/:id', undefined, ['y---', 'y---', 'yyyy', 'y-y-']],
  ['cancels a reminder', 'DELETE', '/v1/reminders/:id', undefined, ['yy--', 'yy--', 'yyyy', 'yyy-']],
];

describe('over REST', () => {
  const rows = ROUTES.flatMap(([what, method, path, body, may]) =>
    [...WHO, 'admin'].map((who, n) => ({ what, method, path, body, who, may: may[n] ?? 'yyyy' })),
  );
  it.each(rows)('$who $what: $may', async ({ method, path, body, who, may }) => {
    let seen = '';
    for (const sort of SORT_NAMES) {
      const record = await come(who, sort, path.split('/')[2] as Kind); // each of those paths names its kind
      const { status, body: answer } = await as(who, method, path.replace(':id', String(record['id'])), body);
      if (status >= 400)
        expect(answer).toMatchObject({ code: await refusalFor(who, path.split('/')[2] as Kind, record) }); // as below
      else expect([200, 204]).toContain(status);
      seen += status >= 400 ? '-' : 'y';
    }
    expect(seen).toBe(may);
  });
});

describe('what is shown', () => {
  it.each([
    ['olga', 'yyyy'],
    ['otto', 'yyy-'],
    ['mia', 'yyyy'],
    ['max', 'yyy-'],
  ] as const)('%s sees of their sites, and what is theirs: %s', async (who, may) => {
    for (const kind of ['tasks', 'reminders'] as const) {
      let seen = '';
      for (const sort of SORT_NAMES) {
        const record = await come(who, sort, kind);
        const one = await as(who, 'GET', `/v1/${kind}/${record['id']}`);
        const all = await as(who, 'GET', `/v1/${kind}?limit=200`);
        const listed = itemsIn(all.body).some(({ id }) => id === record['id']);
        expect(listed).toBe(one.status === 200);
        seen += listed ? 'y' : '-';
      }
      expect(seen).toBe(may);
    }
  });

  it('names no task of another site when words would fit it, in a list or in a question back', async () => {
    await as('cole', 'POST', '/v1/tasks', { title: 'Secret turbine overhaul', siteId: ids['Pecos'] });
    for (const text of ['delete the turbine overhaul', 'show tasks', 'tasks at Pecos', '/handoff', '/today']) {
      const { body } = await as('otto', 'POST', '/v1/messages', { text });
      expect(JSON.stringify(body)).not.toContain('Secret turbine');
    }
  });

  const TELLING: Readonly<Record<Kind, readonly string[]>> = {
    tasks: [
      'show #N',
      'done #N',
      'done N',
      'reopen #N',
      'note on #N: bring the ladder',
      'set #N to urgent',
      'assign #N to me',
      'move #N to friday',
      'rename #N to other',
      'unblock #N',
      'delete #N',
      '/subtask N look again',
      '/newtask look again after #N',
    ],
    reminders: ['snooze reminder N for 1 hour', 'move reminder N to friday', 'cancel reminder N'],
    reports: [
      'finalize report N',
      'reopen report N',
      'add to report N: more',
      'delete report N',
      'pdf of report N',
      '/followup N 1',
    ],
  };
  const telling = (Object.keys(TELLING) as Kind[]).flatMap((kind) => TELLING[kind].map((text) => ({ kind, text }))); // the keys of that very object
  it.each(telling)('says the same of what is out of sight as of what never was: $text', async ({ kind, text }) => {
    for (const who of ['otto', 'max'] as const) {
      const there = await come(who, 'of a colleague at Pecos', kind);
      const said = async (ref: string) => {
        const { body } = await as(who, 'POST', '/v1/messages', { text: text.replace('N', ref) });
        return itemsIn(body, 'replies').map((reply) => String(reply['text']).replaceAll(ref, 'N'));
      };
      const seen = await said(String(there['ref']));
      expect(seen).toEqual(await said('98765'));
      expect(seen).toHaveLength(1);
    }
  });

  it('tells the number of what a task waits for, and its title to whoever may see it', async () => {
    const hatch = { title: 'Open the secret hatch', siteId: ids['Pecos'] };
    const secret = (await as('admin', 'POST', '/v1/tasks', hatch)).body;
    const waiting = { title: 'Then climb', blockerIds: [secret['id']], assigneeIds: [ids['otto']] };
    const { id } = (await as('admin', 'POST', '/v1/tasks', waiting)).body;
    const { body } = await as('otto', 'GET', `/v1/tasks/${String(id)}`);
    expect(body['blockedBy']).toMatchObject([{ ref: secret['ref'], title: `#${String(secret['ref'])}` }]);
    const all = [await as('otto', 'GET', '/v1/tasks?limit=200'), await as('otto', 'GET', '/v1/search?q=climb')];
    expect(JSON.stringify([...all.map((answer) => answer.body), await say('otto', 'show my tasks')])).not.toContain(
      'hatch',
    );
    const beside = { title: 'Then paint', siteId: ids['Pecos'], blockerIds: [secret['id']] };
    const { body: there } = await as('cole', 'POST', '/v1/tasks', beside);
    expect(there['blockedBy']).toMatchObject([{ title: hatch.title }]);
  });

  it('tells of a report’s follow-up that was moved elsewhere only the number', async () => {
    const found = { text: 'hatch loose', siteId: ids['Crockett'] };
    const report = (await as('admin', 'POST', '/v1/reports', found)).body;
    const path = `/v1/reports/${String(report['id'])}`;
    await as('admin', 'POST', `${path}/followups`, { title: 'mend the secret panel' });
    const read = async () => JSON.stringify((await as('otto', 'GET', path)).body);
    expect(await read()).toContain('secret panel');
    const ref = /"ref":(\d+),"title":"mend/.exec(await read())?.[1];
    const [followUp] = itemsIn((await as('admin', 'GET', path)).body, 'followUps');
    await as('admin', 'PATCH', `/v1/tasks/${String(followUp?.['id'])}`, { siteId: ids['Pecos'] });
    expect(await read()).not.toContain('secret panel');
    expect(await read()).toContain(`"title":"#${ref}"`);
  });

  it('tells of another site’s task that it is done, or free, but not which it is', async () => {
    const make = async (title: string, site: string, more: object = {}) =>
      (await as('admin', 'POST', '/v1/tasks', { title, siteId: ids[site], ...more })).body;
    const secret = await make('Open the secret cellar', 'Pecos');
    const own = await make('Then sweep', 'Crockett', { blockerIds: [secret['id']], assigneeIds: [ids['otto']] });
    await as('cole', 'POST', `/v1/tasks/${String(secret['id'])}/complete`);
    const notices = JSON.stringify((await as('otto', 'GET', '/v1/notices')).body);
    expect(notices).toContain(`No longer blocked, #${String(secret['ref'])} is done: `);
    expect(notices).not.toContain('cellar');
    await make('Lock the secret cellar', 'Pecos', { blockerIds: [own['id']] });
    const { body } = await as('otto', 'POST', '/v1/messages', { text: `done #${String(own['ref'])}` });
    expect(itemsIn(body, 'replies')[0]?.['text']).toMatch(/No longer blocked: #\d+$/m);
    expect(JSON.stringify(body)).not.toContain('cellar');
  });

  it('lets nobody make or move a thing to a site that is not theirs, or under a task there', async () => {
    const there = await come('otto', 'of a colleague at Pecos', 'tasks');
    const own = await come('otto', 'own', 'tasks');
    const refused = [
      await as('otto', 'POST', '/v1/tasks', { title: 'x', siteId: ids['Pecos'] }),
      await as('otto', 'POST', '/v1/tasks', { title: 'x', parentId: there['id'] }),
      await as('otto', 'PATCH', `/v1/tasks/${own['id']}`, { siteId: ids['Pecos'] }),
      await as('max', 'PATCH', `/v1/tasks/${own['id']}`, { siteId: ids['Pecos'] }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 404, 403, 403]);
  });

  it('lets nobody wait for a task of another site, by its id or by its number', async () => {
    const there = await come('otto', 'of a colleague at Pecos', 'tasks');
    const byId = await as('otto', 'POST', '/v1/tasks', { title: 'x', blockerIds: [there['id']] });
    const byNumber = await as('otto', 'POST', '/v1/messages', {
      text: `paint the shed after #${String(there['ref'])}`,
    });
    const unknown = await as('otto', 'POST', '/v1/messages', { text: 'paint the shed after #98765' });
    expect(byId.status).toBe(404);
    expect(JSON.stringify(byNumber.body)).not.toContain(String(there['title']));
    const kinds = [byNumber, unknown].map(({ body }) => itemsIn(body, 'outcomes').map(({ kind }) => kind));
    expect(kinds[0]).toEqual(kinds[1]);
  });

  it('refuses a report with its follow-ups in one sentence', async () => {
    const text = 'Site Pecos: pressure 35 psi. follow up: replace belt. follow up: fill oil';
    const [reply] = itemsIn((await as('otto', 'POST', '/v1/messages', { text })).body, 'replies');
    expect(reply?.['text']).toBe('⚠️ That is not one of your sites.');
  });

  it('keeps a subtask where its task is', async () => {
    const here = await come('cole', 'of a colleague at Pecos', 'tasks');
    const sub = (await as('cole', 'POST', '/v1/tasks', { title: 'Part of it', parentId: here['id'] })).body;
    expect(sub['site']).toMatchObject({ name: 'Pecos' });
    expect((await as('otto', 'GET', `/v1/tasks/${String(sub['id'])}`)).status).toBe(404);
  });

  it('lets a manager take back only what was done at their sites', async () => {
    const there = await say('cole', '/newtask Secret valve at Pecos');
    const here = await say('cole', '/newtask Open valve at Crockett');
    expect(await say('max', `/undo ${String(there['auditId'])}`)).toMatchObject({ kind: 'refused', code: 'not_found' });
    expect(await say('max', `/undo ${String(here['auditId'])}`)).toMatchObject({ kind: 'changed' });
    expect(await say('mia', `/undo ${String(there['auditId'])}`)).toMatchObject({ kind: 'changed' });
  });
});

describe('lists', () => {
  it('are filled and ticked by everybody; renamed and deleted by whoever made them, or a manager', async () => {
    for (const [who, may] of [
      ['olga', [201, 200, 403, 403]],
      ['mia', [201, 200, 200, 204]],
    ] as const) {
      const id = await create('/v1/lists', { name: `List for ${who}`, items: [{ text: 'rope' }] });
      const answers = [
        await as(who, 'POST', `/v1/lists/${id}/items`, { items: [{ text: 'tape' }] }),
        await as(who, 'DELETE', `/v1/lists/${id}/items`),
        await as(who, 'PATCH', `/v1/lists/${id}`, { name: `Other list for ${who}` }),
        await as(who, 'DELETE', `/v1/lists/${id}`),
      ];
      expect(answers.map(({ status }) => status)).toEqual(may);
    }
    const own = (await as('olga', 'POST', '/v1/lists', { name: 'Olgas own' })).body['id'];
    expect((await as('olga', 'PATCH', `/v1/lists/${own}`, { name: 'Olgas' })).status).toBe(200);
    expect((await as('olga', 'DELETE', `/v1/lists/${own}`)).status).toBe(204);
  });
});

describe('messages', () => {
  it('of somebody else are read by managers only', async () => {
    const { body } = await as('cole', 'POST', '/v1/messages', { text: 'add salt to the pantry list' });
    const path = `/v1/messages/${body['id']}`;
    expect((await as('cole', 'GET', path)).status).toBe(200);
    expect([(await as('olga', 'GET', path)).status, (await as('mia', 'GET', path)).status]).toEqual([403, 200]);
    const seen = itemsIn((await as('olga', 'GET', '/v1/messages?limit=200')).body);
    expect(new Set(seen.map(({ person }) => (person as Json)['id']))).toEqual(new Set([ids['olga']]));
    expect((await as('olga', 'GET', `/v1/messages?person=${ids['cole']}`)).status).toBe(403);
    expect(itemsIn((await as('mia', 'GET', `/v1/messages?person=${ids['cole']}`)).body)).not.toEqual([]);
  });

  it('about another site keep their words from a manager who is not there', async () => {
    const { body } = await as('cole', 'POST', '/v1/messages', { text: '/newtask Hidden hatch at Pecos' });
    const read = async (who: string) => (await as(who, 'GET', `/v1/messages/${String(body['id'])}`)).body;
    expect((await read('mia'))['text']).toContain('Hidden hatch');
    expect(await read('max')).toMatchObject({ text: null, commands: [], outcomes: [], status: 'done' });
    expect(JSON.stringify(await read('max'))).not.toContain('Hidden hatch');
  });

  it('in which something was looked up are not for a manager who reaches less far than who asked', async () => {
    await as('cole', 'POST', '/v1/messages', { text: '/newtask Oil the winch at Pecos' });
    const { body } = await as('cole', 'POST', '/v1/messages', { text: '/newtask Grease the winch at Pecos' });
    const ref = Number(/#(\d+)/.exec(String(itemsIn(body, 'replies')[0]?.['text']))?.[1]);
    await as('cole', 'POST', '/v1/messages', { text: `done #${ref}` });
    const asked = async (who: string, text: string) => (await as(who, 'POST', '/v1/messages', { text })).body['id'];
    const read = async (who: string, id: unknown) => (await as(who, 'GET', `/v1/messages/${String(id)}`)).body;
    for (const [who, text] of [
      ['cole', 'find winch'],
      ['cole', `done #${ref}`],
      ['cole', 'show tasks at Pecos'],
      ['mia', 'pdf of Pecos this week'],
      ['admin', 'show all tasks'],
    ] as const) {
      const id = await asked(who, text);
      expect(await read('max', id)).toMatchObject({ text: null, commands: [], outcomes: [], replies: [] });
      expect((await read(who === 'mia' ? 'admin' : 'mia', id))['text']).toBe(text);
    }
    expect(JSON.stringify((await as('max', 'GET', '/v1/messages?limit=200')).body)).not.toContain('winch');
    expect((await read('max', await asked('otto', 'show all tasks')))['text']).toBe('show all tasks');
    expect((await read('max', await asked('cole', 'add rope to the pantry list')))['text']).toContain('rope');
  });

  it('are tried again by admins only', async () => {
    const path = `/v1/messages/${ids['cole']}/retry`;
    const tried = [await as('mia', 'POST', path), await as('admin', 'POST', path)];
    expect(tried.map(({ status }) => status)).toEqual([403, 404]);
  });
});

describe('a task', () => {
  it('waits for what its maker may see, and for nothing else', async () => {
    const here = await create('/v1/tasks', { title: 'Shut the valve', siteId: ids['Crockett'] });
    const elsewhere = await as('cole', 'POST', '/v1/tasks', { title: 'Open the hatch', siteId: ids['Pecos'] });
    const waiting = (blockerId: unknown) => ({ title: 'Change the seal', blockerIds: [blockerId] });
    expect((await as('max', 'POST', '/v1/tasks', waiting(here))).body['blockedBy']).toMatchObject([{ id: here }]);
    expect((await as('max', 'POST', '/v1/tasks', waiting(elsewhere.body['id']))).status).toBe(404);
    expect((await as('mia', 'POST', '/v1/tasks', waiting(elsewhere.body['id']))).status).toBe(201);
    const said = await say('max', `/newtask Change the seal after #${String(elsewhere.body['ref'])}`);
    expect(said).toMatchObject({ kind: 'refused' });
  });
});

describe('people, places and keys', () => {
  const newcomer = { name: 'Newcomer' };
  const DEEDS: readonly [what: string, act: (who: string) => Promise<{ status: number }>, may: readonly number[]][] = [
    ['adds an operator', (who) => as(who, 'POST', '/v1/people', newcomer), [403, 201, 201]],
    ['adds a manager', (who) => as(who, 'POST', '/v1/people', { ...newcomer, role: 'manager' }), [403, 403, 201]],
    ['renames an operator', (who) => as(who, 'PATCH', `/v1/people/${ids['cole']}`, { name: 'cole' }), [403, 200, 200]],
    [
      'promotes an operator',
      (who) => as(who, 'PATCH', `/v1/people/${ids['cole']}`, { role: 'admin' }),
      [403, 403, 200],
    ],
    ['changes a manager', (who) => as(who, 'PATCH', `/v1/people/${ids['max']}`, { aliases: [] }), [403, 403, 200]],
    ['invites an operator', (who) => as(who, 'POST', `/v1/people/${ids['olga']}/invites`), [403, 201, 201]],
    ['invites a manager', (who) => as(who, 'POST', `/v1/people/${ids['max']}/invites`), [403, 403, 201]],
    ['adds a place', (who) => as(who, 'POST', '/v1/sites', { name: `Place of ${who}` }), [403, 403, 201]],
    ['sees keys', (who) => as(who, 'GET', '/v1/keys'), [403, 403, 200]],
    ['makes a key', (who) => as(who, 'POST', '/v1/keys', { name: 'x' }), [403, 403, 201]],
    ['sees webhooks', (who) => as(who, 'GET', '/v1/webhooks'), [403, 403, 200]],
    [
      'makes a webhook',
      (who) => as(who, 'POST', '/v1/webhooks', { url: 'https://example.com/hook', events: ['task.*'] }),
      [403, 403, 201],
    ],
    ['removes somebody', (who) => as(who, 'DELETE', `/v1/people/${ids['spare']}`), [403, 403, 204]],
  ];
  beforeAll(async () => {
    ids['spare'] = await create('/v1/people', { name: 'Spare' });
  });

  it.each(DEEDS)('%s', async (_, act, may) => {
    expect([(await act('olga')).status, (await act('mia')).status, (await act('admin')).status]).toEqual(may);
  });

  it('everybody sets their own quiet hours, language and digest, and nothing else about themselves', async () => {
    const path = `/v1/people/${ids['olga']}`;
    const quiet = await as('olga', 'PATCH', path, {
      quietFrom: '22:00',
      quietUntil: '06:00',
      timeZone: 'America/Denver',
    });
    expect([quiet.status, quiet.body['quietFrom']]).toEqual([200, '22:00']);
    const more = await as('olga', 'PATCH', path, { role: 'admin', siteIds: [] });
    expect([more.status, more.body['detail']]).toEqual([403, 'Only an admin may change your role, siteIds']);
  });

  it('a manager of one site adds people there, and nowhere else', async () => {
    const { body } = await as('max', 'POST', '/v1/people', { name: 'Local' });
    expect(body['siteIds']).toEqual([ids['Crockett']]);
    expect((await as('max', 'POST', '/v1/people', { name: 'Else', siteIds: [ids['Pecos']] })).status).toBe(403);
    expect((await as('max', 'PATCH', `/v1/people/${body['id']}`, { siteIds: [ids['Pecos']] })).status).toBe(403);
  });

  it('somebody has several accounts', async () => {
    const path = `/v1/people/${ids['mia']}`;
    const both = await as('admin', 'PATCH', path, { telegramIds: ['71001', '71002'] });
    expect(both.body).toMatchObject({ telegramId: '71001', telegramIds: ['71001', '71002'] });
    const one = await as('admin', 'PATCH', path, { telegramIds: ['71002'] });
    expect(one.body).toMatchObject({ telegramId: '71002', telegramIds: ['71002'] });
    expect((await as('admin', 'PATCH', path, { telegramIds: ['@mia'] })).status).toBe(400);
    expect((await as('admin', 'PATCH', `/v1/people/${ids['olga']}`, { telegramIds: ['71002'] })).status).toBe(409);
  });
});

describe('a key', () => {
  const keyFor = async (fields: Json) => {
    const { status, body } = await product.ask('POST', '/v1/keys', { name: 'scoped', ...fields });
    expect(status).toBe(201);
    const key = { authorization: `Bearer ${body['key']}` };
    return (method: string, path: string, json?: unknown) => product.ask(method, path, json, key);
  };

  it('for reading reads, and changes nothing', async () => {
    const ask = await keyFor({ scopes: ['read'] });
    expect((await ask('GET', '/v1/tasks')).status).toBe(200);
    expect((await ask('POST', '/v1/tasks', { title: 'x' })).status).toBe(403);
    expect((await ask('POST', '/v1/rails/parse', { text: 'add milk' })).status).toBe(200);
  });

  it('for reading asks in words, and what would change something is refused before it is stored', async () => {
    const ask = await keyFor({ scopes: ['read'] });
    const say = (text: string) => ask('POST', '/v1/messages', { text });
    const { status, body } = await say("what's overdue");
    expect([status, itemsIn(body, 'outcomes')[0]?.['kind']]).toEqual([201, 'shown']);
    expect((await say('hello')).status).toBe(201);
    const before = await product.count('messages');
    for (const text of [
      'add milk to the key list',
      'uncheck milk',
      '/newtask x',
      'undo',
      'show my tasks and add milk to the key list',
    ]) {
      const refused = await say(text);
      expect([text, refused.status, refused.body['code']]).toEqual([text, 403, 'forbidden']);
      expect(refused.body['detail']).toContain('may only ask');
    }
    expect(await product.count('messages')).toBe(before);
  });

  it('for reading answers no question with a change', async () => {
    const read = await keyFor({ scopes: ['read'] });
    await product.ask('POST', '/v1/messages', { text: '/newtask trim the north hedge' });
    const asked = await product.ask('POST', '/v1/messages', { text: 'delete the task trim the north hedge' });
    expect(itemsIn(asked.body, 'outcomes')[0]).toMatchObject({ kind: 'asked' });
    const { body } = await read('POST', '/v1/messages', { text: 'yes' });
    expect(itemsIn(body, 'outcomes')[0]).toMatchObject({ kind: 'refused', code: 'forbidden' });
    expect(itemsIn((await product.ask('GET', '/v1/tasks?q=hedge')).body)).toHaveLength(1);
  });

  it('for writing only says what it has to say', async () => {
    const write = await keyFor({ scopes: ['write'] });
    expect((await write('POST', '/v1/messages', { text: 'add milk to the key list' })).status).toBe(201);
    const { body } = await write('POST', '/v1/messages', { text: "what's overdue" });
    expect(itemsIn(body, 'outcomes')[0]).toMatchObject({ kind: 'refused', code: 'forbidden' });
  });

  it('of an admin runs the place only when that is what it is for', async () => {
    const plain = await keyFor({});
    expect((await plain('POST', '/v1/tasks', { title: 'x' })).status).toBe(201);
    expect((await plain('POST', '/v1/people', { name: 'x', role: 'manager' })).status).toBe(403);
    expect((await plain('GET', '/v1/keys')).status).toBe(403);
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['GET', `/${ids['mia']}`],
      ['DELETE', `/${ids['mia']}`],
    ] as const) {
      const body = method === 'POST' ? { url: 'http://127.0.0.1:9/x' } : undefined;
      expect((await plain(method, `/v1/webhooks${path}`, body)).status).toBe(403);
      expect((await as('mia', method, `/v1/webhooks${path}`, body)).status).toBe(403);
    }
    const full = await keyFor({ scopes: ['read', 'write', 'admin'] });
    expect((await full('POST', '/v1/people', { name: 'x', role: 'manager' })).status).toBe(201);
  });

  it('is good until its time, and for what exists', async () => {
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    const ask = await keyFor({ expiresAt: soon });
    expect((await ask('GET', '/v1/tasks')).status).toBe(200);
    const past = await product.ask('POST', '/v1/keys', { name: 'late', expiresAt: '2020-01-01T00:00:00Z' });
    expect(past.status).toBe(400);
    expect((await product.ask('POST', '/v1/keys', { name: 'odd', scopes: ['root'] })).status).toBe(400);
  });
});

describe('what somebody else did', () => {
  const undo = (who: string, { auditId }: Json) => say(who, `/undo ${auditId}`);

  it('is taken back only by whoever sees it', async () => {
    const there = await say('cole', '/newtask Far away at Pecos');
    expect(await undo('max', there)).toMatchObject({ kind: 'refused', code: 'not_found' });
    expect(await undo('otto', there)).toMatchObject({ kind: 'refused', code: 'not_found' });
    expect(await undo('mia', there)).toMatchObject({ kind: 'changed', command: 'change.undo' });
  });

  it('to a private list is taken back by nobody else, not even an admin', async () => {
    await say('cole', 'create a private list called Gifts');
    const added = await say('cole', 'add a drum to gifts');
    expect(await undo('admin', added)).toMatchObject({ kind: 'refused', code: 'not_found' });
    expect(await undo('mia', added)).toMatchObject({ kind: 'refused', code: 'not_found' });
    expect(await undo('cole', added)).toMatchObject({ kind: 'changed', command: 'change.undo' });
  });
});

describe('what was said to the bot alone', () => {
  const textFor = async (who: string, id: unknown) => (await as(who, 'GET', `/v1/messages/${String(id)}`)).body['text'];
  const said = async (who: string, text: string) => (await as(who, 'POST', '/v1/messages', { text })).body['id'];

  it('and was not understood is its author’s, and an admin’s', async () => {
    const id = await said('cole', 'the thing over by the other thing again, you know');
    expect(await textFor('cole', id)).toContain('other thing');
    expect(await textFor('admin', id)).toContain('other thing');
    expect(await textFor('mia', id)).toBeNull();
    const page = await as('mia', 'GET', `/v1/messages?person=${ids['cole']}&limit=1`);
    expect(itemsIn(page.body)[0]).toMatchObject({ id, text: null, outcomes: [], replies: [] });
  });

  it('and names a private list is its author’s alone, understood or not', async () => {
    await say('cole', 'create a private list called Surprise Party');
    for (const text of ['grmbl the surprise party, zzz', 'what happened with the SURPRISE party']) {
      const id = await said('cole', text);
      expect([text, await textFor('cole', id), await textFor('admin', id), await textFor('mia', id)]).toEqual([
        text,
        text,
        null,
        null,
      ]);
    }
  });

  it('and became a task is a manager’s to read', async () => {
    expect(await textFor('mia', await said('cole', '/newtask sweep the yard'))).toBe('/newtask sweep the yard');
  });
});
