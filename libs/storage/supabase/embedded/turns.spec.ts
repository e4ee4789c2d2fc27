import { expect, it } from '@jest/globals';
import { Turns } from './turns.ts';

it('does one thing at a time: what is urgent next, all else in the order asked', async () => {
  const turns = new Turns();
  const done: string[] = [];
  let running = 0;
  const work = (name: string) => async () => {
    running += 1;
    await Promise.resolve();
    expect(running).toBe(1);
    running -= 1;
    done.push(name);
  };
  await Promise.all([
    turns.take(work('first')),
    turns.take(work('second')),
    turns.take(work('urgent'), true),
    turns.take(work('third')),
    turns.take(work('urgent too'), true),
  ]);
  expect(done).toEqual(['first', 'urgent', 'urgent too', 'second', 'third']);
});

it('goes on after what fails', async () => {
  const turns = new Turns();
  const failing = turns.take(() => Promise.reject(new Error('no')));
  const after = turns.take(() => Promise.resolve('yes'));
  await expect(failing).rejects.toThrow('no');
  expect(await after).toBe('yes');
});
