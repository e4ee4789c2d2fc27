import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SearchAsked } from './search.ts';
import { openTestStores, type TestStores } from './testing/index.ts';

let stores: TestStores;
let crockett: string;
let joel: string;

beforeAll(async () => {
  stores = await openTestStores();
  crockett = (await stores.people.createSite(stores.admin, { name: 'Crockett', aliases: ['the river site'] })).id;
  joel = (await stores.people.createPerson(stores.admin, { name: 'Joel Ramírez' })).id;
  await act('task.create', {
    title: 'Check the pumps',
    siteId: crockett,
    assigneeIds: [joel],
    due: '2026-05-04T10:00:00Z',
  });
  await act('task.create', { title: 'Find the generator manual', notes: 'It is the blue one beside the compressor' });
  await act('task.create', { title: 'Revisión de la bomba número 3' });
  await act('task.create', { title: 'Order a compressor' });
  await act('list.create', {
    name: 'hardware',
    items: [{ text: '3/8 bolts', quantity: '2', unit: 'boxes' }, { text: 'rope' }],
  });
  await act('reminder.create', {
    title: 'pay the rent for the workshop',
    due: '2026-06-01T10:00:00Z',
    timeZone: 'UTC',
    personIds: [joel],
  });
});
afterAll(() => stores.close());

async function act(
  command:
    | 'task.create'
    | 'list.create'
    | 'reminder.create'
    | 'task.update'
    | 'task.delete'
    | 'task.complete'
    | 'list.add'
    | 'list.remove',
  args: object,
) {
  const context = { actor: stores.admin, source: 'rest' as const, chat: '1' };
  const steps = [{ command, op: command, args: { ...args } }];
  const [outcome] = (await stores.ledger.commit({ context, steps })).outcomes;
  if (outcome?.kind !== 'changed') throw new Error(JSON.stringify(outcome));
  return outcome;
}
const find = (asked: SearchAsked) => stores.search.find(stores.admin, asked);
const titles = async (asked: SearchAsked | string) =>
  (await find(typeof asked === 'string' ? { query: asked } : asked)).items.map(({ record }) =>
    'title' in record ? record.title : record.name,
  );

describe('searching the records', () => {
  it.each([
    ['pump', 'Check the pumps'],
    ['pumping', 'Check the pumps'],
    ['the generator', 'Find the generator manual'],
    ['genrator manaul', 'Find the generator manual'],
    ['gener', 'Find the generator manual'],
    ['revision bombas', 'Revisión de la bomba número 3'],
    ['REVISIONES', 'Revisión de la bomba número 3'],
    ['3/8', 'hardware'],
    ['"3/8 bolts"', 'hardware'],
    ['rent', 'pay the rent for the workshop'],
    ['river', 'Crockett'],
    ['ramirez', 'Joel Ramírez'],
    ['blue compressor', 'Find the generator manual'],
  ])('finds by %s first of all: %s', async (query, title) => {
    expect((await titles(query))[0]).toBe(title);
  });

  it('puts what is in a title before what is in the notes', async () => {
    expect(await titles('compressor')).toEqual(['Order a compressor', 'Find the generator manual']);
  });

  it('leaves out, joins alternatives and takes phrases as they stand', async () => {
    expect(await titles('compressor -generator')).toEqual(['Order a compressor']);
    expect((await titles('pumps or rope')).toSorted()).toEqual(['Check the pumps', 'hardware']);
    expect(await titles('"manual generator"')).toEqual([]);
    expect(await titles('"generator manual"')).toEqual(['Find the generator manual']);
  });

  it('narrows by kind, place, person, status and time', async () => {
    expect(await titles({ query: 'compressor', entity: 'list' })).toEqual([]);
    expect(await titles({ entity: 'list' })).toEqual(['hardware']);
    expect((await titles({ siteId: crockett })).toSorted()).toEqual(['Check the pumps', 'Crockett']);
    expect(await titles({ query: 'pump', personId: joel })).toEqual(['Check the pumps']);
    expect(await titles({ status: 'done' })).toEqual([]);
    expect(await titles({ from: '2026-05-01T00:00:00Z', to: '2026-06-01T00:00:00Z' })).toEqual(['Check the pumps']);
  });

  it('says which parts of the text were looked for', async () => {
    const [found] = (await find({ query: 'bombas' })).items;
    const marked = found?.highlights.map(({ start, length }) => found.snippet.slice(start, start + length));
    expect([found?.snippet, marked]).toEqual(['Revisión de la bomba número 3', ['bomba']]);
    const [inNotes] = (await find({ query: 'blue' })).items;
    expect(inNotes?.snippet).toBe('Find the generator manual — It is the blue one beside the compressor');
  });

  it('comes near when nothing has all of the words, and says so', async () => {
    const found = await find({ query: 'compressor helicopter' });
    expect([found.closest, found.items.length]).toEqual([true, 2]);
    expect(await find({ query: 'helicopter' })).toEqual({ items: [], nextCursor: null, closest: false, guessed: [] });
  });

  it('takes whatever is typed', async () => {
    for (const query of [
      "'",
      '"',
      '-',
      '-"',
      '& | ! <->',
      "o'brien:*",
      '\\',
      '%',
      'or',
      'or or',
      '---',
      '🔧',
      'x'.repeat(190),
      'the',
      "');--",
      '日本',
    ]) {
      expect(await find({ query })).toMatchObject({ nextCursor: null });
    }
  });

  it('keeps up with changes, parts and deletions, and forgets the words of what is gone', async () => {
    const { subject } = await act('task.create', { title: 'Grease the zyxlift' });
    if (subject.kind !== 'task') throw new Error(subject.kind);
    const { id } = subject.task;
    expect(await titles('zyxlift')).toEqual(['Grease the zyxlift']);
    await act('task.update', { id, title: 'Grease the quorvane' });
    expect([await titles('zyxlift'), await titles('quorvane')]).toEqual([[], ['Grease the quorvane']]);
    await act('task.complete', { id });
    expect(await titles({ query: 'quorvane', status: 'done' })).toEqual(['Grease the quorvane']);
    await act('task.delete', { id });
    expect(await titles('quorvane')).toEqual([]);
    const left = await stores.rows(
      `select word from public.search_words where word in ('zyxlift', 'quorvane', 'grease')`,
    );
    expect(left).toEqual([]);
  });

  it('finds what was put on a list later by its words and phrases, and not what was taken off', async () => {
    await act('list.create', { name: 'growing', items: [{ text: 'canvas' }] });
    await act('list.add', { name: 'growing', items: [{ text: 'yellow tarpaulin' }] });
    await act('list.add', { name: 'growing', items: [{ text: 'tarpaulins' }, { text: 'hooks' }] });
    for (const said of ['canvas', 'tarpaulin', '"yellow tarpaulin"', 'hook', 'canvas hooks'])
      expect([said, await titles(said)]).toEqual([said, ['growing']]);
    await act('list.remove', { name: 'growing', texts: ['yellow tarpaulin'] });
    expect(await titles('"yellow tarpaulin"')).toEqual([]);
    expect(await titles('canvas hooks')).toEqual(['growing']);
  });

  it('pages without repeating or leaving out, whatever is added meanwhile', async () => {
    const made = Array.from({ length: 23 }, (_, n) => `Inspect ladder ${n}`);
    for (const title of made) await act('task.create', { title });
    for (const asked of [{ query: 'ladder' }, { entity: 'task' as const }]) {
      const seen: string[] = [];
      for (let cursor: string | undefined, pages = 0; pages === 0 || cursor; pages += 1) {
        const page = await find({ ...asked, limit: 5, ...(cursor && { cursor }) });
        seen.push(...page.items.map(({ snippet }) => snippet));
        await act('task.create', { title: `Inspect ladder late ${pages}` });
        cursor = page.nextCursor ?? undefined;
      }
      expect(seen).toHaveLength(new Set(seen).size);
      expect(seen).toEqual(expect.arrayContaining(made));
    }
    await expect(find({ query: 'ladder', cursor: 'nonsense' })).rejects.toThrow('cursor');
  });

  it('finds nothing of another organisation', async () => {
    const organisationId = '11111111-1111-4111-8111-111111111111';
    await stores.exec(`insert into public.organisations (id, name) values ('${organisationId}', 'Others')`);
    const found = await stores.search.find({ organisationId, personId: stores.admin.personId }, { query: 'pump' });
    expect(found.items).toEqual([]);
  });

  it('finds of other sites only what is theirs or what they made, for somebody who has sites', async () => {
    const elsewhere = (await stores.people.createSite(stores.admin, { name: 'Elsewhere' })).id;
    await act('task.create', { title: 'Paint the gazebo', siteId: elsewhere });
    await stores.exec(`update public.people set site_ids = array['${elsewhere}'::uuid] where id = '${joel}'`);
    const his = async (query: string) =>
      (await stores.search.find({ ...stores.admin, personId: joel }, { query })).items.length;
    expect([await his('gazebo'), await his('compressor'), await his('pumps')]).toEqual([1, 2, 1]);
    await stores.exec(`update public.people set site_ids = array['${crockett}'::uuid] where id = '${joel}'`);
    expect([await his('gazebo'), await his('compressor')]).toEqual([0, 2]);
    await stores.exec(`update public.people set site_ids = '{}' where id = '${joel}'`);
  });

  it('finds what only one may see for nobody else', async () => {
    await stores.exec(`update public.search_entries set seen_by = '${joel}' where title = 'hardware'`);
    expect(await titles('rope')).toEqual([]);
    const his = await stores.search.find({ ...stores.admin, personId: joel }, { query: 'rope' });
    expect(his.items).toHaveLength(1);
  });
});
