import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Asked } from '#core';
import { openTestIntake, subjectOf, type TestIntake } from './testing/index.ts';

let desk: TestIntake;
beforeAll(async () => {
  desk = await openTestIntake();
});
afterAll(() => desk.close());

const open = async () =>
  (await desk.records.tasks(desk.admin, { status: 'open', limit: 100 })).items.map(({ title }) => title);

async function asked(text: string, chat: string): Promise<Asked> {
  const [outcome] = (await desk.say(text, { chat })).outcomes;
  if (outcome?.kind !== 'asked') throw new Error(JSON.stringify(outcome));
  return outcome;
}

describe('a question', () => {
  it('is answered by the button under it, not by the button of an older one', async () => {
    await desk.say('/newtask Paint shed');
    await desk.say('/newtask Grease winch');
    const old = await asked('delete the task paint shed', 'buttons');
    const newest = await asked('delete the task grease winch', 'buttons');
    expect((await desk.say(`Yes#${old.id}`, { chat: 'buttons' })).outcomes[0]).toMatchObject({
      kind: 'said',
      topic: 'question_over',
    });
    expect(await open()).toEqual(expect.arrayContaining(['Paint shed', 'Grease winch']));
    await asked('delete the task grease winch', 'buttons').then(({ id }) => desk.say(`Yes#${id}`, { chat: 'buttons' }));
    expect(await open()).not.toContain('Grease winch');
    expect(newest.id).not.toBe(old.id);
  });

  it('about a deletion deletes nothing', async () => {
    await desk.say('/newtask Spoken of last', { chat: 'asking' });
    for (const text of ['who deleted task 3?', '¿quién borró la tarea 3?', 'why was task 3 deleted?']) {
      const { outcomes } = await desk.say(text, { chat: 'asking' });
      expect(outcomes).toEqual([expect.objectContaining({ kind: 'said', topic: 'not_understood' })]);
    }
    expect(await open()).toContain('Spoken of last');
  });

  it('offers to make a record of what was not understood, and does nothing before', async () => {
    const text = 'order forty gaskets by tomorrow noon';
    const offer = await asked(text, 'offers');
    expect(offer.choices?.map(({ label }) => label)).toEqual(['Make it a task', 'Remind me of it', 'Make it a report']);
    expect((await desk.say('3', { chat: 'offers' })).outcomes[0]).not.toMatchObject({ kind: 'changed' });
    const again = await asked(text, 'offers');
    const made = await desk.say(`Make it a task#${again.id}`, { chat: 'offers' });
    expect(subjectOf(made.outcomes[0])).toMatchObject({
      task: { title: 'order forty gaskets', due: '2026-06-04T17:00:00.000Z' },
    });
    const once = await asked('generator oil every other blue moon', 'offers');
    const when = await desk.say(`Remind me of it#${once.id}`, { chat: 'offers' });
    expect(when.outcomes[0]).toMatchObject({ kind: 'asked', missing: ['due'] });
  });

  it('knows what “that” is right after it was not sure of something', async () => {
    await asked('order forty gaskets', 'that');
    const task = await desk.say('make that a task for Joel', { chat: 'that' });
    expect(subjectOf(task.outcomes[0])).toMatchObject({
      task: { title: 'order forty gaskets', assignees: [{ name: 'Joel' }] },
    });
    await asked('the gate is leaking oil', 'that');
    const reminder = await desk.say('remind me about that tomorrow at 9', { chat: 'that' });
    expect(subjectOf(reminder.outcomes[0])).toMatchObject({ reminder: { title: 'the gate is leaking oil' } });
    await asked('order forty gaskets', 'that');
    const report = await desk.say('turn that into a report', { chat: 'that' });
    expect(subjectOf(report.outcomes[0])).toMatchObject({ report: { text: 'order forty gaskets' } });
    for (const text of ['haz un informe de eso', 'make a report of that']) {
      await asked('order forty gaskets', 'that');
      const { outcomes } = await desk.say(text, { chat: 'that' });
      expect([text, subjectOf(outcomes[0])]).toMatchObject([text, { report: { text: 'order forty gaskets' } }]);
    }
    for (const text of [
      'haz de eso una tarea',
      'haz una tarea de eso',
      'make a task out of that',
      'add a task for that',
    ]) {
      await asked('order forty gaskets', 'that');
      const { outcomes } = await desk.say(text, { chat: 'that' });
      expect([text, subjectOf(outcomes[0])]).toMatchObject([text, { task: { title: 'order forty gaskets' } }]);
    }
    // what was made a record is not "that" any more
    const { outcomes } = await desk.say('make that a task', { chat: 'that' });
    expect(outcomes[0]).toMatchObject({ kind: 'asked', missing: ['title'] });
  });

  it('is not asked about a list that is named in a word, or with a capital', async () => {
    for (const [text, name] of [
      ['make a list tools', 'tools'],
      ['create list Truck 5 parts', 'Truck 5 parts'],
    ] as const) {
      const { outcomes } = await desk.say(text, { chat: 'named' });
      expect(subjectOf(outcomes[0])).toMatchObject({ list: { name } });
    }
    const { outcomes } = await desk.say('make a list milk eggs bread', { chat: 'named' });
    expect(outcomes[0]).toMatchObject({ kind: 'asked', question: 'unsure' });
  });

  it('is not offered to make a record of a question, or of a word', async () => {
    for (const text of ['who is on the crew tonight?', 'blimey', '80']) {
      const { outcomes } = await desk.say(text, { chat: 'no-offers' });
      expect([text, outcomes[0]?.kind]).not.toEqual([text, 'asked']);
    }
  });

  it('is not answered by another question', async () => {
    await desk.say('/newtask Hang the gate', { chat: 'no-answer' });
    const { outcomes } = await desk.say('/reassigntask hang the gate', { chat: 'no-answer' });
    expect(outcomes[0]).toMatchObject({ kind: 'asked', missing: ['assignees'] });
    const next = await desk.say('who has the gate', { chat: 'no-answer' });
    expect(next.outcomes[0]).not.toMatchObject({ command: 'task.reassign' });
  });

  it('is answered by whom it was asked', async () => {
    await desk.say('/newtask Only I may');
    await asked('delete the task only i may', 'group');
    const message = {
      source: 'rest' as const,
      sourceId: randomUUID(),
      chat: 'group',
      text: 'yes',
      sentAt: desk.clock.now(),
    };
    await desk.intake.receive({ message, from: { personId: desk.crew.joel.id } });
    expect(await open()).toContain('Only I may');
    await desk.say('yes', { chat: 'group' });
    expect(await open()).not.toContain('Only I may');
  });

  it('comes before a list is deleted, however exactly it was named', async () => {
    await desk.say('/addtolist tools: rope');
    await asked('delete the tools list', 'list');
    expect((await desk.records.lists(desk.admin, { name: 'tools' })).items).toHaveLength(1);
    await desk.say('yes', { chat: 'list' });
    expect((await desk.records.lists(desk.admin, { name: 'tools' })).items).toEqual([]);
  });

  it('comes when two people have the name', async () => {
    await desk.people.createPerson(desk.admin, { name: 'Sam Hill' });
    const river = await desk.people.createPerson(desk.admin, { name: 'Sam River' });
    const { choices } = await asked('/newtask @sam Fill tank', 'sam');
    expect(choices?.map(({ label }) => label)).toEqual(['Sam Hill', 'Sam River']);
    expect(subjectOf((await desk.say('2', { chat: 'sam' })).outcomes[0])).toMatchObject({
      task: { assignees: [{ id: river.id }] },
    });
  });
});

describe('what was said last', () => {
  it.each([
    ['cancel that', '/newtask Wash the truck', 'Wash the truck'],
    ['delete it', '/newtask Wash the van', 'Wash the van'],
    ['no, quita eso', '/newtask Wash the bus', 'Wash the bus'],
  ])('is deleted by %j once that is confirmed', async (text, first, title) => {
    await desk.say(first, { chat: 'away' });
    const { outcomes } = await desk.say(text, { chat: 'away' });
    expect(outcomes).toMatchObject([
      { kind: 'asked', command: 'task.delete', question: 'confirm', about: expect.stringContaining(title) },
    ]);
    expect(await open()).toContain(title);
    await desk.say('yes', { chat: 'away' });
    expect(await open()).not.toContain(title);
  });

  it('may be a reminder, a list or a report', async () => {
    await desk.say('remind me to wash up tomorrow at 9', { chat: 'away' });
    await desk.say('cancel that', { chat: 'away' });
    const reminder = await desk.say('yes', { chat: 'away' });
    expect(reminder.outcomes).toMatchObject([{ kind: 'changed', command: 'reminder.cancel' }]);
    await desk.say('create a list called Soap', { chat: 'away' });
    expect(await asked('remove that', 'away')).toMatchObject({ about: 'Soap' });
    expect((await desk.say('yes', { chat: 'away' })).outcomes).toMatchObject([{ command: 'list.delete' }]);
    await desk.say('/report the tap drips', { chat: 'away' });
    await desk.say('bórralo', { chat: 'away' });
    expect((await desk.say('yes', { chat: 'away' })).outcomes).toMatchObject([{ command: 'report.delete' }]);
  });

  it('is what came onto a list, not the list', async () => {
    for (const text of ['cancel that', 'cancélalo', 'drop that']) {
      await desk.say('/addtolist Brushes: a broom', { chat: 'away' });
      await desk.say('/addtolist Brushes: a mop', { chat: 'away' });
      expect([text, (await asked(text, 'away')).command]).toEqual([text, 'change.undo']);
      await desk.say('yes', { chat: 'away' });
      const { items } = await desk.records.lists(desk.admin, { name: 'Brushes' });
      expect(items[0]?.items.map(({ text: item }) => item)).toEqual(['broom']);
    }
  });

  it('is taken back by “scratch that”, and after “oops” or “never mind” when that is confirmed', async () => {
    await desk.say('/newtask Wax the floor', { chat: 'away' });
    expect((await desk.say('scratch that', { chat: 'away' })).outcomes).toMatchObject([{ command: 'change.undo' }]);
    expect(await open()).not.toContain('Wax the floor');
    for (const text of ['oops', 'never mind', 'that was wrong', 'eso no', 'olvídalo']) {
      await desk.say('/newtask Wax the hall', { chat: 'away' });
      const { outcomes } = await desk.say(text, { chat: 'away' });
      expect([text, outcomes]).toMatchObject([text, [{ kind: 'asked', command: 'change.undo', question: 'unsure' }]]);
      expect(await open()).toContain('Wax the hall');
      await desk.say('yes', { chat: 'away' });
      expect(await open()).not.toContain('Wax the hall');
    }
  });

  it('is nothing in a chat that begins', async () => {
    for (const text of ['cancel that', 'oops', 'never mind']) {
      const { outcomes } = await desk.say(text, { chat: 'new' });
      expect([text, outcomes[0]?.kind]).toEqual([text, 'said']);
    }
  });
});

describe('"it"', () => {
  it('is never a task that merely has the number of a reminder', async () => {
    await desk.say('/newtask Innocent bystander', { chat: 'it' });
    await desk.say('remind me tomorrow at 9am to water the plants', { chat: 'it' });
    expect((await desk.say('mark it done', { chat: 'it' })).outcomes[0]?.kind).not.toBe('changed');
    expect(await open()).toContain('Innocent bystander');
  });
});

describe('tasks by time', () => {
  it('shows those of the day that was asked about', async () => {
    await desk.say('/newtask Wash truck today at 6pm');
    await desk.say('/newtask Sweep yard next friday at 9am');
    const { replies } = await desk.say('what tasks are due today?', { chat: 'time' });
    expect(replies[0]?.text).toContain('Wash truck');
    expect(replies[0]?.text).not.toContain('Sweep yard');
  });
});

describe('a time beyond all reckoning', () => {
  it('is asked about, and stops nothing', async () => {
    const { outcomes } = await desk.say('remind me in 300000 years to retire', { chat: 'far' });
    expect(['asked', 'said']).toContain(outcomes[0]?.kind);
  });
});
