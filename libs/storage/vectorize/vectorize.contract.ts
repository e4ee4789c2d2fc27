import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredVector, VectorFilter, VectorMatch, VectorQuery, Vectorize } from './vectorize.ts';

/** An index with nothing in it, for one run. */
export interface VectorizeUnderTest {
  readonly vectorize: Vectorize;
  close(): Promise<void>;
}

export const INDEX = { dimensions: 4, filterable: { site: 'string', at: 'number', done: 'boolean' } } as const;

const PATIENCE_MS = 30_000;
const POINTS: readonly StoredVector[] = [
  { id: 'east', values: [1, 0, 0, 0], namespace: 'o1', metadata: { site: 'lake', at: 1, done: true, note: 'é' } },
  { id: 'north-east', values: [1, 1, 0, 0], namespace: 'o1', metadata: { site: 'lake', at: 2, done: false } },
  { id: 'north', values: [0, 1, 0, 0], namespace: 'o1', metadata: { site: 'hill', at: 3 } },
  { id: 'other', values: [1, 0, 0, 0], namespace: 'o2', metadata: { site: 'lake', at: 1 } },
  { id: 'bare', values: [0, 0, 0.5, 0.25] },
];

/** What every vector index behind the port does. */
export function vectorizeContract(name: string, open: () => Promise<VectorizeUnderTest>): void {
  describe(`a vector index on ${name}`, () => {
    let opened: VectorizeUnderTest;
    let vectorize: Vectorize;

    beforeAll(async () => {
      opened = await open();
      vectorize = opened.vectorize;
      await vectorize.prepare(INDEX);
      await vectorize.upsert(POINTS);
      await eventually(async () => (await vectorize.get(POINTS.map(({ id }) => id))).length === POINTS.length);
    });
    afterAll(() => opened.close());

    const near = async (query: Partial<VectorQuery> = {}) =>
      vectorize.query({ vector: [1, 0, 0, 0], topK: 10, namespace: 'o1', ...query });
    const idsOf = (matches: readonly VectorMatch[]) => matches.map(({ id }) => id);

    it('finds what is near, nearest first, with how near it is and what it stands for', async () => {
      const [first, second, ...rest] = await near({ topK: 2 });
      expect(first).toEqual({
        id: 'east',
        score: expect.closeTo(1, 3),
        namespace: 'o1',
        metadata: POINTS[0]?.metadata,
      });
      expect(second).toMatchObject({ id: 'north-east', score: expect.closeTo(Math.SQRT1_2, 3) });
      expect(rest).toEqual([]);
    });

    it('keeps namespaces apart, and searches all when none is named', async () => {
      expect(idsOf(await near({ namespace: 'o2' }))).toEqual(['other']);
      expect(idsOf(await near({ namespace: 'nobody' }))).toEqual([]);
      const all = await vectorize.query({ vector: [1, 0, 0, 0], topK: 10 });
      expect(idsOf(all)).toEqual(expect.arrayContaining(POINTS.map(({ id }) => id)));
    });

    it.each<[string, VectorFilter, string[]]>([
      ['one value', { site: 'lake' }, ['east', 'north-east']],
      ['equality', { done: { $eq: false } }, ['north-east']],
      ['one of several', { site: { $in: ['hill', 'moon'] } }, ['north']],
      ['none of several', { site: { $nin: ['hill', 'moon'] } }, ['east', 'north-east']],
      ['being different', { site: { $ne: 'hill' } }, ['east', 'north-east']],
      ['two bounds', { at: { $gte: 2, $lt: 3 } }, ['north-east']],
      ['the other two bounds', { at: { $gt: 1, $lte: 3 } }, ['north-east', 'north']],
      ['several properties, all of them', { site: 'lake', at: 1 }, ['east']],
      ['a value of another type: nothing', { at: '1' }, []],
    ])('filters by %s', async (_, filter, ids) => {
      expect(idsOf(await near({ filter }))).toEqual(ids);
    });

    it('gives vectors by their ids, exact to a float, and not those that are not there', async () => {
      const got = await vectorize.get(['bare', 'nobody', 'east']);
      expect([...got].sort((a, b) => a.id.localeCompare(b.id))).toEqual([POINTS[4], POINTS[0]]);
    });

    it('replaces a vector with its namespace and metadata', async () => {
      await vectorize.upsert([{ id: 'moved', values: [0, 0, 1, 0], namespace: 'o3', metadata: { site: 'lake' } }]);
      await eventually(async () => (await near({ namespace: 'o3' })).length === 1);
      await vectorize.upsert([{ id: 'moved', values: [0, 0, 0, 1], namespace: 'o4' }]);
      await eventually(async () => (await near({ namespace: 'o4' })).length === 1);
      expect(await vectorize.get(['moved'])).toEqual([{ id: 'moved', values: [0, 0, 0, 1], namespace: 'o4' }]);
      expect(await near({ namespace: 'o3' })).toEqual([]);
    });

    it('forgets what was deleted, however often', async () => {
      await vectorize.upsert([{ id: 'gone', values: [1, 1, 1, 1], namespace: 'o5' }]);
      await eventually(async () => (await vectorize.get(['gone'])).length === 1);
      await vectorize.delete(['gone']);
      await vectorize.delete(['gone', 'nobody']);
      await eventually(async () => (await vectorize.get(['gone'])).length === 0);
      expect(await near({ namespace: 'o5' })).toEqual([]);
    });

    it('takes, gives and deletes more at once than one request may hold', async () => {
      const many = Array.from({ length: 620 }, (_, i) => ({ id: `m${i}`, values: [1, i, 0, 0], namespace: 'many' }));
      const ids = many.map(({ id }) => id);
      await vectorize.upsert(many);
      await eventually(async () => (await vectorize.get(ids)).length === many.length);
      expect(idsOf(await near({ namespace: 'many', topK: 50 }))).toEqual(ids.slice(0, 50));
      await vectorize.delete(ids);
      await eventually(async () => (await near({ namespace: 'many' })).length === 0);
    });

    it.each<[string, Partial<StoredVector>]>([
      ['an empty id', { id: '' }],
      ['an id of more than 64 bytes', { id: 'é'.repeat(33) }],
      ['a namespace of more than 64 bytes', { namespace: 'n'.repeat(65) }],
      ['other dimensions', { values: [1, 2, 3] }],
      ['more than 1,536 dimensions', { values: Array.from({ length: 1537 }, () => 1) }],
      ['what is not a number', { values: [1, NaN, 0, 0] }],
      ['what points nowhere', { values: [0, 0, 0, 0] }],
      ['metadata of more than 10 KiB', { metadata: { text: 'x'.repeat(10 * 1024) } }],
      ['metadata with a dot in a name', { metadata: { 'a.b': 1 } }],
    ])('refuses %s', async (_, odd) => {
      await expect(vectorize.upsert([{ id: 'odd', values: [1, 0, 0, 0], ...odd }])).rejects.toMatchObject({
        code: 'invalid',
      });
      expect(await vectorize.get(['odd'])).toEqual([]);
    });

    it.each<[string, Partial<VectorQuery>]>([
      ['for more than 50', { topK: 51 }],
      ['for none', { topK: 0 }],
      ['with other dimensions', { vector: [1] }],
      ['with a filter of 2 KiB', { filter: { site: { $in: Array.from({ length: 60 }, () => 'x'.repeat(40)) } } }],
      ['by more of a text than is known', { filter: { site: 'x'.repeat(65) } }],
      ['by what was not prepared', { filter: { note: 'é' } }],
    ])('refuses a query %s', async (_, odd) => {
      await expect(near(odd)).rejects.toMatchObject({ code: 'invalid' });
    });

    it('can be prepared again, but not for other dimensions', async () => {
      await vectorize.prepare(INDEX);
      await expect(vectorize.prepare({ ...INDEX, dimensions: 5 })).rejects.toMatchObject({ code: 'conflict' });
      await expect(vectorize.prepare({ ...INDEX, dimensions: 1537 })).rejects.toMatchObject({ code: 'invalid' });
    });

    it('answers when it is asked whether it is there', async () => {
      await expect(vectorize.ping()).resolves.toBeUndefined();
    });
  });
}

/** Asks until it is so; throws when that takes too long. */
async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(20)) if (await isSo()) return;
  throw new Error('it did not become so');
}
