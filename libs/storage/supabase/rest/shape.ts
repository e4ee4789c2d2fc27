import { parseFilter, parseGroup, type Condition } from './grammar/filter.ts';
import { parseOrder, type OrderTerm } from './grammar/order.ts';
import { parseTreePath } from './grammar/path.ts';
import { Problem, unparsable } from './problem.ts';

/** Which rows, in which order, how many; and the same for what is embedded in them, by its name in the answer. */
export interface Shape {
  readonly conditions: Condition[];
  readonly embeds: Map<string, Shape>;
  order: readonly OrderTerm[];
  limit?: number;
  offset?: number;
}

const ELSEWHERE = new Set(['select', 'columns', 'on_conflict']);

/** Reads the parameters that filter, order and cut. */
export function parseShape(parameters: Iterable<readonly [string, string]>): Shape {
  const shape = emptyShape();
  for (const [key, value] of parameters) {
    if (!ELSEWHERE.has(key)) take(shape, key, value);
  }
  return shape;
}

export function emptyShape(): Shape {
  return { conditions: [], embeds: new Map(), order: [] };
}

/** True when the rows are wanted as they come, if perhaps not all of them. */
export function isPlain({ conditions, embeds, order }: Shape): boolean {
  return conditions.length + embeds.size + order.length === 0;
}

function take(shape: Shape, key: string, value: string): void {
  const [, path, word = ''] =
    /^(?:(?!not\.(?:and|or)$)(.+?)\.)?(order|limit|offset|(?:not\.)?(?:and|or))$/.exec(key) ?? [];
  if (!word) return takeFilter(shape, key, value);
  const target = path === undefined ? shape : within(shape, namesIn(path));
  if (word === 'order') target.order = parseOrder(value);
  else if (word === 'limit' || word === 'offset') target[word] = wholeNumber(word, value);
  else target.conditions.push(parseGroup(word.endsWith('and') ? 'and' : 'or', word.startsWith('not.'), value));
}

function takeFilter(shape: Shape, key: string, value: string): void {
  const { embeds, path } = parseTreePath(key);
  within(shape, embeds).conditions.push(parseFilter(path, value));
}

function namesIn(path: string): string[] {
  const { embeds, path: last } = parseTreePath(path);
  return [...embeds, last.column];
}

function within(shape: Shape, names: readonly string[]): Shape {
  return names.reduce((outer, name) => {
    const inner = outer.embeds.get(name) ?? emptyShape();
    outer.embeds.set(name, inner);
    return inner;
  }, shape);
}

function wholeNumber(word: string, value: string): number {
  if (/^-\d+$/.test(value)) throw new Problem(416, 'PGRST103', 'Requested range not satisfiable');
  if (!/^\d{1,9}$/.test(value)) throw unparsable(word, value);
  return Number(value);
}
