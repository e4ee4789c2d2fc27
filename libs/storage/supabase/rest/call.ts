import { answerSql, jsonAnswer, notSingle, rangeAnswer, rangeOf, resultOf, type Result } from './answer.ts';
import { parseSelect } from './grammar/select.ts';
import { Problem, unsupported } from './problem.ts';
import type { Exchange } from './read.ts';
import { isPlain, parseShape, type Shape } from './shape.ts';
import { routineFor } from './catalog/routine.ts';
import type { Routine } from './catalog/schema.ts';
import { cutSql } from './sql/conditions.ts';
import { literal, Parameters, quoted } from './sql/quote.ts';
import { RowsBuilder } from './sql/rows.ts';
import { runAs } from './transaction.ts';

/** `rpc/name`: arguments in the body, or in the query of a GET. */
export async function call(exchange: Exchange, name: string): Promise<Response> {
  const { session, claims, request } = exchange;
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (!reads && request.method !== 'POST')
    throw new Problem(405, 'PGRST101', `Cannot use the ${request.method} method on RPC`);
  const given = reads ? undefined : namesIn(request.body);
  const { schema, routine, names } = await routineFor(exchange, name, given);
  const inQuery = new Set(reads ? names : []);
  const shape = parseShape([...request.parameters].filter(([key]) => !inQuery.has(key)));
  const parameters = new Parameters();
  const source = reads
    ? fromQuery(routine, names, request.parameters, parameters)
    : fromBody(routine, names, request.body || '{}', parameters);
  const statement = {
    sql: sqlFor(exchange, routine, source, shape, new RowsBuilder(schema, parameters)),
    values: parameters.values,
  };
  const single = routine.returns === 'row' && routine.set ? request.accept : { ...request.accept, single: false };
  const objection = single.single
    ? (rows: readonly (readonly (string | null)[])[]) => notSingle(single, resultOf(rows[0] ?? []))
    : undefined;
  const work = { request, claims, statement, readOnly: reads || !routine.volatile, objection };
  return answer(exchange, routine, shape, resultOf(await runAs(session, work)));
}

function answer({ request }: Exchange, routine: Routine, shape: Shape, result: Result): Response {
  const status = Number(result.extra ?? 0);
  if (status) return jsonAnswer(status, result.body, rangeOf(0, result.count, undefined), request.accept);
  if (routine.returns === 'void' && !routine.set)
    return new Response(null, { status: 204, headers: { 'content-range': rangeOf(0, result.count, undefined) } });
  return rangeAnswer(request, shape.offset ?? 0, result);
}

function sqlFor({ request }: Exchange, routine: Routine, source: string, shape: Shape, builder: RowsBuilder): string {
  const select = request.parameters.get('select') ?? undefined;
  const status = `nullif(current_setting('response.status', true), '')`;
  if (routine.returns === 'row') {
    const alias = quoted(routine.name);
    const rows = builder.build({
      from: `pgrst_source ${alias}`,
      alias,
      table: routine.table ?? undefined,
      items: parseSelect(select),
      shape,
    });
    const one = request.accept.single || !routine.set;
    return `with pgrst_source as (${source}) ${answerSql(rows, request, { one, extra: status })}`;
  }
  if (!isPlain(shape) || select || request.prefer.count) {
    throw unsupported('select, filters, order and counts on a function that returns no rows');
  }
  if (routine.returns === 'void' || request.method === 'HEAD') {
    return `with z as materialized (${source}) select null, count(*)::text, '', ${status} from z`;
  }
  if (!routine.set)
    return `select null, '1', coalesce(to_json(z.pgrst_scalar)::text, 'null'), ${status} from (${source}) z`;
  const json = `coalesce(json_agg(z.pgrst_scalar), '[]')::text`;
  return `select null, count(*)::text, ${json}, ${status} from (${source}${cutSql(shape)}) z`;
}

function fromBody(routine: Routine, names: readonly string[], body: string, parameters: Parameters): string {
  const json = parameters.add(body);
  const record = names.map((name) => `${quoted(name)} ${typeOf(routine, name)}`);
  const args = names.map((name) => `${quoted(name)} => a.${quoted(name)}`);
  const given = names.length > 0 ? `json_to_record(${json}::json) a(${record.join(', ')})` : `(select ${json}::json) a`;
  return selectSql(routine, args, given);
}

function fromQuery(routine: Routine, names: readonly string[], query: URLSearchParams, parameters: Parameters): string {
  const args = names.map(
    (name) => `${quoted(name)} => ${parameters.add(query.get(name) ?? '')}::${typeOf(routine, name)}`,
  );
  return selectSql(routine, args, `(select ${literal('')}) a`);
}

function selectSql(routine: Routine, args: readonly string[], from: string): string {
  const invocation = `"public".${quoted(routine.name)}(${args.join(', ')})`;
  if (routine.returns === 'row') return `select f.* from ${from}, lateral ${invocation} f`;
  return `select ${invocation} as pgrst_scalar from ${from}`;
}

function typeOf(routine: Routine, name: string): string {
  return routine.args.find((arg) => arg.name === name)?.type ?? 'text';
}

function namesIn(body: string): string[] {
  if (body === '') return [];
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new Problem(400, 'PGRST102', 'Empty or invalid json');
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw unsupported('arguments that are not a JSON object');
  return Object.keys(value);
}
