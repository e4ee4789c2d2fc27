import { describe, expect, it } from '@jest/globals';
import type { DueReminder, Listener } from '#stores';
import { firing } from './firing.ts';
import { endOfQuiet } from './quiet-hours.ts';

const NOW = new Date('2026-06-03T15:00:00Z');

const joel: Listener = {
  id: 'joel',
  name: 'Joel',
  language: 'en',
  timeZone: 'America/Chicago',
  quietFrom: null,
  quietUntil: null,
  chat: '11',
  externalId: '11',
};
const shy: Listener = { ...joel, id: 'shy', name: 'Shy', chat: null, externalId: '22' };

function due(over: Partial<DueReminder> = {}): DueReminder {
  const at = over.due ?? NOW.toISOString();
  return {
    id: 'r1',
    ref: 1,
    title: 'Check oil',
    due: at,
    dueSince: at,
    startsAt: at,
    timeZone: 'America/Chicago',
    recurrence: null,
    status: 'pending',
    people: [],
    site: null,
    createdBy: { id: 'a', name: 'Admin' },
    source: { source: 'telegram', messageId: null },
    createdAt: at,
    updatedAt: at,
    version: 1,
    token: 't1',
    origin: { source: 'telegram', chat: '-100' },
    listeners: [joel],
    ...over,
  };
}

describe('firing reminders', () => {
  it('says a reminder in the chat of whom it is for, and is done with it', () => {
    const { fired, say } = firing([due()], NOW, 'UTC');
    expect(fired).toEqual([{ id: 'r1', token: 't1' }]);
    expect(say).toEqual([
      expect.objectContaining({ channel: 'telegram', chat: '11', dedupe: `due:r1:${NOW.toISOString()}:telegram:11` }),
    ]);
  });

  it('calls somebody who never pressed Start by name in the group', () => {
    const { say } = firing([due({ listeners: [joel, shy] })], NOW, 'UTC');
    expect(say.map(({ chat }) => chat)).toEqual(['11', '-100']);
    expect(say[1]?.body.outcomes[0]).toMatchObject({ kind: 'reminded', to: [{ name: 'Shy', externalId: '22' }] });
  });

  it('keeps it for the page when it was not set in a chat', () => {
    const { say } = firing([due({ listeners: [shy], origin: { source: 'rest', chat: 'x' } })], NOW, 'UTC');
    expect(say).toEqual([expect.objectContaining({ channel: 'page', chat: 'shy' })]);
  });

  it('says everything a chat has missed in one message', () => {
    const missed = ['2026-06-03T10:00:00Z', '2026-06-03T11:00:00Z'].map((at, n) =>
      due({ id: `m${n}`, due: at, token: `t${n}` }),
    );
    const { fired, say } = firing(missed, NOW, 'UTC');
    expect(fired).toHaveLength(2);
    expect(say).toHaveLength(1);
    expect(say[0]).toMatchObject({ reminders: ['m0', 'm1'], body: { outcomes: [{ late: true }, { late: true }] } });
  });

  it('says what a chat has missed even when it is found out in two rounds', () => {
    const [first, second] = ['m1', 'm2'].map(
      (id) => firing([due({ id, due: '2026-06-03T10:00:00Z' })], NOW, 'UTC').say[0],
    );
    expect(first?.dedupe).not.toBe(second?.dedupe);
  });

  it('does not let a rule nobody can read stop the others', () => {
    const { fired, say } = firing([due({ recurrence: 'FREQ=BANANA' }), due({ id: 'r2', token: 't2' })], NOW, 'UTC');
    expect(fired).toEqual([
      { id: 'r1', token: 't1' },
      { id: 'r2', token: 't2' },
    ]);
    expect(say).toHaveLength(2);
  });

  it('goes on at the same wall clock across the change of clocks', () => {
    const daily = due({ due: '2026-03-07T14:00:00Z', startsAt: '2026-03-07T14:00:00Z', recurrence: 'FREQ=DAILY' });
    const { fired } = firing([daily], new Date('2026-03-07T14:00:00Z'), 'UTC');
    expect(fired[0]?.next).toBe('2026-03-08T13:00:00.000Z');
  });

  it('does not drift: however late it is said, the next time is by the rule', () => {
    const daily = due({ due: '2026-06-01T14:00:00Z', startsAt: '2026-05-01T14:00:00Z', recurrence: 'FREQ=DAILY' });
    expect(firing([daily], new Date('2026-06-03T15:07:00Z'), 'UTC').fired[0]?.next).toBe('2026-06-04T14:00:00.000Z');
  });

  it('ends with its rule', () => {
    const thrice = due({
      due: '2026-06-03T15:00:00Z',
      startsAt: '2026-06-01T15:00:00Z',
      recurrence: 'FREQ=DAILY;COUNT=3',
    });
    expect(firing([thrice], NOW, 'UTC').fired[0]).toEqual({ id: 'r1', token: 't1' });
  });

  it('waits for the end of quiet hours, and counts from when it fell due', () => {
    const asleep = { ...joel, quietFrom: '09:00:00', quietUntil: '11:30:00' };
    const { fired, say } = firing([due({ listeners: [asleep] })], NOW, 'UTC');
    expect(fired).toEqual([{ id: 'r1', token: 't1', putOffUntil: '2026-06-03T16:30:00.000Z' }]);
    expect(say).toEqual([]);
  });
});

describe('quiet hours', () => {
  it.each([
    ['22:00', '07:00', '2026-06-04T03:30:00Z', '2026-06-04T12:00:00.000Z'],
    ['22:00', '07:00', '2026-06-04T11:59:59Z', '2026-06-04T12:00:00.000Z'],
    ['22:00', '07:00', '2026-06-04T12:00:00Z', undefined],
    ['12:00', '13:00', '2026-06-04T17:30:00Z', '2026-06-04T18:00:00.000Z'],
  ])('from %s to %s, at %s: until %s', (from, until, now, end) => {
    expect(endOfQuiet(from, until, 'America/Chicago', new Date(now))?.toISOString()).toBe(end);
  });
});
