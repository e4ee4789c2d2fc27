import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { differences, exportTo, importFrom, type Manifest } from '../apps/cli/backup/files.ts';
import { Backup, NOT_CARRIED, TABLES } from '../libs/stores/index.ts';
import { openTestDatabase, type TestDatabase } from '../libs/storage/supabase/testing/index.ts';
import { openTestStores, type TestStores } from '../libs/stores/testing/index.ts';

const MANY = 600;
let stores: TestStores;
let dir: string;
let manifest: Manifest;
const said: string[] = [];

beforeAll(async () => {
  stores = await openTestStores();
  await fill(stores);
  dir = join(mkdtempSync(join(tmpdir(), 'flrts-backup-')), 'out');
  manifest = await exportTo({ rows: new Backup(stores.client), tables: TABLES }, dir, 'test', (line) =>
    said.push(line),
  );
}, 180_000);
afterAll(async () => {
  await stores.close();
  rmSync(join(dir, '..'), { recursive: true });
});

const restored = async (work: (database: TestDatabase, backup: Backup) => Promise<void>): Promise<void> => {
  const database = await openTestDatabase();
  await work(database, new Backup(database.client)).finally(() => database.close());
};

describe('the list of tables', () => {
  it('names every table of the schema, so that none is forgotten', async () => {
    const tables = await stores.rows(`select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`);
    expect(tables.map(({ name }) => String(name))).toEqual([...TABLES, ...NOT_CARRIED].sort());
  });
});

describe('a backup', () => {
  it('has rows of every table, thousands where there may be many, and says how many', () => {
    expect(Object.entries(manifest.tables).filter(([, { rows }]) => rows === 0)).toEqual([]);
    const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
    expect(rows).toBeGreaterThan(12_000);
    expect(said).toContain(`tasks: ${manifest.tables['tasks']?.rows} rows`);
    expect(readFileSync(join(dir, 'media.manifest.jsonl'), 'utf8').split('\n').length).toBeGreaterThan(MANY / 2);
  });

  it('is restored into an empty database row for row, and the database goes on from there', async () => {
    await restored(async (database, backup) => {
      await importFrom({ rows: backup, tables: TABLES }, dir, () => undefined);
      expect(await differences({ rows: backup, tables: TABLES }, dir)).toEqual([]);
      const [[ref]] = (await database.query('select max(ref)::text from public.tasks')) as [[string]];
      await database.exec(`insert into public.tasks (organisation_id, title, created_by, source)
        select organisation_id, 'after', id, 'api' from public.people limit 1`);
      const after = await database.query(`select ref::text from public.tasks where title = 'after'`);
      expect(after).toEqual([[String(Number(ref) + 1)]]);
      await database.exec(
        `insert into public.audit (organisation_id, command, entity, entity_id) select id, 'x.y', 'x', id from public.organisations limit 1`,
      );
      await expect(database.exec(`update public.audit set command = 'x'`)).rejects.toThrow('append-only');
    });
  }, 120_000);

  it('leaves out what webhooks are signed with; they get something new, and it is said', async () => {
    expect(readFileSync(join(dir, 'webhooks.jsonl'), 'utf8')).toMatch(/"secret":""/);
    await restored(async (database, backup) => {
      const heard: string[] = [];
      await importFrom({ rows: backup, tables: TABLES }, dir, (line) => heard.push(line));
      expect(heard.at(-1)).toMatch(/^webhooks: what 1 of them are signed with was left out/);
      const [[secret]] = (await database.query('select secret from public.webhooks')) as [[string]];
      expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
      expect(await differences({ rows: backup, tables: TABLES }, dir)).toEqual([]);
    });
  }, 120_000);

  it('takes it along when it is told to, and compares it then', async () => {
    const source = { rows: new Backup(stores.client), tables: TABLES, secrets: true };
    const full = join(dir, '../full');
    await exportTo(source, full, 'test', () => undefined);
    await restored(async (database, backup) => {
      const heard: string[] = [];
      await importFrom({ rows: backup, tables: TABLES }, full, (line) => heard.push(line));
      expect(heard.filter((line) => line.includes('signed'))).toEqual([]);
      expect(await database.query('select secret from public.webhooks')).toEqual([['s']]);
      await database.exec(`update public.webhooks set secret = 'other'`);
      expect(await differences({ rows: backup, tables: TABLES }, full)).toEqual(['webhooks: row 1 differs']);
    });
  }, 120_000);

  it('is held against the database line by line: what was changed is found', async () => {
    await stores.exec('update public.retention set outbox_days = 9');
    const found = await differences({ rows: new Backup(stores.client), tables: TABLES }, dir);
    expect(found).toEqual(['retention: row 1 differs']);
  });

  it('is refused by an instance that is not empty, and a second time', async () => {
    const [before] = await stores.rows('select count(*) from public.tasks');
    await expect(importFrom({ rows: new Backup(stores.client), tables: TABLES }, dir, () => undefined)).rejects.toThrow(
      'This is not empty',
    );
    expect(await stores.rows('select count(*) from public.tasks')).toEqual([before]);
    await expect(new Backup(stores.client).put('tasks', ['{}'])).rejects.toThrow('There is no import under way');
  });

  it('that is not whole is not begun with', async () => {
    await restored(async (database, backup) => {
      const broken = join(dir, '../broken');
      await exportTo({ rows: new Backup(stores.client), tables: ['organisations'] }, broken, 'test', () => undefined);
      appendFileSync(join(broken, 'organisations.jsonl'), '{"id": "x"}\n');
      await expect(importFrom({ rows: backup, tables: TABLES }, broken, () => undefined)).rejects.toThrow(
        'is not as it was written',
      );
      writeFileSync(join(broken, 'manifest.json'), '{"format": 1, "version": "9", "tables": {"strangers": {}}}');
      await expect(importFrom({ rows: backup, tables: TABLES }, broken, () => undefined)).rejects.toThrow(
        'it has strangers',
      );
      writeFileSync(join(broken, 'manifest.json'), '{"format": 1, "version": "9", "tables": {}}');
      await expect(importFrom({ rows: backup, tables: TABLES }, broken, () => undefined)).rejects.toThrow(
        'has what its manifest does not name: organisations.jsonl',
      );
      rmSync(join(broken, 'manifest.json'));
      await expect(importFrom({ rows: backup, tables: TABLES }, broken, () => undefined)).rejects.toThrow(
        'it is no backup',
      );
      expect(await database.query('select count(*)::text from public.imports')).toEqual([['0']]);
    });
  });

  it('of a version with other columns is not begun with: none of it is lost unseen', async () => {
    await restored(async (database, backup) => {
      const newer = join(dir, '../newer');
      mkdirSync(newer);
      const text = '{"id":"0d3d6a1e-7c58-4f0b-8f57-3f2a4f6c1b22","name":"a","motto":"b"}\n';
      writeFileSync(join(newer, 'organisations.jsonl'), text);
      const sha256 = createHash('sha256').update(text).digest('hex');
      const tables = { organisations: { rows: 1, sha256 } };
      writeFileSync(join(newer, 'manifest.json'), JSON.stringify({ format: 1, version: '9', tables }));
      await expect(importFrom({ rows: backup, tables: TABLES }, newer, () => undefined)).rejects.toThrow(
        'line 1 has motto',
      );
      expect(await database.query('select count(*)::text from public.imports')).toEqual([['0']]);
    });
  });

  it('is not written over another', async () => {
    await expect(
      exportTo({ rows: new Backup(stores.client), tables: TABLES }, dir, 'test', () => undefined),
    ).rejects.toThrow('is not empty');
  });
});

/** Rows of every table, with what is hard to carry: microseconds, quotes, line ends, other scripts, nulls, nested values. */
async function fill({ exec }: TestStores): Promise<void> {
  const many = `generate_series(1, ${MANY}) n`;
  const org = '(select id from public.organisations limit 1)';
  const one = (table: string) => `(select id from public.${table} order by id limit 1)`;
  const some = (table: string) => `(select id from public.${table} order by id offset n % 50 limit 1)`;
  await exec(`
    insert into public.people (organisation_id, name, aliases, quiet_from) select ${org}, 'Person ' || n, array['"P', E'l\\n' || n], '22:00' from ${many};
    insert into public.sites (organisation_id, name) select ${org}, 'Сайт 場所 ' || n from ${many};
    insert into public.identities (organisation_id, source, external_id, person_id) select ${org}, 'telegram', n::text, ${some('people')} from ${many};
    insert into public.api_keys (organisation_id, person_id, name, prefix, hash) select ${org}, ${some('people')}, 'k', 'flrts_', 'hash' || n from ${many};
    insert into public.invites (organisation_id, person_id, hash, expires_at) select ${org}, ${some('people')}, 'h' || n, now() from ${many};
    insert into public.chats (organisation_id, channel, chat) select ${org}, 'telegram', n::text from ${many};
    insert into public.messages (organisation_id, source, source_id, chat, person_id, body, sent_at, outcomes) select ${org}, 'telegram', n::text,
      'c', ${some('people')}, jsonb_build_object('text', E'a "b"\\n\\u2028 ' || n, 'n', 1e20, 'deep', '[{"x": [null, 1.50]}]'::jsonb), now(), '[]' from ${many};
    insert into public.conversations (organisation_id, source, chat, last) select ${org}, 'telegram', n::text, '{"id": 1}' from ${many};
    insert into public.tasks (organisation_id, title, notes, created_by, source, site_id, message_id, due) select ${org}, 'Task ' || n, E'tab\\t' || n,
      ${some('people')}, 'api', ${some('sites')}, ${some('messages')}, now() + n * interval '1.000001 s' from ${many};
    update public.tasks t set parent_id = (select id from public.tasks p where p.ref = t.ref + 1) where ref % 3 = 0 and ref < ${MANY};
    insert into public.task_assignees (task_id, person_id) select id, ${one('people')} from public.tasks;
    insert into public.task_blockers (task_id, blocker_id, organisation_id) select id, (select id from public.tasks where ref = t.ref + 2), ${org} from public.tasks t where ref < 500;
    insert into public.lists (organisation_id, name, created_by, source) select ${org}, 'List ' || n, ${some('people')}, 'api' from ${many};
    insert into public.list_items (list_id, position, text, quantity) select id, 1, 'item', '2' from public.lists;
    insert into public.reminders (organisation_id, title, due, time_zone, created_by, source) select ${org}, 'R' || n, now(), 'UTC', ${some('people')}, 'api' from ${many};
    insert into public.reminder_people (reminder_id, person_id) select id, ${one('people')} from public.reminders;
    insert into public.reports (organisation_id, author_id, observed_at, text, readings, updated_by, source) select ${org}, ${one('people')}, now(),
      'Report ' || n, '[{"name": "t", "value": 72.50}]', ${one('people')}, 'api' from ${many};
    insert into public.report_followups (task_id, report_id) select t.id, r.id from public.tasks t join public.reports r on r.ref = t.ref;
    insert into public.document_links (organisation_id, person_id, hash, report_ids, expires_at) select ${org}, ${one('people')}, 'd' || n, array[${one('reports')}], now() from ${many};
    insert into public.templates (organisation_id, name, questions, created_by) select ${org}, 'T' || n, '[{"text": "ok?"}]', ${one('people')} from ${many};
    insert into public.checklists (organisation_id, name, questions, person_id, source, chat) select ${org}, 'C', '[]', ${some('people')}, 'telegram', n::text from ${many};
    insert into public.media (organisation_id, name, type, size, sha256, key, status) select ${org}, 'f', 'image/png', 9007199254740993, 'x', 'key' || n, 'stored' from ${many};
    insert into public.erasures (organisation_id, key) select ${org}, 'e' || n from ${many};
    insert into public.fetches (organisation_id, message_id, person_id, chat, platform_id, file_id, unique_id, kind) select ${org}, ${some('messages')}, ${one('people')}, 'c', n::text, 'f' || n, 'u' || n, 'photo' from ${many};
    insert into public.audit (organisation_id, command, entity, entity_id, before, after, route) select ${org}, 'task.update', 'task', ${some('tasks')}, '{"task": {"n": 1.10}}', '{}',
      '{"rail": "grammar", "model": "m", "tokens": "7"}' from ${many};
    insert into public.audit (organisation_id, command, entity, entity_id, undoes) select ${org}, 'change.undo', 'task', ${one('tasks')}, id from public.audit where command = 'task.update' limit 100;
    insert into public.outbox (organisation_id, dedupe, channel, chat, body) select ${org}, 'd' || n, 'page', 'x', '{"outcomes": []}' from ${many};
    insert into public.webhooks (organisation_id, url, events, secret, created_by) values (${org}, 'https://example.org/x', '{*}', 's', ${one('people')});
    insert into public.webhook_deliveries (organisation_id, webhook_id, event, body) select ${org}, ${one('webhooks')}, 'x', '{}' from ${many};
    insert into public.held (organisation_id, person_id, outcome) select ${org}, ${one('people')}, '{}' from ${many};
    insert into public.vector_index (dimensions) values (3) on conflict do nothing;
    insert into public.vectors (id, "values") select 'v' || n, array[0.1, n, 1e-7]::real[] from ${many};
    insert into public.purges (organisation_id, entity, entity_id, reason, ids) values (${org}, 'task', gen_random_uuid(), 'r', '{}');
    insert into public.retention (organisation_id, messages_days) values (${org}, 30);`);
}
