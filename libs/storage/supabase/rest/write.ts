import type { Row } from '../embedded/session.pglite.ts';
import { answerSql, jsonAnswer, notSingle, rangeOf, resultOf, type Result } from './answer.ts';
import { readName } from './grammar/path.ts';
import { Scanner } from './grammar/scanner.ts';
import { parseSelect, type SelectItem } from './grammar/select.ts';
import { readPayload, recordsSql, refuseUnknownColumns } from './payload.ts';
import { Problem, unsupported } from './problem.ts';
import { relationNamed, type Exchange } from './read.ts';
import type { RestRequest } from './request.ts';
import type { Relation, Schema } from './catalog/schema.ts';
import { emptyShape, parseShape, type Shape } from './shape.ts';
import { whereSql } from './sql/conditions.ts';
import { Parameters, quoted } from './sql/quote.ts';
import { RowsBuilder } from './sql/rows.ts';
import { runAs } from './transaction.ts';

const FRESH = 'pgrst_inserted';

interface Target {
  readonly exchange: Exchange;
  readonly schema: Schema;
  readonly relation: Relation;
  readonly shape: Shape;
  readonly parameters: Parameters;
}

/** POST: inserts rows, or merges them into those that are there. */
export async function insert(exchange: Exchange, name: string): Promise<Response> {
  const target = await targetOf(exchange, name);
  const { relation, parameters } = target;
  const { prefer, parameters: query, body } = exchange.request;
  const payload = readPayload(body, namesIn(query.get('columns')));
  refuseUnknownColumns(relation, payload.columns);
  const columns = payload.columns.map(quoted).join(', ');
  const values = payload.columns.map((column) => `r.${quoted(column)}`).join(', ');
  const rows = columns
    ? `(${columns}) select ${values} from ${recordsSql(relation, payload, prefer.missingAsDefault, parameters)}`
    : 'default values';
  const conflict = conflictSql(relation, exchange.request, payload.columns);
  const sql = `insert into ${sqlName(relation)} ${rows}${conflict} returning ${sqlName(relation)}.*, (xmax = 0) as ${FRESH}`;
  const result = await run(target, payload.empty ? nothingOf(relation) : sql);
  const merged = prefer.resolution === 'merge' && result.extra === '0';
  return answer(exchange.request, merged ? 200 : 201, `*/${result.total ?? '*'}`, result);
}

/** PATCH: changes the rows the filters find. */
export async function update(exchange: Exchange, name: string): Promise<Response> {
  const target = await targetOf(exchange, name);
  const { relation, parameters, shape } = target;
  const payload = readPayload(exchange.request.body, namesIn(exchange.request.parameters.get('columns')));
  refuseUnknownColumns(relation, payload.columns);
  if (payload.columns.length === 0) {
    const status = exchange.request.prefer.representation ? 200 : 204;
    const result = await run(target, nothingOf(relation));
    return answer(exchange.request, status, rangeOf(0, 0, result.total), result);
  }
  const where = whereOf(target, shape);
  const set = payload.columns.map((column) => `${quoted(column)} = r.${quoted(column)}`).join(', ');
  const sql = `update ${sqlName(relation)} set ${set} from (select * from ${recordsSql(relation, payload, false, parameters)} limit 1) r${where} returning ${sqlName(relation)}.*`;
  const result = await run(target, sql);
  const status = exchange.request.prefer.representation ? 200 : 204;
  return answer(exchange.request, status, rangeOf(0, result.count, result.total), result);
}

/** DELETE: removes the rows the filters find. */
export async function remove(exchange: Exchange, name: string): Promise<Response> {
  const target = await targetOf(exchange, name);
  const where = whereOf(target, target.shape);
  const result = await run(
    target,
    `delete from ${sqlName(target.relation)}${where} returning ${sqlName(target.relation)}.*`,
  );
  const status = exchange.request.prefer.representation ? 200 : 204;
  return answer(exchange.request, status, `*/${result.total ?? '*'}`, result);
}

async function targetOf(exchange: Exchange, name: string): Promise<Target> {
  const { schema, relation } = await relationNamed(exchange, name);
  const shape = parseShape(exchange.request.parameters);
  if (shape.limit !== undefined || shape.offset !== undefined) throw unsupported('limits on what is written');
  return { exchange, schema, relation, shape, parameters: new Parameters() };
}

async function run({ exchange, schema, relation, shape, parameters }: Target, change: string): Promise<Result> {
  const { session, claims, request } = exchange;
  const { representation, maxAffected } = request.prefer;
  const alias = 'pgrst_source';
  const upserts = change.includes(FRESH);
  const rows = representation
    ? new RowsBuilder(schema, parameters).build({
        from: alias,
        alias,
        table: relation.name,
        items: expand(parseSelect(request.parameters.get('select') ?? undefined), relation),
        shape: { ...emptyShape(), order: shape.order, embeds: shape.embeds },
      })
    : { rows: `select 1 from ${alias}`, total: `select count(*) from ${alias}` };
  const fresh = upserts ? { extra: `(select count(*) filter (where ${FRESH})::text from ${alias})` } : {};
  const sql = `with ${alias} as (${change}) ${answerSql(rows, request, fresh)}`;
  const objection = (found: readonly Row[]) => {
    const result = resultOf(found[0] ?? []);
    return (representation ? notSingle(request.accept, result) : undefined) ?? tooMany(maxAffected, result);
  };
  const undoable = (representation && request.accept.single) || maxAffected !== undefined;
  const statement = { sql, values: parameters.values };
  return resultOf(
    await runAs(session, { request, claims, statement, readOnly: false, objection: undoable ? objection : undefined }),
  );
}

function answer({ prefer, accept }: RestRequest, status: number, range: string, { body }: Result): Response {
  if (!prefer.representation) return new Response(null, { status, headers: { 'content-range': range } });
  return jsonAnswer(status, body, range, accept);
}

function tooMany(most: number | undefined, { count }: Result): Problem | undefined {
  if (most === undefined || count <= most) return undefined;
  return new Problem(400, 'PGRST124', 'Query result exceeds max-affected preference constraint', {
    details: `The query affects ${count} rows`,
  });
}

function conflictSql(relation: Relation, { prefer, parameters }: RestRequest, columns: readonly string[]): string {
  if (!prefer.resolution) return '';
  const on = namesIn(parameters.get('on_conflict')) ?? relation.primaryKey;
  if (on.length === 0) return '';
  const target = ` on conflict (${on.map(quoted).join(', ')}) do`;
  if (prefer.resolution === 'ignore' || columns.length === 0) return `${target} nothing`;
  return `${target} update set ${columns.map((column) => `${quoted(column)} = excluded.${quoted(column)}`).join(', ')}`;
}

function whereOf({ relation, parameters }: Target, { conditions }: Shape): string {
  const source = { alias: sqlName(relation), relation, embeds: new Map<string, string>() };
  const sql = whereSql(conditions, source, parameters);
  return sql.length > 0 ? ` where ${sql.join(' and ')}` : '';
}

function nothingOf(relation: Relation): string {
  return `select *, true as ${FRESH} from ${sqlName(relation)} where false`;
}

/** `*` written out, so that what only we return does not show. */
function expand(items: readonly SelectItem[], { columns }: Relation): SelectItem[] {
  return items.flatMap((item): SelectItem[] =>
    item.kind === 'all' ? columns.map(({ name }) => ({ kind: 'column', path: { column: name, steps: [] } })) : [item],
  );
}

function namesIn(text: string | null): string[] | undefined {
  if (!text) return undefined;
  const scanner = new Scanner(text, 'columns');
  const names = [readName(scanner)];
  while (scanner.has(',')) names.push(readName(scanner));
  scanner.end();
  return names;
}

function sqlName(relation: Relation): string {
  return `"public".${quoted(relation.name)}`;
}
