import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Attachment, Outcome, Walked } from '#core';
import { openTestIntake, type TestIntake } from './testing/index.ts';

let desk: TestIntake;
beforeAll(async () => {
  desk = await openTestIntake();
  await desk.people.createSite(desk.admin, { name: 'Crockett', aliases: ['Site Crockett'] });
  await desk.say('/template Crockett: oil level?, pressure (psi)?, fence ok?');
});
afterAll(() => desk.close());

let chat = 0;
beforeEach(() => {
  chat += 1;
});

async function says(
  text: string,
  person = String(chat),
  more: { attachments?: Attachment[]; chat?: string } = {},
): Promise<Outcome | undefined> {
  const message = {
    source: 'telegram' as const,
    sourceId: randomUUID(),
    chat: person,
    text,
    sentAt: desk.clock.now(),
    ...more,
  };
  return (await desk.intake.receive({ message, from: { externalId: person, name: `Person ${person}` } })).outcomes[0];
}

function walk(outcome: Outcome | undefined): Walked['checklist'] {
  if (outcome?.kind !== 'walked') throw new Error(JSON.stringify(outcome));
  return outcome.checklist;
}

describe('a template', () => {
  it('gets new questions when it is said again, and undo gives the old ones back', async () => {
    await desk.say('/template Night round: lights?, doors?', { chat: 't' });
    await desk.say('/template night round: lights?, doors?, alarm?', { chat: 't' });
    const round = async () =>
      (await desk.records.templates(desk.admin, {})).items.find(({ name }) => name === 'Night round');
    expect((await round())?.questions.map(({ text }) => text)).toEqual(['lights', 'doors', 'alarm']);
    await desk.say('undo', { chat: 't' });
    expect((await round())?.questions).toHaveLength(2);
    await desk.say('/deletetemplate Night round', { chat: 't' });
    expect(await round()).toBeUndefined();
  });

  it('without questions is asked for them', async () => {
    expect((await desk.say('/template Mathis', { chat: 'q' })).outcomes[0]).toMatchObject({
      kind: 'asked',
      missing: ['questions'],
    });
    expect((await desk.say('oil?, gate?', { chat: 'q' })).outcomes[0]).toMatchObject({
      kind: 'changed',
      subject: { template: { name: 'Mathis', questions: [{ text: 'oil' }, { text: 'gate' }] } },
    });
  });

  it('that is none is said to be none', async () => {
    expect(await says('/checklist Timbuktu')).toMatchObject({ kind: 'refused', code: 'not_found' });
  });
});

describe('a checklist', () => {
  it('asks one question after the other and ends as a draft report', async () => {
    const { code, questions } = walk(await says('/checklist Crockett'));
    expect(questions).toHaveLength(3);
    expect(walk(await says(`/answer ${code} 0 OK`)).answers).toEqual([
      { question: 'oil level', value: 'OK', unit: null },
    ]);
    expect(walk(await says('31.5 psi')).answers[1]).toEqual({ question: 'pressure', value: 31.5, unit: 'psi' });
    const done = await says('skip');
    expect(done).toMatchObject({
      kind: 'changed',
      subject: {
        kind: 'report',
        report: {
          status: 'draft',
          site: { name: 'Crockett' },
          text: 'Crockett:\noil level: OK\npressure: 31.5 psi',
          readings: [
            { name: 'oil level', value: 'OK', unit: null },
            { name: 'pressure', value: 31.5, unit: 'psi' },
          ],
        },
      },
    });
    expect(await says('hello')).toMatchObject({ kind: 'said' });
  });

  it('takes a number without its unit to be in the one asked for', async () => {
    const { code } = walk(await says('/checklist Crockett'));
    await says(`/answer ${code} 0 Not OK`);
    expect(walk(await says('29')).answers[1]).toMatchObject({ value: 29, unit: 'psi' });
  });

  it('is not answered twice by one button, nor by an old one', async () => {
    const { code } = walk(await says('/checklist Crockett'));
    await says(`/answer ${code} 0 OK`);
    expect(walk(await says(`/answer ${code} 0 OK`)).answers).toHaveLength(1);
    expect(walk(await says(`/answer ${code} 2 OK`)).answers).toHaveLength(1);
  });

  it('lets commands through, and goes on after them', async () => {
    walk(await says('/checklist Crockett'));
    expect(await says('/newtask Call the vendor')).toMatchObject({ command: 'task.create' });
    expect(walk(await says('low')).answers).toEqual([{ question: 'oil level', value: 'low', unit: null }]);
  });

  it('is broken off by a word, a button, or by beginning another', async () => {
    walk(await says('/checklist Crockett'));
    expect(walk(await says('cancel')).status).toBe('cancelled');
    const { code } = walk(await says('/checklist Crockett'));
    expect(walk(await says(`/stopchecklist ${code}`)).status).toBe('cancelled');
    expect(await says(`/answer ${code} 0 OK`)).toMatchObject({ kind: 'refused', code: 'conflict' });
    const first = walk(await says('/checklist Crockett'));
    walk(await says('/checklist Crockett'));
    expect(await says(`/answer ${first.code} 0 OK`)).toMatchObject({ kind: 'refused', code: 'conflict' });
  });

  it('is nobody else’s, also in one chat', async () => {
    const group = 'group';
    const [ann, bob] = [`${chat}1`, `${chat}2`];
    const hers = walk(await says('/checklist Crockett', ann, { chat: group }));
    const his = walk(await says('/checklist Crockett', bob, { chat: group }));
    expect(await says(`/answer ${hers.code} 0 OK`, bob, { chat: group })).toMatchObject({
      kind: 'refused',
      code: 'forbidden',
    });
    expect(walk(await says('half full', ann, { chat: group }))).toMatchObject({
      id: hers.id,
      answers: [{ value: 'half full' }],
    });
    expect(walk(await says('empty', bob, { chat: group }))).toMatchObject({
      id: his.id,
      answers: [{ value: 'empty' }],
    });
  });

  it('keeps what is sent on the way for its report', async () => {
    const { code } = walk(await says('/checklist Crockett'));
    expect(
      walk(await says('', String(chat), { attachments: [{ kind: 'photo', fileId: 'dipstick' }] })).attachments,
    ).toBe(1);
    await says(`/answer ${code} 0 -`);
    await says(`/answer ${code} 1 -`);
    expect(await says(`/answer ${code} 2 -`)).toMatchObject({
      subject: { report: { text: 'Crockett', attachments: [{ fileId: 'dipstick' }] } },
    });
  });

  it('stops listening to what is typed after twelve hours; its buttons still work', async () => {
    const { code } = walk(await says('/checklist Crockett'));
    await desk.exec(
      `update public.checklists set created_at = created_at - interval '13 hours', status = status where status = 'open'`,
    );
    expect(await says('hmm')).toMatchObject({ kind: 'said' });
    expect(walk(await says(`/answer ${code} 0 OK`)).answers).toHaveLength(1);
  });
});
