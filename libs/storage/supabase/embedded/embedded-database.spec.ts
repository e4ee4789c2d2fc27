import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openEmbedded, type EmbeddedDatabase } from './embedded-database.ts';

const LOCK_HOLDER = `
  const { DirectoryLock } = await import(process.argv[1]);
  globalThis.lock = DirectoryLock.take(process.argv[2]);
  process.stdout.write('taken');
  setInterval(() => globalThis.lock, 1000);
`;

describe('the embedded database on disk', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'flrts-embedded-'));
  const migrationsDir = join(dataDir, 'migrations');
  const root = join(dataDir, 'postgres');
  const open = () => openEmbedded({ dataDir, migrationsDir });
  const names = async (database: EmbeddedDatabase) =>
    (await database.query('select name from things order by name')).flat();
  const refused = (opening: Promise<unknown>) =>
    opening.then(
      () => undefined,
      (error: Error) => error.message,
    );

  beforeAll(async () => {
    mkdirSync(migrationsDir);
    mkdirSync(join(root, 'cluster.new/left by a start that was killed'), { recursive: true });
    writeFileSync(join(migrationsDir, '20260101000000_things.sql'), 'create table things (name text); -- end');
    const database = await open();
    await database.exec(`insert into things values ('kept')`);
    await database.close();
  });
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('keeps its records and applies each migration once', async () => {
    writeFileSync(join(migrationsDir, '20260102000000_more.sql'), `insert into things values ('migrated')`);
    for (let time = 0; time < 2; time += 1) {
      const database = await open();
      expect(await names(database)).toEqual(['kept', 'migrated']);
      await database.close();
    }
  });

  it('refuses a second opener and names the process that has it', async () => {
    const database = await open();
    expect(await refused(open())).toContain(`in use by process ${process.pid}`);
    await database.close();
    await database.close();
  });

  it('waits for nobody who was killed', async () => {
    const holder = spawn(
      process.execPath,
      ['--input-type=module', '-e', LOCK_HOLDER, join(import.meta.dirname, 'directory-lock.ts'), root],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    expect(await refused(open())).toContain(`in use by process ${holder.pid}`);
    const gone = new Promise((resolve) => holder.once('exit', resolve));
    holder.kill('SIGKILL');
    await gone;
    await (await open()).close();
  });

  it('applies a migration wholly or not at all', async () => {
    const broken = join(migrationsDir, '20260103000000_broken.sql');
    writeFileSync(broken, `insert into things values ('half'); select nonsense`);
    expect(await refused(open())).toMatch(/migration 20260103000000_broken failed: .*nonsense/);
    rmSync(broken);
    const database = await open();
    expect(await names(database)).not.toContain('half');
    await database.close();
  });

  it('refuses records that a newer program wrote', async () => {
    const known = join(migrationsDir, '20260102000000_more.sql');
    renameSync(known, `${known}.aside`);
    expect(await refused(open())).toContain('migrations this program does not know (20260102000000)');
    renameSync(`${known}.aside`, known);
  });

  it('refuses a cluster of another PostgreSQL and says which', async () => {
    writeFileSync(join(root, 'cluster/PG_VERSION'), '17\n');
    expect(await refused(open())).toContain('written by PostgreSQL 17');
    writeFileSync(join(root, 'cluster/PG_VERSION'), '18\n');
  });

  it('vacuums beside requests', async () => {
    const database = await open();
    const [, ...read] = await Promise.all([database.maintain(), names(database), names(database)]);
    expect(read).toEqual([
      ['kept', 'migrated'],
      ['kept', 'migrated'],
    ]);
    await database.close();
  });

  it('does not note of an empty table that it is empty, for plans made then would read the whole of it when it is full', async () => {
    const database = await open();
    await database.exec('create table filling (id int primary key)');
    await database.maintain();
    await database.exec('prepare find (int) as select 1 from filling where id = $1');
    for (let time = 0; time < 7; time += 1) await database.exec('execute find (1)');
    await database.exec('insert into filling select generate_series(1, 5000)');
    const plan = await database.query('explain execute find (7)');
    expect(plan.flat().join()).toContain('Index');
    await database.close();
  });

  it('answers nothing any more once it is closed', async () => {
    const database = await open();
    await database.close();
    await expect(names(database)).rejects.toThrow('closed');
  });
});
