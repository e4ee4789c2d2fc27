import { Problem } from './problem.ts';
import type { Relation } from './catalog/schema.ts';
import { literal, quoted, type Parameters } from './sql/quote.ts';

/** The rows of a body, as far as they must be known before PostgreSQL reads them. */
export interface Payload {
  readonly text: string;
  readonly empty: boolean;
  readonly columns: readonly string[];
}

/** Reads the body of a write; `named` are the columns of `columns=`, which then decide. */
export function readPayload(body: string, named: readonly string[] | undefined): Payload {
  const value = parse(body);
  const rows: unknown[] = Array.isArray(value) ? value : [value];
  if (!rows.every((row) => row !== null && typeof row === 'object' && !Array.isArray(row))) {
    throw new Problem(400, 'PGRST102', 'All rows must be JSON objects');
  }
  const columns = named ?? Object.keys(rows[0] ?? {});
  const uniform = named !== undefined || rows.every((row) => sameKeys(row as object, columns));
  if (!uniform) throw new Problem(400, 'PGRST102', 'All object keys must match');
  return { text: Array.isArray(value) ? body : `[${body}]`, empty: rows.length === 0, columns };
}

/** The rows of a payload as a table `r` of the wanted columns, with their defaults where asked for. */
export function recordsSql(
  relation: Relation,
  { text, columns }: Payload,
  defaults: boolean,
  parameters: Parameters,
): string {
  const known = new Map(relation.columns.map((column) => [column.name, column]));
  const definitions = columns.map((name) => `${quoted(name)} ${known.get(name)?.type}`).join(', ');
  const json = `${parameters.add(text)}::json`;
  if (!defaults) return `json_to_recordset(${json}) r(${definitions})`;
  const fallbacks = columns.flatMap((name) => {
    const fallback = known.get(name)?.fallback;
    return fallback ? [`${literal(name)}, ${fallback}`] : [];
  });
  return `(select jsonb_agg(jsonb_build_object(${fallbacks.join(', ')}) || e) j from jsonb_array_elements(${json}::jsonb) e) d, jsonb_to_recordset(d.j) r(${definitions})`;
}

export function refuseUnknownColumns(relation: Relation, names: readonly string[]): void {
  const known = new Set(relation.columns.map(({ name }) => name));
  const unknown = names.find((name) => !known.has(name));
  if (unknown === undefined) return;
  throw new Problem(
    400,
    'PGRST204',
    `Could not find the '${unknown}' column of '${relation.name}' in the schema cache`,
  );
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Problem(400, 'PGRST102', 'Empty or invalid json');
  }
}

function sameKeys(row: object, columns: readonly string[]): boolean {
  const keys = Object.keys(row);
  return keys.length === columns.length && columns.every((name) => Object.hasOwn(row, name));
}
