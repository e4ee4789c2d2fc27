import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSettings } from '#config';
import { Directory, Organisation, People } from '#stores';
import { openTestDatabase, type TestDatabase } from '../../../../libs/storage/supabase/testing/index.ts';
import { FirstStart, type Welcome } from './first-start.ts';
import { greeting } from './greeting.ts';

let database: TestDatabase;
let people: People;

beforeAll(async () => {
  database = await openTestDatabase();
  people = new People(database.client, new Directory(database.client));
});
afterAll(() => database.close());

async function start(environment: Record<string, string> = {}): Promise<Welcome> {
  const firstStart = new FirstStart(readSettings(environment), new Organisation(people), people);
  await firstStart.onApplicationBootstrap();
  return firstStart.welcome();
}

describe('the first start', () => {
  it('makes an admin, a key for them and a crew to try it with', async () => {
    const { newKey } = await start();
    expect(newKey).toMatch(/^flrts_[0-9A-Za-z]{32}$/);
    const owner = await people.ownerOf(newKey ?? '');
    expect(owner?.role).toBe('admin');
    const { items } = await people.people(owner?.organisationId ?? '', { limit: 100 });
    expect(items.filter(({ sample }) => sample).map(({ name }) => name)).toContain('Joel');
  });

  it('makes no key when it fails before anybody could be shown one', async () => {
    const before = await database.query('select count(*) from public.api_keys');
    await new FirstStart(readSettings({}), new Organisation(people), people).onApplicationBootstrap();
    expect(await database.query('select count(*) from public.api_keys')).toEqual(before);
  });

  it('is the first only once', async () => {
    const before = await database.query('select count(*) from public.people');
    expect(await start()).toEqual({ ownKey: false });
    expect(await database.query('select count(*) from public.people')).toEqual(before);
  });

  it('takes the key that was set, as often as it starts', async () => {
    const environment = { ADMIN_API_KEY: 'a-key-of-the-operators-own' };
    expect([await start(environment), await start(environment)]).toEqual([{ ownKey: true }, { ownKey: true }]);
    expect((await people.ownerOf(environment.ADMIN_API_KEY))?.role).toBe('admin');
  });
});

describe('the greeting', () => {
  it('shows a new key, and the way to the chat page with it', () => {
    const words = greeting('http://localhost:8000', { newKey: 'flrts_new', ownKey: false });
    expect(words).toContain('http://localhost:8000/#key=flrts_new');
    expect(words).toContain('Admin API key: flrts_new');
    expect(words).toContain('http://localhost:8000/docs');
    expect(words).toContain('http://localhost:8000/health');
  });

  it('says how to make another key when none is shown', () => {
    const words = greeting('http://localhost:8000', { ownKey: false });
    expect(words).toContain('POST /v1/keys');
    expect(words).toContain('--new-admin-key');
    expect(greeting('http://localhost:8000', { ownKey: true })).toContain('ADMIN_API_KEY');
    expect(greeting('http://localhost:8000', { ownKey: true }, ['It is odd.'])).toMatch(
      /ADMIN_API_KEY[^]*\n    It is odd\.\n/,
    );
  });
});
