import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BOOTSTRAP } from '../../libs/storage/supabase/embedded/bootstrap.ts';
import { whyNoBinaries } from '../../libs/storage/supabase/testing/local/binaries.ts';
import { type LocalPostgres, startPostgres } from '../../libs/storage/supabase/testing/local/postgres.ts';
import { run } from './run.ts';

const MIGRATIONS = join(import.meta.dirname, '../../libs/stores/supabase/migrations');
const VERSIONS = readdirSync(MIGRATIONS).map((file) => file.slice(0, 14));
const GATHERED = VERSIONS.filter((version) => version < '20261128002000');
const where = whyNoBinaries() ? describe.skip : describe;

it.each([
  [{}, 'SUPABASE_DB_URL is missing: Supabase dashboard'],
  [{ SUPABASE_DB_URL: 'not an address' }, 'is no address'],
  [{ SUPABASE_DB_URL: 'postgresql://me:pw@127.0.0.1:6543/postgres' }, 'take the session pooler'],
])('ends with 2 and a clear line when it is told %j', async (env: Record<string, string>, line) => {
  expect(await run('migrate', [], { env })).toMatchObject({ code: 2, err: expect.stringContaining(line) });
});

it('says that a database cannot be reached without its password', async () => {
  const { code, err } = await run('migrate', [], {
    env: { SUPABASE_DB_URL: 'postgresql://me:pass-word@127.0.0.1:1/x' },
  });
  expect([code, err]).toEqual([1, expect.stringContaining('127.0.0.1/x cannot be reached')]);
  expect(err).not.toContain('pass-word');
});

where('npm run migrate on a real PostgreSQL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'flrts-migrate-'));
  chmodSync(folder, 0o755); // PostgreSQL does not run as root
  let server: LocalPostgres;

  beforeAll(async () => {
    server = await startPostgres({ dataDir: join(folder, 'cluster'), durable: false });
    await server.exec(BOOTSTRAP);
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A database as a hosted project has it before its first migration. */
  async function project(
    name: string,
    script = '',
  ): Promise<{ env: Record<string, string>; sql: (script: string) => Promise<string> }> {
    await server.exec(`create database ${name} template template0`);
    const env = { SUPABASE_DB_URL: `postgresql://postgres@127.0.0.1:${server.port}/${name}` };
    const { connect } = await import('../../apps/cli/migrate/connection.pg.ts');
    const once = async (text: string) => {
      const database = await connect(env.SUPABASE_DB_URL);
      try {
        return (await database.query(text)).map((row) => row.join('|')).join(',');
      } finally {
        await database.close();
      }
    };
    const database = await connect(env.SUPABASE_DB_URL);
    await database.exec(`${BOOTSTRAP} drop schema supabase_migrations cascade; ${script}`);
    await database.close();
    return { env, sql: once };
  }

  const HISTORY = 'select version from supabase_migrations.schema_migrations order by version';

  it('lists what is missing and changes nothing, then applies all of it, then nothing', async () => {
    const { env, sql } = await project('fresh');
    const dry = await run('migrate', ['--dry-run'], { env });
    expect(dry).toMatchObject({ code: 0, out: expect.stringContaining(`0 applied, ${VERSIONS.length} missing`) });
    expect(await sql(`select to_regclass('supabase_migrations.schema_migrations')::text`)).toBe('');
    const first = await run('migrate', [], { env });
    expect([first.code, first.err]).toEqual([0, '']);
    expect(first.out).toContain(`Applying ${VERSIONS[0]}_`);
    expect((await sql(HISTORY)).split(',')).toEqual(VERSIONS);
    const again = await run('migrate', [], { env });
    expect(again.code).toBe(0);
    expect(again.out).toContain(`${VERSIONS.length} applied, 0 missing`);
    expect(again.out).not.toContain('Applying');
  });

  it('applies everything once when two run at the same time', async () => {
    const { env, sql } = await project('twice');
    const ended = await Promise.all([run('migrate', [], { env }), run('migrate', [], { env })]);
    expect(ended.map(({ code, err }) => [code, err])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    expect((await sql(HISTORY)).split(',')).toEqual(VERSIONS);
  });

  it('leaves somebody else’s history alone, and goes on after it', async () => {
    const { env, sql } = await project(
      'shared',
      `create schema supabase_migrations;
       create table supabase_migrations.schema_migrations (version text not null primary key);
       insert into supabase_migrations.schema_migrations values ('20240101000000');`,
    );
    const { code, out } = await run('migrate', [], { env });
    expect([code, out]).toEqual([0, expect.stringContaining('1 of somebody else’s')]);
    expect((await sql(HISTORY)).split(',')).toEqual(['20240101000000', ...VERSIONS]);
  });

  it('applies nothing to a database of a newer version', async () => {
    const { env, sql } = await project(
      'newer',
      `create schema supabase_migrations;
       create table supabase_migrations.schema_migrations (version text not null primary key);
       insert into supabase_migrations.schema_migrations values ('20990101000000');`,
    );
    const { code, err } = await run('migrate', [], { env });
    expect([code, err]).toEqual([1, expect.stringContaining('Nothing applied: a newer version')]);
    expect(await sql(HISTORY)).toBe('20990101000000');
  });

  it('notes what gathers the migrations a database has already, and runs none of it', async () => {
    const { env, sql } = await project('gathered');
    expect((await run('migrate', [], { env })).code).toBe(0);
    await sql(
      `delete from supabase_migrations.schema_migrations where version between '20261128000000' and '20261128001900'`,
    );
    await sql(
      `insert into supabase_migrations.schema_migrations (version) values ('20261124000000'), ('20261127130000')`,
    );
    const dry = await run('migrate', ['--dry-run'], { env });
    expect([dry.code, dry.out]).toEqual([0, expect.stringContaining(`${GATHERED.length} gather what it has already`)]);
    const { code, out, err } = await run('migrate', [], { env });
    expect([code, err]).toEqual([0, '']);
    expect(out).not.toContain('Applying');
    expect((await sql(HISTORY)).split(',')).toEqual(['20261124000000', '20261127130000', ...VERSIONS]);
    expect((await run('migrate', [], { env })).out).toContain('nothing to do');
  });

  it('applies nothing where a part of what was gathered is missing, and says which commit has it', async () => {
    const { env, sql } = await project(
      'half_way',
      `create schema supabase_migrations;
       create table supabase_migrations.schema_migrations (version text not null primary key);
       insert into supabase_migrations.schema_migrations values ('20261124000000'), ('20261127120000');`,
    );
    const { code, err } = await run('migrate', [], { env });
    expect([code, err]).toEqual([1, expect.stringContaining('bring it up to date with commit 014bb38')]);
    expect(await sql(HISTORY)).toBe('20261124000000,20261127120000');
  });

  it('applies nothing where tables of the same name are somebody else’s', async () => {
    const { env, sql } = await project(
      'taken',
      'create table public.tasks (id int); insert into public.tasks values (7);',
    );
    const { code, err } = await run('migrate', [], { env });
    expect([code, err]).toEqual([1, expect.stringContaining('public.tasks')]);
    expect(await sql('select id from public.tasks')).toBe('7');
    expect(await sql(`select to_regclass('public.people')::text`)).toBe('');
  });

  it('keeps nothing of a migration that fails, and says which and why', async () => {
    const { env, sql } = await project('broken', 'create sequence public.tasks_to_nudge');
    const { code, err } = await run('migrate', [], { env });
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/migration 20261128000600_tasks failed: .*Nothing of it stays/s),
    ]);
    const done = (await sql(HISTORY)).split(',').filter(Boolean);
    expect(done).toEqual(VERSIONS.slice(0, VERSIONS.indexOf('20261128000600')));
  });
});
