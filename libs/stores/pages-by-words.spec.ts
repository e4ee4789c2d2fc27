import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReminderFilter, TaskFilter } from './records.ts';
import { openTestStores, type TestStores } from './testing/index.ts';

let stores: TestStores;
let crockett: string;

const TASKS = 1_800;
/** Every third record has the common word, one in sixty the middling one, and the very first the rare one. */
const TITLE = `concat_ws(' ', 'check', case when n % 3 = 0 then 'pumps' end, case when n % 60 = 0 then 'generator' end, case when n = 1 then 'sextant' end, 'No', 4000 + n)`;

beforeAll(async () => {
  stores = await openTestStores();
  crockett = (await stores.people.createSite(stores.admin, { name: 'Crockett' })).id;
  const { organisationId, personId } = stores.admin;
  await stores.exec(`
    insert into public.tasks (organisation_id, ref, title, status, completed_at, site_id, created_by, source)
    select '${organisationId}', n, ${TITLE}, case when n % 2 = 0 then 'done' else 'open' end, case when n % 2 = 0 then now() end,
      case when n % 90 = 0 then '${crockett}'::uuid end, '${personId}', 'rest' from generate_series(1, ${TASKS}) n;
    insert into public.reminders (organisation_id, ref, title, due, time_zone, created_by, source, chat)
    select '${organisationId}', n, ${TITLE}, now() + n * interval '1 hour', 'UTC', '${personId}', 'rest', '1' from generate_series(1, ${TASKS}) n;`);
});
afterAll(() => stores.close());

/** The numbers of all pages, in the order in which they came. */
async function tasks(filter: TaskFilter): Promise<number[]> {
  return all((cursor) => stores.records.tasks(stores.admin, { ...filter, cursor, limit: 100 }));
}
async function reminders(filter: ReminderFilter): Promise<number[]> {
  return all((cursor) => stores.records.reminders(stores.admin, { ...filter, cursor, limit: 100 }));
}
async function all(
  page: (cursor?: string) => Promise<{ items: readonly { ref: number }[]; nextCursor: string | null }>,
) {
  const refs: number[] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await page(cursor);
    refs.push(...items.map(({ ref }) => ref));
    cursor = nextCursor ?? undefined;
  } while (cursor);
  return refs;
}
const every = (step: number) => Array.from({ length: TASKS / step }, (_, n) => TASKS - n * step);

describe('pages of records asked for by words', () => {
  it('are whole for a word that very many have', async () => {
    expect(await tasks({ query: 'pump' })).toEqual(every(3));
    expect(await reminders({ query: 'pump' })).toEqual(every(3));
  });

  it('are whole for a word that some have, and for one that a single old record has', async () => {
    expect(await tasks({ query: 'generator' })).toEqual(every(60));
    expect(await reminders({ query: 'generator' })).toEqual(every(60));
    expect(await tasks({ query: 'sextant' })).toEqual([1]);
  });

  it('are whole when a common word is narrowed by something else', async () => {
    expect(await tasks({ query: 'pump', status: 'done' })).toEqual(every(6));
    expect(await tasks({ query: 'pump', siteId: crockett })).toEqual(every(90));
    expect(await tasks({ query: 'generator', siteId: crockett, status: 'open' })).toEqual([]);
  });

  it('know a word by its beginning, but a number only as a whole', async () => {
    expect(await tasks({ query: 'genera' })).toEqual(every(60));
    expect(await tasks({ query: '5800' })).toEqual([1800]);
    expect(await tasks({ query: '580' })).toEqual([]);
  });

  it('are empty for a word that nothing has', async () => {
    expect(await tasks({ query: 'zeppelin' })).toEqual([]);
  });
});
