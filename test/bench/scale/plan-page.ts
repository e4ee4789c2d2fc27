import { QUESTIONS } from './questions.ts';
import type { World } from './worlds.ts';

const FENCE = '```';

interface Row {
  readonly name: string;
  readonly 'p50 few': string;
  readonly 'p50 many': string;
  readonly 'p95 few': string;
  readonly 'p95 many': string;
  readonly ratio: string;
}

/** The figures, and under each question the statements PostgreSQL made of it where there are many records. */
export async function planPage(few: World, many: World, rows: readonly Row[]): Promise<string> {
  const sections: string[] = [];
  for (const { name, rpc, p } of QUESTIONS) {
    const call = `select public.${rpc}('${JSON.stringify(p(3, many.tasks)).replaceAll("'", "''")}'::jsonb)`;
    // once to warm up: plans are kept, and the first call reads from disk
    await many.plansOf(call);
    const plans = (await many.plansOf(call)) ?? [];
    sections.push(`## ${name}\n\n${FENCE}\n${call}\n\n${telling(plans).join('\n\n')}\n${FENCE}`);
  }
  return `${head(few, many, rows)}\n${sections.join('\n\n')}\n`;
}

function head(few: World, many: World, rows: readonly Row[]): string {
  const columns = ['p50 few', 'p50 many', 'p95 few', 'p95 many', 'ratio'] as const;
  return [
    '# Query plans',
    '',
    `Written by \`npm run bench:scale -- --plans\`: real PostgreSQL behind PostgREST, ${few.tasks.toLocaleString('en')} tasks against`,
    `${many.tasks.toLocaleString('en')}, with lists, reminders, reports, messages, outbox and audit in proportion. Milliseconds at the client,`,
    'both asked in turn, the calmest of five rounds. Under each question the statement that took longest with many records (the longest lines cut).',
    '',
    `| question | ${columns.join(' | ')} |`,
    `| --- | ${columns.map(() => '--:').join(' | ')} |`,
    ...rows.map((row) => `| ${row.name} | ${columns.map((column) => row[column]).join(' | ')} |`),
    '',
  ].join('\n');
}

const MOST = 1;
const LINES = 32;

/** The statements that read tables, longest first. */
function telling(plans: readonly string[]): string[] {
  return plans
    .map((plan) => ({ plan, ms: Number(/duration: ([\d.]+) ms/.exec(plan)?.[1] ?? 0) }))
    .filter(({ plan }) => /Scan (?:using|on)|Seq Scan/.test(plan))
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, MOST)
    .map(({ plan }) =>
      plan
        .split('\n')
        .slice(0, LINES)
        .map((line) => line.trimEnd().slice(0, 220))
        .join('\n'),
    );
}
