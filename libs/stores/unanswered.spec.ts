import { expect, it } from '@jest/globals';
import { Unanswered } from './unanswered.ts';

const message = (id: string) => ({ id, chat: '5', platformId: id });

it('knows who has waited too long, the longest first, until they are answered', () => {
  const unanswered = new Unanswered();
  unanswered.took(message('a'), 1000);
  unanswered.took(message('b'), 2000);
  unanswered.took(message('c'), 3000);
  unanswered.answered('a');
  expect(unanswered.before(2000).map(({ id }) => id)).toEqual(['b']);
  expect(unanswered.before(9000).map(({ id }) => id)).toEqual(['b', 'c']);
  expect([unanswered.isWaiting('a'), unanswered.isWaiting('b')]).toEqual([false, true]);
});

it('does not grow without end', () => {
  const unanswered = new Unanswered();
  for (let n = 0; n < 6000; n += 1) unanswered.took(message(String(n)), n);
  expect(unanswered.before(9999)).toHaveLength(5000);
});
