import { Stop } from '../cli.ts';
import { Site } from '../smoke/site.ts';
import { insteadOf, type KnownList, type Policy, takenLists } from './lists.ts';
import { type Known, type Making, type Plan, planOf } from './plan.ts';
import type { Rows, Table } from './rows.ts';

export interface Imported {
  readonly made: number;
  /** Made by an earlier run. */
  readonly again: number;
  /** Lists whose name was taken: their items are on the one that was here, or they are beside it. */
  readonly settled: number;
  readonly failed: readonly string[];
}

/** What the rows would become in a running FLRTS. */
export async function planFor(site: Site, rows: Rows, policy: Policy = 'merge', now = new Date()): Promise<Plan> {
  const plan = planOf(rows, await all<Known>(site, '/v1/people'), await all<Known>(site, '/v1/sites'), now);
  const lists = await all<KnownList>(site, '/v1/lists');
  return { ...plan, strange: [...plan.strange, ...takenLists(plan.makings, lists, policy)] };
}

/** Makes it. Each row is made under a key of its own: a second run answers what the first one made. */
export async function carryOut(
  site: Site,
  plan: Plan,
  say: (line: string) => void,
  policy: Policy = 'merge',
): Promise<Imported> {
  const ids = new Map(plan.matched);
  const failed: string[] = [];
  let [made, again, settled] = [0, 0, 0];
  for (const [n, making] of plan.makings.entries()) {
    if (n > 0 && n % 100 === 0) say(`${n} of ${plan.makings.length} …`);
    const idOf = (table: Table, id: unknown) => ids.get(`${table}:${String(id)}`);
    const wanted = making.body(idOf);
    const { status, body, problem } = await post(site, making.path, making, wanted);
    if (status === 409 && making.table === 'lists' && policy !== 'refuse') {
      const what = await settle(site, making, wanted, policy);
      if (what) failed.push(what);
      else settled += 1;
      continue;
    }
    if (!body) {
      failed.push(`${making.table} ${making.id} (${making.label}): ${problem}`);
      continue;
    }
    ids.set(`${making.table}:${making.id}`, body.id);
    if (status === 201) made += 1;
    else again += 1;
    if (making.afterwards)
      await post(site, `${making.path}/${body.id}/${making.afterwards}`, making, undefined, `:${making.afterwards}`);
  }
  return { made, again, settled, failed };
}

/** A list whose name is taken; answers what went wrong. */
async function settle(site: Site, list: Making, wanted: object, policy: Policy): Promise<string | undefined> {
  const instead = insteadOf(list, wanted, await all<KnownList>(site, '/v1/lists'), policy);
  // it has no items, and a list of that name is there
  if (!instead) return undefined;
  const { problem } = await post(site, instead.path, list, instead.body, instead.suffix);
  return problem && `lists ${list.id} (${list.label}): ${problem}`;
}

async function post(site: Site, path: string, { table, id }: Making, body: object | undefined, suffix = '') {
  const headers = { 'idempotency-key': `brainbot:${table}:${id}${suffix}` };
  const { status, text } = await site.ask('POST', path, { headers, ...(body && { body }) });
  if (status === 0) throw new Stop(`The server does not answer: ${text}`);
  if (status < 300) return { status, body: JSON.parse(text) as { id: string } };
  return { status, problem: `${status} ${text.slice(0, 300)}` };
}

async function all<T>(site: Site, path: string): Promise<T[]> {
  const found: T[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { status, text } = await site.ask('GET', `${path}?limit=200${cursor && `&cursor=${cursor}`}`);
    if (status !== 200) throw new Stop(`${path} cannot be read: ${status} ${text.slice(0, 300)}`);
    const page = JSON.parse(text) as { items: T[]; nextCursor: string | null };
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
}
