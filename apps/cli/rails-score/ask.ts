import type { Parse } from '#rails';

/** What is asked of the rails for one text. */
export interface Question {
  readonly text: string;
  readonly now: string;
  readonly timeZone: string;
}

type Ask = (question: Question) => Promise<Parse>;

/** How the rails are asked, and how many questions at once. */
export interface Asking {
  readonly ask: Ask;
  readonly atOnce: number;
}

/** The rails in this process; they know no people, sites or lists. */
export async function inProcess(): Promise<Asking> {
  const { Rails, toParse } = await import('#rails');
  const rails = new Rails();
  const known = { people: [], sites: [], lists: [] };
  return {
    atOnce: 1,
    ask: async ({ text, now, timeZone }) => toParse(rails.route(text, { now: new Date(now), timeZone, known })),
  };
}

/** A running product's `POST /v1/rails/parse`. */
export function overHttp(url: string, key: string | undefined): Asking {
  const headers = { 'content-type': 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) };
  const ask = async (question: Question): Promise<Parse> => {
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(question) });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Parse;
  };
  return { ask, atOnce: 16 };
}

export interface Answered<Row> {
  readonly row: Row;
  readonly parse: Parse;
  readonly ms: number;
}

/** Asks for every row, a few at a time, and says how far it is. */
export async function askAll<Row>(
  what: string,
  rows: readonly Row[],
  { ask, atOnce }: Asking,
  question: (row: Row) => Question,
): Promise<Answered<Row>[]> {
  const out: Answered<Row>[] = [];
  const started = performance.now();
  for (let i = 0; i < rows.length; i += atOnce) {
    const some = rows.slice(i, i + atOnce).map(async (row) => {
      const at = performance.now();
      const parse = await ask(question(row));
      return { row, parse, ms: performance.now() - at };
    });
    out.push(...(await Promise.all(some)));
    if (process.stdout.isTTY && i % 1600 < atOnce) process.stdout.write(`\r${what}: ${i} of ${rows.length}`);
  }
  if (process.stdout.isTTY) process.stdout.write('\r');
  console.log(`${what}: ${rows.length} texts in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return out;
}
