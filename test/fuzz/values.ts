import {
  type Arbitrary,
  array,
  boolean,
  constant,
  constantFrom,
  date,
  double,
  float,
  integer,
  oneof,
  option,
  record,
  string,
  uuid,
} from 'fast-check';
import { type ApiDocument, resolved, type Schema } from './document.ts';

/** Texts that have broken programs before. */
const NASTY = [
  '',
  ' ',
  '\u0000',
  'null',
  'undefined',
  '-1',
  '1e309',
  "'; drop table tasks; --",
  '{{7*7}}',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '%00%ff',
  '\ud800',
  '\u202egnp.exe',
  '👩‍🚒'.repeat(40),
  'ﷺ',
  'a'.repeat(4097),
  '=cmd|calc',
  '{"$ne":null}',
  '(((((((((((',
  '\\',
  '9999-12-31T23:59:59.999Z',
  '0000-00-00',
  '2026-02-30T10:00:00Z',
];

const nasty = constantFrom(...NASTY);
const anything: Arbitrary<unknown> = oneof(
  nasty,
  constant(null),
  boolean(),
  integer(),
  double(),
  constant([]),
  constant({}),
  constant([[[[{ a: [null] }]]]]),
);
const instant = date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((day) =>
  day.toISOString(),
);

/** Values a schema asks for, most of them; others are just beside it, or nothing like it. `ids` are of records that exist. */
export function valueOf(schema: Schema, document: ApiDocument, ids: readonly string[], depth = 0): Arbitrary<unknown> {
  const right = rightValueOf(resolved(schema, document), document, ids, depth);
  return oneof({ weight: 40, arbitrary: right }, { weight: 1, arbitrary: anything });
}

function rightValueOf(
  schema: Schema,
  document: ApiDocument,
  ids: readonly string[],
  depth: number,
): Arbitrary<unknown> {
  const inner = (one: Schema) => valueOf(one, document, ids, depth + 1);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return oneof(...choices.map(inner));
  if (schema.enum?.length) return constantFrom(...schema.enum);
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (depth > 4 || types.length === 0) return anything;
  return oneof(...types.map((type) => ofType(type, schema, ids, inner)));
}

function ofType(
  type: string,
  schema: Schema,
  ids: readonly string[],
  inner: (one: Schema) => Arbitrary<unknown>,
): Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return constant(null);
    case 'boolean':
      return boolean();
    case 'integer':
      return integer({ min: schema.minimum ?? -1000, max: Math.max(schema.maximum ?? 1000, schema.minimum ?? 0) });
    case 'number':
      return float({ noNaN: true, noDefaultInfinity: true });
    case 'array':
      return array(inner(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, 4),
      });
    case 'object':
      return objectOf(schema, inner);
    default:
      return textOf(schema, ids);
  }
}

function objectOf(
  { properties = {}, required = [] }: Schema,
  inner: (one: Schema) => Arbitrary<unknown>,
): Arbitrary<object> {
  const shape = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, inner(one)]));
  const whole = record(shape, { requiredKeys: required.filter((name) => name in properties) });
  const needed = Object.fromEntries(Object.entries(shape).filter(([name]) => required.includes(name)));
  return oneof(
    { weight: 8, arbitrary: record(needed) },
    { weight: 15, arbitrary: whole },
    { weight: 1, arbitrary: record(shape, { requiredKeys: [] }) },
    { weight: 1, arbitrary: whole.map((object) => ({ ...object, surprise: 1 })) },
  );
}

function textOf(schema: Schema, ids: readonly string[]): Arbitrary<string> {
  const examples = typeof schema.example === 'string' ? [constant(atHome(schema.example))] : [];
  if (schema.format === 'uuid')
    return ids.length > 0
      ? oneof({ weight: 8, arbitrary: constantFrom(...ids) }, { weight: 1, arbitrary: uuid() })
      : uuid();
  if (schema.format === 'date-time') return oneof(instant, ...examples);
  const text = string({
    unit: 'grapheme',
    minLength: schema.minLength ?? 0,
    maxLength: Math.min(schema.maxLength ?? 60, 60),
  });
  const free = schema.pattern ? [] : [{ weight: 3, arbitrary: text }];
  const shown = examples.map((arbitrary) => ({ weight: 15, arbitrary }));
  return oneof(...shown, ...free, { weight: 1, arbitrary: nasty });
}

/** A value, or nothing. */
export function maybe(arbitrary: Arbitrary<unknown>): Arbitrary<unknown> {
  return option(arbitrary, { nil: undefined, freq: 2 });
}

/** Nobody but this machine is ever to be called. */
function atHome(example: string): string {
  return /^https?:/.test(example) ? 'https://127.0.0.1:9/hook' : example;
}
