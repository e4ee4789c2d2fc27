import { describe, expect, it } from '@jest/globals';
import { Batch } from './batch.ts';

describe('a batch', () => {
  const recorded: number[][] = [];
  const doubling = (inputs: readonly number[]) => {
    recorded.push([...inputs]);
    if (inputs.includes(13)) return Promise.reject(new Error('unlucky'));
    return Promise.resolve(inputs.map((n) => n * 2));
  };

  it('sends somebody alone at once, and those who come meanwhile together', async () => {
    recorded.length = 0;
    const batch = new Batch(doubling, 10, () => true);
    expect(await Promise.all([1, 2, 3, 4].map((n) => batch.add(n)))).toEqual([2, 4, 6, 8]);
    expect(recorded).toEqual([[1], [2, 3, 4]]);
  });

  it('never sends more than its limit at once', async () => {
    recorded.length = 0;
    const batch = new Batch(doubling, 2, () => true);
    await Promise.all([1, 2, 3, 4, 5].map((n) => batch.add(n)));
    expect(recorded.map((one) => one.length)).toEqual([1, 2, 2]);
  });

  it('lets one who fails fail alone', async () => {
    const batch = new Batch(doubling, 10, () => true);
    const results = await Promise.allSettled([1, 13, 3].map((n) => batch.add(n)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('does not ask an outage again for each', async () => {
    recorded.length = 0;
    const batch = new Batch(doubling, 10, () => false);
    const results = await Promise.allSettled([1, 13, 3].map((n) => batch.add(n)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(recorded).toHaveLength(2);
  });
});
