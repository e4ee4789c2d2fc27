import { join } from 'node:path';
import { halfWaySentence } from '../../libs/storage/supabase/embedded/history.ts';
import { apply, migrationsIn, settle } from '../../libs/storage/supabase/embedded/migrations.ts';
import { command, options, ROOT, step, Stop } from './cli.ts';
import { need } from './deploy/environment.ts';
import { connect, type Connection } from './migrate/connection.pg.ts';
import { planFor, type Plan, prepareHistory } from './migrate/plan.ts';

const HELP = `npm run migrate [-- --dry-run]

Brings the database at SUPABASE_DB_URL up to date: each missing file of libs/stores/supabase/migrations in a
transaction of its own, noted in supabase_migrations.schema_migrations as the Supabase CLI does, so that
"supabase --workdir libs/stores db push" may be used instead at any time. Running it again changes nothing.
Migrations only add; there is no way back but a backup.

  --dry-run          only says what would be applied
  --ignore-unknown   go on although the database has migrations of a newer version
  --help             this text

Exit code: 0 up to date, 1 a migration failed (nothing of it stays), 2 SUPABASE_DB_URL is missing or wrong.`;

const LOCK = "hashtext('flrts migrate')";
const { values } = options(HELP, { 'dry-run': { type: 'boolean' }, 'ignore-unknown': { type: 'boolean' } });

await command(async () => {
  const { SUPABASE_DB_URL: url } = need('SUPABASE_DB_URL');
  const database = await connect(url);
  try {
    if (values['dry-run']) tell(database, await plan(database));
    else await migrate(database);
  } finally {
    await database.close();
  }
});

async function migrate(database: Connection): Promise<void> {
  await alone(database);
  const found = await plan(database);
  tell(database, found);
  check(found);
  if (found.missing.length === 0 && found.settled.length === 0) return;
  await prepareHistory(database);
  await settle(database, found.settled);
  for (const migration of found.missing) {
    await step(`Applying ${migration.version}_${migration.name}`, () => applyOne(database, migration));
  }
  await database.exec(`notify pgrst, 'reload schema'`);
  console.log(`${database.name} is up to date.`);
}

/** Two at the same time would apply the same one twice; it ends with the connection. */
async function alone(database: Connection): Promise<void> {
  const [[free] = []] = await database.query(`select pg_try_advisory_lock(${LOCK})::text`);
  if (free === 'true') return;
  console.log('Somebody else is migrating this database; waiting …');
  await database.query(`select pg_advisory_lock(${LOCK})`);
}

function plan(database: Connection): Promise<Plan> {
  return planFor(database, migrationsIn(join(ROOT, 'libs/stores/supabase/migrations')));
}

function tell({ name }: Connection, { applied, settled, missing, others, unknown, inTheWay, halfWay }: Plan): void {
  console.log(`${name}: ${applied} applied, ${missing.length} missing`);
  if (settled.length > 0) console.log(`  ${settled.length} gather what it has already: noted as applied, not run`);
  for (const one of missing) console.log(`  missing  ${one.version}_${one.name}`);
  if (others.length > 0) console.log(`  ${others.length} of somebody else’s, older than ours, are left alone`);
  if (unknown.length > 0) console.log(`  of a newer version: ${unknown.join(', ')}`);
  if (inTheWay.length > 0)
    console.log(`  there already, though no migration of ours made them: ${inTheWay.join(', ')}`);
  if (halfWay) console.log(`  ${halfWaySentence(halfWay)}`);
  else if (missing.length === 0) console.log('  nothing to do');
}

function check({ unknown, inTheWay, halfWay }: Plan): void {
  if (halfWay) throw new Stop(`Nothing applied: ${halfWaySentence(halfWay)}.`);
  if (unknown.length > 0 && !values['ignore-unknown']) {
    throw new Stop('Nothing applied: a newer version has migrated this database. Migrate from that one.');
  }
  if (inTheWay.length > 0) {
    throw new Stop(
      `Nothing applied: public.${inTheWay.join(', public.')} would be made and exist. See docs/operations.md.`,
    );
  }
}

async function applyOne(database: Connection, migration: Plan['missing'][number]): Promise<void> {
  await apply(database, migration).catch((cause: unknown) => {
    throw new Stop(`${cause instanceof Error ? cause.message : String(cause)}\nNothing of it stays; those before do.`);
  });
}
