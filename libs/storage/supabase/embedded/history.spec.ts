import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type EmbeddedDatabase, openEmbedded } from './embedded-database.ts';
import { gathersIn, standingOf } from './history.ts';
import { migrate, migrationsIn } from './migrations.ts';

const HEADER = '-- gathers 20260101000000 to 20260103000000, last in commit abc1234';
const gathers = { from: '20260101000000', to: '20260103000000', commit: 'abc1234' };

describe('a history', () => {
  const migrations = [
    { version: '20260201000000', gathers },
    { version: '20260201000100', gathers },
    { version: '20260301000000' },
  ];
  const standing = (history: string[]) => {
    const { missing, settled, unknown, halfWay } = standingOf(history, migrations);
    const versions = (some: readonly { version: string }[]) => some.map(({ version }) => version.slice(4, 8)).join(' ');
    return { missing: versions(missing), settled: versions(settled), unknown, halfWay };
  };

  it.each([
    ['an empty database is given everything', [], '0201 0201 0301', '', []],
    ['what is there already is not given again', ['20260101000000', '20260103000000'], '0301', '0201 0201', []],
    ['a gathered file that has run is done', ['20260201000000'], '0201 0301', '', []],
    [
      'strange versions are named, gathered ones are not strange',
      ['20260103000000', '20260104000000'],
      '0301',
      '0201 0201',
      ['20260104000000'],
    ],
  ])('%s', (_, history, missing, settled, unknown) => {
    expect(standing(history)).toEqual({ missing, settled, unknown, halfWay: undefined });
  });

  it('that stopped half-way is told from one that is complete', () => {
    expect(standing(['20260101000000', '20260102000000']).halfWay).toEqual(gathers);
  });

  it('reads what a file gathers in its first line only', () => {
    expect(gathersIn(`${HEADER}\ncreate table x ();`)).toEqual(gathers);
    expect(gathersIn(`-- a table\n${HEADER}`)).toBeUndefined();
  });
});

describe('a database and gathered migrations', () => {
  const folder = mkdtempSync(join(tmpdir(), 'flrts-gathered-'));
  const directory = (name: string, files: Record<string, string>) => {
    mkdirSync(join(folder, name));
    for (const [file, sql] of Object.entries(files)) writeFileSync(join(folder, name, file), sql);
    return migrationsIn(join(folder, name));
  };
  const first = { '20260101000000_things.sql': 'create table things (name text)' };
  const half = directory('half', first);
  const old = directory('old', { ...first, '20260103000000_more.sql': `insert into things values ('kept')` });
  const gathered = directory('gathered', {
    '20260201000000_things.sql': `${HEADER}\ncreate table things (name text);\ninsert into things values ('new')`,
    '20260301000000_later.sql': `insert into things values ('later')`,
  });
  let database: EmbeddedDatabase;

  beforeAll(async () => {
    database = await openEmbedded({});
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => database.exec('drop table if exists things; truncate supabase_migrations.schema_migrations'));

  async function contents(): Promise<unknown> {
    const things = await database.query('select name from things');
    const history = await database.query(
      'select left(version, 8) from supabase_migrations.schema_migrations order by 1',
    );
    return [things.flat().join(' '), history.flat().join(' ')];
  }

  it('runs them where there is nothing', async () => {
    await migrate(database, gathered);
    expect(await contents()).toEqual(['new later', '20260201 20260301']);
  });

  it('notes them where all they gather has run, and goes on with what is newer', async () => {
    await migrate(database, old);
    expect((await migrate(database, gathered)).map(({ name }) => name)).toEqual(['later']);
    expect(await contents()).toEqual(['kept later', '20260101 20260103 20260201 20260301']);
    expect(await migrate(database, gathered)).toEqual([]);
  });

  it('refuses a database that has only a part of what they gather', async () => {
    await migrate(database, half);
    await expect(migrate(database, gathered)).rejects.toThrow(
      /only a part of the migrations .* bring it up to date with commit abc1234/,
    );
    expect(await contents()).toEqual(['', '20260101']);
  });
});
