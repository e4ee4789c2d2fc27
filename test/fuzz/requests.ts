import { type Arbitrary, constant, constantFrom, oneof, record } from 'fast-check';
import type { ApiDocument, Parameter, Way } from './document.ts';
import type { Pool } from './pool.ts';
import { maybe, valueOf } from './values.ts';

/** A request to be sent. */
export interface Request {
  readonly way: Way;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const HEADERS: Readonly<Record<string, readonly string[]>> = {
  'if-match': ['"1"', '"2"', '"999999999"', '*', 'W/"1"', 'three', '""'],
  'idempotency-key': ['k1', 'k2', 'k3', 'a b', 'x'.repeat(256)],
};

/** Requests of one operation, about records of the pool. */
export function requestsOf(way: Way, document: ApiDocument, pool: Pool): Arbitrary<Request> {
  const { parameters = [], requestBody } = way.operation;
  const ids = pool.all;
  const own = pool.of(way.path);
  const value = ({ schema, in: place }: Parameter) =>
    valueOf(schema, document, place === 'path' && own.length > 0 ? own : ids);
  const named = (place: Parameter['in']) => parameters.filter((one) => one.in === place);
  const media = Object.entries(requestBody?.content ?? {});
  const json = media.find(([type]) => type === 'application/json')?.[1];
  return record({
    path: record(Object.fromEntries(named('path').map((one) => [one.name, value(one)]))),
    query: record(
      Object.fromEntries(named('query').map((one) => [one.name, one.required ? value(one) : maybe(value(one))])),
    ),
    headers: record(
      Object.fromEntries(named('header').map((one) => [one.name.toLowerCase(), maybe(headerOf(one.name))])),
    ),
    body: json ? bodyOf(json.schema, document, ids) : constant(undefined),
  }).map(({ path, query, headers, body }) => ({
    way,
    url: urlOf(way.path, path, query),
    headers: {
      ...Object.fromEntries(Object.entries(headers).filter((one): one is [string, string] => one[1] !== undefined)),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
  }));
}

function headerOf(name: string): Arbitrary<unknown> {
  return constantFrom(...(HEADERS[name.toLowerCase()] ?? ['x', '']));
}

function bodyOf(
  schema: Parameter['schema'],
  document: ApiDocument,
  ids: readonly string[],
): Arbitrary<string | undefined> {
  return oneof(
    { weight: 30, arbitrary: valueOf(schema, document, ids).map((value) => JSON.stringify(value) ?? '') },
    { weight: 1, arbitrary: constantFrom('', '{', 'null', '[]', '"x"', `${'['.repeat(200)}${']'.repeat(200)}`) },
  );
}

function urlOf(
  template: string,
  path: Readonly<Record<string, unknown>>,
  query: Readonly<Record<string, unknown>>,
): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(spell(path[name])) || 'x');
  const asked = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(spell(value))}`);
  return asked.length > 0 ? `${filled}?${asked.join('&')}` : filled;
}

/** Half a surrogate pair has no place in an address. */
function spell(value: unknown): string {
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).toWellFormed().slice(0, 300);
}
