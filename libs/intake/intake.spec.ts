import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestIntake, subjectOf, type TestIntake } from './testing/index.ts';

let desk: TestIntake;
beforeAll(async () => {
  desk = await openTestIntake();
});
afterAll(() => desk.close());

async function task(text: string) {
  const { outcomes, replies } = await desk.say(text);
  const subject = subjectOf(outcomes[0]);
  if (subject.kind !== 'task') throw new Error(JSON.stringify(subject));
  return { task: subject.task, reply: replies[0]?.text ?? '' };
}

async function list(text: string) {
  const { outcomes, replies } = await desk.say(text);
  const subject = subjectOf(outcomes[0]);
  if (subject.kind !== 'list') throw new Error(JSON.stringify(subject));
  return { list: subject.list, items: subject.list.items.map((item) => item.text), reply: replies[0]?.text ?? '' };
}

describe('saying it', () => {
  it('makes a task with its owner, site and time', async () => {
    const { task: made, reply } = await task('/newtask @joel Check Eagle Lake generator tomorrow at 3pm');
    expect(made).toMatchObject({
      title: 'Check Eagle Lake generator',
      assignees: [{ name: 'Joel' }],
      site: { name: 'Eagle Lake' },
      due: '2026-06-04T20:00:00.000Z',
      source: { source: 'rest' },
    });
    expect(reply).toContain('Joel');
    expect(reply).toContain('tomorrow, Thu 4 Jun, 15:00');
  });

  it('adds several things to a list and makes the list on the way', async () => {
    const { items, reply } = await list('add eggs, bread and butter to grocery items');
    expect(items).toEqual(['eggs', 'bread', 'butter']);
    expect(reply).toContain('eggs, bread and butter');
  });

  it('takes the readme at its word', async () => {
    expect((await list('add milk and eggs to the shopping list')).items).toEqual(['milk', 'eggs']);
    expect((await desk.say("what's on the shopping list?")).replies[0]?.text).toContain('milk');
  });

  it('completes a task by its number and by its words', async () => {
    const { task: first } = await task('/newtask Grease the pump');
    expect((await task(`/completetask ${first.ref}`)).task).toMatchObject({ id: first.id, status: 'done' });
    const { task: second } = await task('/newtask Paint the tank');
    expect((await task('/completetask paint tank')).task).toMatchObject({ id: second.id, status: 'done' });
  });

  it('hands a task to somebody else', async () => {
    const { task: made } = await task('/newtask Order filters');
    expect((await task(`/reassigntask ${made.ref} @maria`)).task.assignees).toEqual([
      { id: desk.crew.maria.id, name: 'Maria Lopez' },
    ]);
  });

  it('sets a reminder for the speaker', async () => {
    const { outcomes } = await desk.say('remind me to call Sam tomorrow at 5pm');
    expect(subjectOf(outcomes[0])).toMatchObject({
      kind: 'reminder',
      reminder: { title: 'call Sam', due: '2026-06-04T22:00:00.000Z', people: [{ name: 'Admin' }], status: 'pending' },
    });
  });
});

describe('a reminder for a day', () => {
  it.each([
    ['remind me to lock up tomorrow', '2026-06-04T14:00:00.000Z'],
    ['recuérdame mañana cerrar el portón', '2026-06-04T14:00:00.000Z'],
    ['remind me today to lock up', '2026-06-03T18:00:00.000Z'],
    ['remind me every monday to check the oil', '2026-06-08T14:00:00.000Z'],
    ['remind me to lock up tomorrow at 12:05am', '2026-06-04T05:05:00.000Z'],
  ])('%j is said in the hours of work, not at midnight', async (text, due) => {
    expect(subjectOf((await desk.say(text)).outcomes[0])).toMatchObject({ reminder: { due } });
  });

  it('asks when, where the day is as good as over', async () => {
    const noon = desk.clock.now();
    desk.clock.set(new Date('2026-06-03T19:30:00-05:00'));
    const { outcomes } = await desk.say('remind me today to lock up', { chat: 'evening' });
    expect(outcomes[0]).toMatchObject({ kind: 'asked', missing: ['due'] });
    desk.clock.set(noon);
  });
});

describe('asking back', () => {
  it('asks when, and takes the answer', async () => {
    const asked = await desk.say('remind me to check the oil', { chat: 'ask-when' });
    expect(asked.outcomes[0]).toMatchObject({ kind: 'asked', question: 'missing', missing: ['due'] });
    expect(asked.replies[0]?.text).toBe('When?');
    const answered = await desk.say('tomorrow at 9am', { chat: 'ask-when' });
    expect(subjectOf(answered.outcomes[0])).toMatchObject({
      reminder: { title: 'check the oil', due: '2026-06-04T14:00:00.000Z' },
    });
  });

  it('asks which of two tasks is meant, and takes the number', async () => {
    await desk.say('/newtask Inspect north valve');
    const { task: south } = await task('/newtask Inspect south valve');
    const asked = await desk.say('/completetask inspect valve', { chat: 'which' });
    expect(asked.outcomes[0]).toMatchObject({ kind: 'asked', question: 'which' });
    const answered = await desk.say('south', { chat: 'which' });
    expect(subjectOf(answered.outcomes[0])).toMatchObject({ task: { id: south.id, status: 'done' } });
  });

  it('confirms before it deletes something that was only described', async () => {
    const { task: made } = await task('/newtask Remove scaffolding');
    const asked = await desk.say('delete the task remove scaffolding', { chat: 'confirm' });
    expect(asked.outcomes[0]).toMatchObject({ kind: 'asked' });
    const { items } = await desk.records.tasks(desk.admin, { refs: [made.ref] });
    expect(items).toHaveLength(1);
    await desk.say('yes', { chat: 'confirm' });
    expect((await desk.records.tasks(desk.admin, { refs: [made.ref] })).items).toEqual([]);
  });

  it('drops the question when told to', async () => {
    await desk.say('remind me to rest', { chat: 'never' });
    expect((await desk.say('never mind', { chat: 'never' })).outcomes[0]).toMatchObject({
      kind: 'said',
      topic: 'never_mind',
    });
    expect((await desk.say('at 5pm', { chat: 'never' })).outcomes[0]?.kind).not.toBe('changed');
  });

  it('does not invent a person', async () => {
    const before = (await desk.records.tasks(desk.admin, { limit: 200 })).items.length;
    const asked = await desk.say('/newtask @nobody Fix the gate', { chat: 'who' });
    expect(asked.outcomes[0]).toMatchObject({ kind: 'asked', question: 'unknown_person', about: 'nobody' });
    expect((await desk.records.tasks(desk.admin, { limit: 200 })).items).toHaveLength(before);
    const answered = await desk.say('1', { chat: 'who' });
    expect(subjectOf(answered.outcomes[0])).toMatchObject({ task: { title: 'Fix the gate', assignees: [] } });
  });

  it('asks what to make of what it does not understand, and does nothing', async () => {
    const before = (await desk.records.tasks(desk.admin, { limit: 200 })).items.length;
    const { outcomes } = await desk.say('the weather is lovely over the ridge these days', { chat: 'huh' });
    expect(outcomes).toMatchObject([{ kind: 'asked', command: 'none.unknown', question: 'unsure' }]);
    expect((await desk.records.tasks(desk.admin, { limit: 200 })).items).toHaveLength(before);
  });
});

describe('once only', () => {
  it('answers the same message again with what came of it then', async () => {
    const first = await desk.say('/newtask Only once', { sourceId: 'same', requestHash: 'h' });
    const again = await desk.say('/newtask Only once', { sourceId: 'same', requestHash: 'h' });
    expect(again).toMatchObject({ replayed: true, messageId: first.messageId, outcomes: first.outcomes });
    await expect(desk.say('/newtask Another', { sourceId: 'same', requestHash: 'other' })).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});

describe('who may come in', () => {
  const from = { externalId: '991', name: 'Ruth' };
  const message = (text: string) => ({
    source: 'telegram' as const,
    sourceId: text,
    chat: '991',
    text,
    sentAt: new Date(),
  });

  it('on trial: anybody, as an operator', async () => {
    const { outcomes } = await desk.intake.receive({ message: message('/newtask hello'), from });
    expect(subjectOf(outcomes[0])).toMatchObject({ task: { createdBy: { name: 'Ruth' } } });
  });

  it('is answered in the language of the first word, or of their app, from then on', async () => {
    const greet = async (text: string, from: { externalId: string; language?: string }) => {
      const { replies } = await desk.intake.receive({ message: { ...message(text), chat: from.externalId }, from });
      return replies[0]?.text;
    };
    expect(await greet('hola', { externalId: '992' })).toMatch(/^¡Hola!/);
    expect(await greet('ok', { externalId: '992' })).toMatch(/^De acuerdo/);
    expect(await greet('/start', { externalId: '993', language: 'es-MX' })).toMatch(/^¡Hola!/);
    expect(await greet('/start', { externalId: '994', language: 'de' })).toMatch(/^Hello!/);
  });

  it('with a bot token: only people who were added', async () => {
    const shut = await openTestIntake({
      TELEGRAM_BOT_TOKEN: '1:abc',
      TELEGRAM_WEBHOOK_SECRET: 's',
      TELEGRAM_ADMIN_IDS: '77',
    });
    const refused = await shut.intake.receive({ message: message('/newtask hello'), from });
    expect(refused.outcomes).toEqual([{ kind: 'said', command: 'none.unknown', topic: 'stranger', about: '991' }]);
    const admin = await shut.intake.receive({
      message: { ...message('/newtask hi'), chat: '77' },
      from: { externalId: '77', name: 'Boss' },
    });
    expect(subjectOf(admin.outcomes[0])).toMatchObject({ task: { createdBy: { name: 'Boss' } } });
    await shut.close();
  });
});
