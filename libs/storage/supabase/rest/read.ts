import type { Session } from '../embedded/session.pglite.ts';
import { answerSql, notSingle, rangeAnswer, resultOf } from './answer.ts';
import type { Claims } from './auth.ts';
import { parseSelect } from './grammar/select.ts';
import { Problem } from './problem.ts';
import type { RestRequest } from './request.ts';
import type { Relation, Schema, SchemaCache } from './catalog/schema.ts';
import { parseShape } from './shape.ts';
import { Parameters, quoted } from './sql/quote.ts';
import { RowsBuilder } from './sql/rows.ts';
import { runAs } from './transaction.ts';

/** What every kind of request needs to be answered. */
export interface Exchange {
  readonly session: Session;
  readonly cache: SchemaCache;
  readonly request: RestRequest;
  readonly claims: Claims;
}

/** GET and HEAD on a table. */
export async function read(exchange: Exchange, name: string): Promise<Response> {
  const { request, session, claims } = exchange;
  const { schema, relation } = await relationNamed(exchange, name);
  const parameters = new Parameters();
  const shape = parseShape(request.parameters);
  const rows = new RowsBuilder(schema, parameters).build({
    from: `"public".${quoted(relation.name)}`,
    alias: quoted(relation.name),
    table: relation.name,
    items: parseSelect(request.parameters.get('select') ?? undefined),
    shape,
  });
  const statement = { sql: answerSql(rows, request), values: parameters.values };
  const result = resultOf(await runAs(session, { request, claims, statement, readOnly: true }));
  const problem = notSingle(request.accept, result);
  if (problem) throw problem;
  return rangeAnswer(request, shape.offset ?? 0, result);
}

/** Finds a table or view; one that is not known may be new. */
export async function relationNamed(
  { cache }: Exchange,
  name: string,
): Promise<{ readonly schema: Schema; readonly relation: Relation }> {
  let schema = await cache.read();
  if (!schema.relations.has(name)) schema = await cache.reload();
  const relation = schema.relations.get(name);
  if (relation) return { schema, relation };
  throw new Problem(404, 'PGRST205', `Could not find the table 'public.${name}' in the schema cache`);
}
