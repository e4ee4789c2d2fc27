import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyNoBinaries } from '../../libs/storage/supabase/testing/local/binaries.ts';
import { startLocalSupabase } from '../../libs/storage/supabase/testing/local/local-supabase.ts';
import { ADMIN_KEY, itemsIn, type Product, startProduct } from '../product.ts';
import { run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'flrts-brainbot-'));
let product: Product;

beforeAll(async () => {
  product = await startProduct();
  await product.ask('POST', '/v1/people', { name: 'Ana Ruiz', aliases: ['anita'] });
});
afterAll(async () => {
  await product.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Made up; in the shape of the predecessor's tables. */
const ROWS: readonly [table: string, row: object][] = [
  ['personnel', { id: 'p1', full_name: 'Ana Maria Ruiz', aliases: ['Anita'], app_role: 'user' }],
  [
    'personnel',
    {
      id: 'p2',
      first_name: 'Lee',
      last_name: 'Park',
      telegram_id: '555123',
      timezone: 'America/Chicago',
      app_role: 'admin',
    },
  ],
  ['personnel', { id: 'p3', full_name: 'Gone Long', is_active: false }],
  ['sites', { id: 's1', site_name: 'Quarry' }],
  ['lists', { id: 'l1', list_name: 'Truck stock' }],
  ['list_items', { id: 'i2', parent_list_id: 'l1', item_name_primary_text: 'rope', item_order: 2 }],
  ['list_items', { id: 'i1', parent_list_id: 'l1', item_name_primary_text: 'tape', item_order: 1 }],
  ['list_items', { id: 'i3', parent_list_id: 'l1', item_name_primary_text: 'bought', is_complete_or_checked: true }],
  [
    'tasks',
    {
      id: 't2',
      task_title: 'Order seals',
      status: 'To Do',
      parent_task_id: 't1',
      assigned_to_user_id: 'p2',
      priority: 'Medium',
    },
  ],
  [
    'tasks',
    {
      id: 't1',
      task_title: 'Overhaul the crusher',
      status: 'In Progress',
      site_id: 's1',
      assigned_to_user_id: 'p1',
      due_at: '2027-03-01T15:00:00+00:00',
      priority: 'High',
    },
  ],
  ['tasks', { id: 't3', task_title: 'Paint the gate', status: 'Done', completion_date: '2025-05-05T10:00:00+00:00' }],
  ['tasks', { id: 't4', task_title: 'Never mind this', status: 'Cancelled' }],
  ['tasks', { id: 't5', task_title: 'When?', status: 'To Do', due_date: '2027-02-30', priority: 'whenever' }],
  [
    'reminders',
    {
      id: 'r1',
      reminder_title: 'pay the rent',
      reminder_date_time: '2030-01-01T09:00:00Z',
      status: 'Scheduled',
      user_to_remind_id: 'p2',
    },
  ],
  [
    'reminders',
    { id: 'r2', reminder_title: 'too late', reminder_date_time: '2020-01-01T09:00:00Z', status: 'Scheduled' },
  ],
  [
    'field_reports',
    {
      id: 'f1',
      site_id: 's1',
      report_date: '2025-06-01',
      report_title_summary: 'All well',
      report_content_full: 'Belt 2 replaced.',
    },
  ],
  [
    'brain_bot_documents',
    {
      id: 'd1',
      file_path: 'sops/crusher.md',
      title: 'Crusher SOP',
      content: 'Stop it first.',
      created_at: '2025-01-02T03:04:05Z',
    },
  ],
];
const STRANGE = [
  'personnel p2: Lee Park was an admin, and becomes an operator',
  'personnel p3: Gone Long is not active any more; not taken over',
  'tasks t4: "Never mind this" has the status "Cancelled", which is none of ours; not taken over',
  'tasks t5: the priority "whenever" is none of ours',
  'tasks t5: due_date is "2027-02-30", which is no day',
  'reminders r2: "too late" was due 2020-01-01T09:00:00.000Z; not taken over',
];

const importing = (from: string, ...more: string[]) =>
  run('import-brainbot', ['--from', from, '--to', product.url, ...more], {
    env: { ADMIN_API_KEY: ADMIN_KEY, BRAINBOT_SUPABASE_KEY: key },
  });
let key = 'none';
const file = () => {
  const path = join(folder, 'rows.jsonl');
  writeFileSync(path, ROWS.map(([table, row]) => JSON.stringify({ table, row })).join('\n'));
  return path;
};
const items = async (path: string) => itemsIn((await product.ask('GET', path)).body);

describe('npm run import:brainbot', () => {
  it('says first what would be made and what is strange, and makes nothing', async () => {
    const { code, out } = await importing(file());
    expect(code).toBe(0);
    for (const line of STRANGE) expect(out).toContain(`strange: ${line}\n`);
    expect(out).toContain('Here already: 1 people and sites.');
    expect(out).toContain('To be made: 1 people, 1 sites, 1 lists, 2 reports, 4 tasks, 1 reminders.');
    expect(await items('/v1/tasks')).toEqual([]);
  });

  it('makes it, with the people who are here already, and the second time changes nothing', async () => {
    const first = await importing(file(), '--apply');
    expect([first.code, first.out]).toEqual([
      0,
      expect.stringContaining('Made 10; 0 were there from an earlier run; 0 failed.'),
    ]);
    const audited = await product.count('audit');
    const second = await importing(file(), '--apply');
    expect([second.code, second.out]).toEqual([0, expect.stringContaining('0 failed.')]);
    expect(await product.count('audit')).toBe(audited);

    const tasks = Object.fromEntries((await items('/v1/tasks')).map((task) => [String(task['title']), task]));
    expect(Object.keys(tasks).toSorted()).toEqual(['Order seals', 'Overhaul the crusher', 'Paint the gate', 'When?']);
    expect(tasks['Overhaul the crusher']).toMatchObject({
      status: 'open',
      stage: 'in_progress',
      priority: 'high',
      due: '2027-03-01T15:00:00.000Z',
      site: { name: 'Quarry' },
      assignees: [{ name: 'Ana Ruiz' }],
    });
    expect(tasks['Order seals']).toMatchObject({
      parentId: tasks['Overhaul the crusher']?.['id'],
      assignees: [{ name: 'Lee Park' }],
    });
    expect(tasks['Paint the gate']).toMatchObject({ status: 'done', notes: 'Done 2025-05-05T10:00:00+00:00' });
    expect(tasks['When?']).toMatchObject({ due: null, priority: 'normal' });
    const [list] = await items('/v1/lists');
    expect(itemsIn(list).map(({ text }) => text)).toEqual(['tape', 'rope']);
    expect((await items('/v1/reports')).map(({ text }) => text).toSorted()).toEqual([
      'All well\n\nBelt 2 replaced.',
      'Crusher SOP\n\nStop it first.',
    ]);
    expect((await items('/v1/search?q=crusher+sop'))[0]).toMatchObject({ entity: 'report' });
  });

  describe('a list whose name is taken', () => {
    const taken = (id: string, name: string, ...texts: string[]) => {
      const path = join(folder, `${id}.jsonl`);
      const rows = [
        ['lists', { id, list_name: name }],
        ...texts.map((text, n) => [
          'list_items',
          { id: `${id}-${n}`, parent_list_id: id, item_name_primary_text: text, item_order: n },
        ]),
      ];
      writeFileSync(path, rows.map(([table, row]) => JSON.stringify({ table, row })).join('\n'));
      return path;
    };
    const listed = async (name: string) =>
      (await items('/v1/lists?limit=100'))
        .filter((list) => String(list['name']).toLowerCase().startsWith(name.toLowerCase()))
        .map((list) => [list['name'], itemsIn(list).map(({ text }) => text)])
        .toSorted();

    it('is named before, and its items go onto that list, once', async () => {
      await product.ask('POST', '/v1/lists', { name: 'Depot', items: [{ text: 'oil' }] });
      const from = taken('m1', 'DEPOT', 'oil', 'rags');
      expect((await importing(from)).out).toMatch(
        /strange: lists m1: there is a list "DEPOT" already; .* its items are put on that one/,
      );
      expect(await listed('depot')).toEqual([['Depot', ['oil']]]);
      const first = await importing(from, '--apply');
      expect([first.code, first.out]).toEqual([0, expect.stringContaining('Lists whose name was taken: 1;')]);
      expect(await listed('depot')).toEqual([['Depot', ['oil', 'rags']]]);
      const list = (await items('/v1/lists?name=depot'))[0];
      const rags = itemsIn(list).find(({ text }) => text === 'rags');
      await product.ask('DELETE', `/v1/lists/${String(list?.['id'])}/items/${String(rags?.['id'])}`);
      expect((await importing(from, '--apply')).code).toBe(0);
      expect(await listed('depot')).toEqual([['Depot', ['oil']]]);
    });

    it('is made beside that one under a name that says where it is from, once', async () => {
      await product.ask('POST', '/v1/lists', { name: 'Camp' });
      const from = taken('m2', 'Camp', 'tent');
      expect((await importing(from, '--lists', 'rename')).out).toContain('it is made as "Camp (BrainBot)"');
      for (const time of [1, 2])
        expect([time, (await importing(from, '--lists', 'rename', '--apply')).code]).toEqual([time, 0]);
      expect(await listed('camp')).toEqual([
        ['Camp (BrainBot)', ['tent']],
        ['Camp', []],
      ]);
    });

    it('is left out when it is to be, and nothing else is understood', async () => {
      await product.ask('POST', '/v1/lists', { name: 'Yard' });
      const from = taken('m3', 'Yard', 'cones');
      expect((await importing(from, '--lists', 'refuse')).out).toContain('it is left out');
      const { code, out } = await importing(from, '--lists', 'refuse', '--apply');
      expect([code, out]).toEqual([1, expect.stringContaining('FAILED: lists m3 (Yard): 409')]);
      expect(await listed('yard')).toEqual([['Yard', []]]);
      expect(await importing(from, '--lists', 'both')).toMatchObject({
        code: 2,
        err: expect.stringContaining('merge, rename, refuse'),
      });
    });

    it('by another row of the same import becomes one list', async () => {
      const path = taken('m4', 'Shed', 'paint');
      const other = JSON.stringify({ table: 'lists', row: { id: 'm5', list_name: 'shed' } });
      const item = JSON.stringify({
        table: 'list_items',
        row: { id: 'x', parent_list_id: 'm5', item_name_primary_text: 'brush' },
      });
      appendFileSync(path, `\n${other}\n${item}`);
      expect((await importing(path)).out).toContain('strange: lists m5:');
      expect((await importing(path, '--apply')).code).toBe(0);
      expect(await listed('shed')).toEqual([['Shed', ['paint', 'brush']]]);
    });
  });

  it('ends with a clear line when it is asked wrongly', async () => {
    const broken = join(folder, 'broken.jsonl');
    writeFileSync(broken, '{"table": "tasks", "row": {}}\n{"table": "cats"}');
    expect(await importing(broken)).toMatchObject({ code: 1, err: expect.stringContaining('broken.jsonl:2 must be') });
    expect(await run('import-brainbot', [], { env: {} })).toMatchObject({
      code: 2,
      err: expect.stringContaining('Give --from'),
    });
  });

  const where = whyNoBinaries() ? it.skip : it;
  where('reads the same rows from its Supabase', async () => {
    const migrationsDir = join(folder, 'migrations');
    mkdirSync(migrationsDir);
    chmodSync(folder, 0o755);
    writeFileSync(
      join(migrationsDir, '20250101000000_brainbot.sql'),
      `create table public.tasks (id text primary key, task_title text, status text);
       create table public.personnel (id text primary key, full_name text, aliases text[]);
       grant select on public.tasks, public.personnel to service_role;
       insert into public.personnel values ('q1', 'Kim Sol', '{kimmy}');
       insert into public.tasks select 'x' || n, 'Old task ' || n, 'To Do' from generate_series(1, 7) n;`,
    );
    const server = await startLocalSupabase({
      dataDir: join(folder, 'postgres/cluster'),
      migrationsDir,
      durable: false,
      jwtSecret: 'a secret that is only used in this test, forty characters',
    });
    try {
      key = server.key('service_role');
      const { code, out } = await importing(server.url, '--apply');
      expect([code, out]).toEqual([0, expect.stringContaining('Made 8; 0 were there')]);
      expect(out).toContain('There is no table brain_bot_documents.');
      expect(await items('/v1/tasks?q=old')).toHaveLength(7);
    } finally {
      await server.stop();
    }
  });
});
