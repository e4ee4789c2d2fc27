import type { Condition, Filter, Test } from '../grammar/filter.ts';
import type { OrderTerm } from '../grammar/order.ts';
import type { Path } from '../grammar/path.ts';
import { unparsable } from '../problem.ts';
import type { Relation } from '../catalog/schema.ts';
import { arrayText, literal, quoted, type Parameters } from './quote.ts';

/** A table as one query sees it: what it is called there and what is known of it. */
export interface Source {
  readonly alias: string;
  readonly relation: Relation | undefined;
  /** Embedded rows by the name they have in the answer, as SQL that is null when there are none. */
  readonly embeds: ReadonlyMap<string, string>;
}

export function pathSql({ column, steps }: Path, { alias, relation }: Source): string {
  const plain = `${alias}.${quoted(column)}`;
  if (steps.length === 0) return plain;
  const type = relation?.columns.find(({ name }) => name === column)?.type;
  const json = type === 'json' || type === 'jsonb' ? plain : `to_jsonb(${plain})`;
  return steps.reduce((sql, { asText, key }) => `${sql}${asText ? '->>' : '->'}${keySql(key)}`, json);
}

export function cutSql({ limit, offset }: { readonly limit?: number; readonly offset?: number }): string {
  return `${limit === undefined ? '' : ` limit ${limit}`}${offset === undefined ? '' : ` offset ${offset}`}`;
}

export function orderSql(terms: readonly OrderTerm[], source: Source): string {
  if (terms.length === 0) return '';
  const sql = terms.map(({ path, descending, nulls }) =>
    [pathSql(path, source), descending ? 'desc' : '', nulls ? `nulls ${nulls}` : ''].join(' '),
  );
  return ` order by ${sql.join(', ')}`;
}

export function whereSql(conditions: readonly Condition[], source: Source, parameters: Parameters): string[] {
  return conditions.map((condition) => conditionSql(condition, source, parameters));
}

function conditionSql(condition: Condition, source: Source, parameters: Parameters): string {
  const not = condition.negated ? 'not ' : '';
  if (condition.kind === 'filter') return `${not}${filterSql(condition, source, parameters)}`;
  const members = condition.members.map((member) => conditionSql(member, source, parameters));
  return `${not}(${members.join(` ${condition.joiner} `)})`;
}

function filterSql({ path, test }: Filter, source: Source, parameters: Parameters): string {
  const embedded = path.steps.length === 0 ? source.embeds.get(path.column) : undefined;
  if (!embedded) return testSql(pathSql(path, source), test, parameters);
  if (test.kind === 'is' && test.value === 'null') return `(${embedded}) is null`;
  throw unparsable('filter on an embedded resource, which can only be null', path.column);
}

function testSql(sql: string, test: Test, parameters: Parameters): string {
  switch (test.kind) {
    case 'is':
      return `${sql} is ${test.value}`;
    case 'in':
      return `${sql} = any (${parameters.add(isNothing(test.values) ? '{}' : arrayText(test.values))})`;
    case 'search': {
      const config = test.config ? `${literal(test.config)}, ` : '';
      return `${sql} @@ ${test.parser}(${config}${parameters.add(test.value)})`;
    }
    case 'compare': {
      const value = parameters.add(test.value);
      return `${sql} ${test.operator} ${test.quantifier ? `${test.quantifier} (${value})` : value}`;
    }
  }
}

function isNothing(values: readonly string[]): boolean {
  return values.length === 1 && values[0] === '';
}

function keySql(key: string | number): string {
  return typeof key === 'number' ? String(key) : literal(key);
}
