import type { EmbedItem, SelectItem } from '../grammar/select.ts';
import { Problem } from '../problem.ts';
import type { Schema } from '../catalog/schema.ts';
import { emptyShape, type Shape } from '../shape.ts';
import { cutSql, orderSql, pathSql, whereSql, type Source } from './conditions.ts';
import { quoted, type Parameters } from './quote.ts';
import { relationshipOf } from './relationship.ts';

/** What a query over one table reads. */
export interface Wanted {
  /** SQL of what comes after `from`, under the name `alias`. */
  readonly from: string;
  readonly alias: string;
  /** The table whose relationships apply, if it is one. */
  readonly table: string | undefined;
  readonly items: readonly SelectItem[];
  readonly shape: Shape;
}

export interface RowsSql {
  readonly rows: string;
  /** Counts the rows there would be without limit and offset. */
  readonly total: string;
}

interface Embedded {
  readonly join: string;
  readonly column: string | undefined;
  readonly required: string | undefined;
}

/** Builds the select statements of one request; embeds become lateral joins. */
export class RowsBuilder {
  readonly #schema: Schema;
  readonly #parameters: Parameters;
  #aliases = 0;

  constructor(schema: Schema, parameters: Parameters) {
    this.#schema = schema;
    this.#parameters = parameters;
  }

  build({ from, alias, table, items, shape }: Wanted, on: readonly string[] = []): RowsSql {
    const names = new Map<string, string>();
    const source: Source = { alias, relation: this.#schema.relations.get(table ?? ''), embeds: names };
    const embeds = items
      .filter((item) => item.kind === 'embed')
      .map((item) => this.#embed(item, table, alias, shape, names));
    refuseUnknownEmbeds(shape, names);
    const conditions = [
      ...on,
      ...whereSql(shape.conditions, source, this.#parameters),
      ...embeds.flatMap(({ required }) => required ?? []),
    ];
    const columns = [
      ...items.flatMap((item) => columnSql(item, source)),
      ...embeds.flatMap(({ column }) => column ?? []),
    ];
    const body = `${from}${embeds.map(({ join }) => join).join('')}${conditions.length > 0 ? ` where ${conditions.join(' and ')}` : ''}`;
    const cut = `${orderSql(shape.order, source)}${cutSql(shape)}`;
    return { rows: `select ${columns.join(', ')} from ${body}${cut}`, total: `select count(*) from ${body}` };
  }

  #embed(
    item: EmbedItem,
    table: string | undefined,
    alias: string,
    shape: Shape,
    names: Map<string, string>,
  ): Embedded {
    const relationship = relationshipOf(this.#schema, table ?? '', item);
    const name = item.alias ?? item.target;
    const inner = quoted(`${relationship.target}_${(this.#aliases += 1)}`);
    const lateral = `l${this.#aliases}`;
    names.set(name, `${lateral}.j`);
    const on = relationship.columns.map(
      (column, i) => `${inner}.${quoted(relationship.targetColumns[i] ?? '')} = ${alias}.${quoted(column)}`,
    );
    const { rows } = this.build(
      {
        from: `"public".${quoted(relationship.target)} ${inner}`,
        alias: inner,
        table: relationship.target,
        items: item.items.length > 0 ? item.items : [{ kind: 'all' }],
        shape: shape.embeds.get(name) ?? shape.embeds.get(item.target) ?? emptyShape(),
      },
      on,
    );
    const json = relationship.many ? 'json_agg(e)' : 'row_to_json(e)';
    const shown = relationship.many ? `coalesce(${lateral}.j, '[]')` : `${lateral}.j`;
    return {
      join: ` left join lateral (select ${json} j from (${rows}) e) ${lateral} on true`,
      column: item.items.length > 0 ? `${shown} as ${quoted(name)}` : undefined,
      required: item.inner ? `${lateral}.j is not null` : undefined,
    };
  }
}

function refuseUnknownEmbeds(shape: Shape, names: ReadonlyMap<string, string>): void {
  for (const name of shape.embeds.keys()) {
    if (names.has(name)) continue;
    throw new Problem(400, 'PGRST108', `'${name}' is not an embedded resource in this request`, {
      hint: `Verify that '${name}' is included in the 'select' query parameter.`,
    });
  }
}

function columnSql(item: SelectItem, source: Source): string[] {
  switch (item.kind) {
    case 'all':
      return [`${source.alias}.*`];
    case 'count':
      return [`count(*) as ${quoted(item.alias ?? 'count')}`];
    case 'column': {
      const { column, steps } = item.path;
      const key = steps.findLast(({ key }) => typeof key === 'string')?.key ?? column;
      const value = pathSql(item.path, source);
      return [`${item.cast ? `cast(${value} as ${item.cast})` : value} as ${quoted(item.alias ?? String(key))}`];
    }
    case 'embed':
      return [];
  }
}
