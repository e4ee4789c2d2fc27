import { Stop } from '../cli.ts';
import { Site } from '../smoke/site.ts';
import { type Known, type Making, type Plan, planOf } from './plan.ts';
import type { Rows, Table } from './rows.ts';

export interface Imported {
  readonly made: number;
  /** Made by an earlier run. */
  readonly again: number;
  readonly failed: readonly string[];
}

/** What the rows would become in a running FLRTS. */
export async function planFor(site: Site, rows: Rows, now = new Date()): Promise<Plan> {
  return planOf(rows, await all(site, '/v1/people'), await all(site, '/v1/sites'), now);
}

/** Makes it. Each row is made under a key of its own: a second run answers what the first one made. */
export async function carryOut(site: Site, plan: Plan, say: (line: string) => void): Promise<Imported> {
  const ids = new Map(plan.matched);
  const failed: string[] = [];
  let [made, again] = [0, 0];
  for (const [n, making] of plan.makings.entries()) {
    if (n > 0 && n % 100 === 0) say(`${n} of ${plan.makings.length} …`);
    const idOf = (table: Table, id: unknown) => ids.get(`${table}:${String(id)}`);
    const { status, body, problem } = await post(site, making.path, making, making.body(idOf));
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
  return { made, again, failed };
}

async function post(site: Site, path: string, { table, id }: Making, body: object | undefined, suffix = '') {
  const headers = { 'idempotency-key': `brainbot:${table}:${id}${suffix}` };
  const { status, text } = await site.ask('POST', path, { headers, ...(body && { body }) });
  if (status === 0) throw new Stop(`The server does not answer: ${text}`);
  if (status < 300) return { status, body: JSON.parse(text) as { id: string } };
  return { status, problem: `${status} ${text.slice(0, 300)}` };
}

async function all(site: Site, path: string): Promise<Known[]> {
  const found: Known[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { status, text } = await site.ask('GET', `${path}?limit=200${cursor && `&cursor=${cursor}`}`);
    if (status !== 200) throw new Stop(`${path} cannot be read: ${status} ${text.slice(0, 300)}`);
    const page = JSON.parse(text) as { items: Known[]; nextCursor: string | null };
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
}
