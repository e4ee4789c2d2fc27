import { Problem, unsupported } from '../problem.ts';
import type { EmbedItem } from '../grammar/select.ts';
import type { ForeignKey, Schema } from '../catalog/schema.ts';

/** How the rows of one table find those of another. */
export interface Relationship {
  readonly key: ForeignKey;
  readonly target: string;
  readonly columns: readonly string[];
  readonly targetColumns: readonly string[];
  readonly many: boolean;
}

/** Finds the one relationship an embed means, by PostgREST's rules. */
export function relationshipOf(schema: Schema, origin: string, item: EmbedItem): Relationship {
  const found = schema.foreignKeys.flatMap((key) => ends(key, origin)).filter((end) => matches(end, item));
  const [first, second, ...more] = found;
  if (!first) throw missing(schema, origin, item);
  if (!second) return first;
  // A table that refers to itself gives both ends of one key; PostgREST takes the children.
  if (more.length === 0 && first.key === second.key) return first.many ? first : second;
  throw new Problem(
    300,
    'PGRST201',
    `Could not embed because more than one relationship was found for '${origin}' and '${item.target}'`,
    {
      hint: `Try changing '${item.target}' to one of the following: ${found.map(({ key }) => `'${item.target}!${key.name}'`).join(', ')}. Find the desired relationship in the 'details' key.`,
    },
  );
}

function ends(key: ForeignKey, origin: string): Relationship[] {
  const parent = { key, target: key.refTable, columns: key.columns, targetColumns: key.refColumns, many: false };
  const children = { key, target: key.table, columns: key.refColumns, targetColumns: key.columns, many: !key.unique };
  return [...(key.refTable === origin ? [children] : []), ...(key.table === origin ? [parent] : [])];
}

function matches(end: Relationship, { target, hint }: EmbedItem): boolean {
  if (hint === undefined) return end.target === target || end.key.name === target || isOnly(end.columns, target);
  const hinted = end.key.name === hint || isOnly(end.columns, hint) || isOnly(end.targetColumns, hint);
  return (end.target === target && hinted) || (isOnly(end.columns, target) && isOnly(end.targetColumns, hint));
}

function isOnly(columns: readonly string[], name: string): boolean {
  return columns.length === 1 && columns[0] === name;
}

function missing(schema: Schema, origin: string, { target }: EmbedItem): Problem {
  const linked = (table: string) =>
    schema.foreignKeys.filter(({ refTable }) => refTable === table).map((key) => key.table);
  if (linked(origin).some((table) => linked(target).includes(table)))
    return unsupported('embedding through a third table');
  return new Problem(
    400,
    'PGRST200',
    `Could not find a relationship between '${origin}' and '${target}' in the schema cache`,
    {
      details: `Searched for a foreign key relationship between '${origin}' and '${target}' in the schema 'public', but no matches were found.`,
    },
  );
}
