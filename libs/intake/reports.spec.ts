import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Attachment, Outcome, Report } from '#core';
import { openTestIntake, subjectOf, type TestIntake } from './testing/index.ts';

let desk: TestIntake;
beforeAll(async () => {
  desk = await openTestIntake();
  await desk.people.createSite(desk.admin, { name: 'Crockett', aliases: ['Site Crockett'] });
});
afterAll(() => desk.close());

const say = async (text: string, chat = 'reports') => (await desk.say(text, { chat })).outcomes;
const reports = async (filter: object = {}) => (await desk.records.reports(desk.admin, filter)).items;
const reportNow = async (id: string) => (await reports({ id }))[0];
const audited = async (id: string) =>
  (await desk.rows(`select command from public.audit where entity_id = '${id}' order by id`)).map(
    (row) => row['command'],
  );

function reportIn(outcome: Outcome | undefined): Report {
  const subject = subjectOf(outcome);
  if (subject.kind !== 'report') throw new Error(`not a report: ${JSON.stringify(subject)}`);
  return subject.report;
}

/** Says something in a Telegram chat, as somebody on trial there. */
async function inChat(
  chat: string,
  text: string,
  more: { platformId?: string; edited?: boolean; replyTo?: string; album?: string; attachments?: Attachment[] } = {},
) {
  const message = {
    source: 'telegram' as const,
    sourceId: randomUUID(),
    chat,
    text,
    sentAt: desk.clock.now(),
    ...more,
  };
  return desk.intake.receive({ message, from: { externalId: chat, name: `Person ${chat}` } });
}

const photo = (fileId: string): Attachment => ({ kind: 'photo', fileId });

describe('a report in words', () => {
  it('is kept with its place, author, time, readings and equipment, as a draft', async () => {
    const [outcome] = await say(
      'Site Crockett: temperature 72F, pressure normal, oil 30 psi, generator 2 down. Gate was open',
    );
    const report = reportIn(outcome);
    expect(report).toMatchObject({
      text: 'temperature 72F, pressure normal, oil 30 psi, generator 2 down. Gate was open',
      site: { name: 'Crockett' },
      author: { id: desk.admin.personId },
      observedAt: '2026-06-03T15:15:00.000Z',
      status: 'draft',
      readings: [
        { name: 'temperature', value: 72, unit: '°F' },
        { name: 'pressure', value: 'normal', unit: null },
        { name: 'oil', value: 30, unit: 'psi' },
      ],
      equipment: [
        { name: 'generator 2', status: 'down' },
        { name: 'Gate', status: 'open' },
      ],
      version: 1,
    });
    expect(await audited(report.id)).toEqual(['report.create']);
  });

  it('makes the tasks it tells of, and only suggests those it implies', async () => {
    const outcomes = await say(
      '/fr Eagle Lake oil low, need new filter by friday. follow up: replace belt tomorrow @joel',
    );
    const { id, ref } = reportIn(outcomes[0]);
    expect(outcomes[1]).toMatchObject({
      kind: 'changed',
      command: 'report.followup',
      subject: { task: { title: 'replace belt', assignees: [{ name: 'Joel' }], site: { name: 'Eagle Lake' } } },
    });
    expect(await reportNow(id)).toMatchObject({
      followUps: [{ title: 'replace belt', status: 'open' }],
      suggestions: [{ title: 'need new filter', due: expect.stringContaining('2026-06-05') }],
    });
    const [made] = await say(`/followup ${ref} 1`);
    expect(made).toMatchObject({
      kind: 'changed',
      subject: { task: { title: 'need new filter', site: { name: 'Eagle Lake' } } },
    });
    expect((await say(`/followup ${ref} 1`))[0]).toMatchObject({ kind: 'refused', code: 'conflict' });
    expect((await say(`/followup ${ref} 7`))[0]).toMatchObject({ kind: 'refused', code: 'not_found' });
    expect((await reportNow(id))?.followUps).toHaveLength(2);
  });

  it('without words is asked for them, and the answer is read like a report', async () => {
    const [asked] = await say('/report', 'asked');
    expect(asked).toMatchObject({ kind: 'asked', missing: ['notes'] });
    const [outcome] = await say('fuel 80%, all quiet', 'asked');
    expect(reportIn(outcome).readings).toEqual([{ name: 'fuel', value: 80, unit: '%' }]);
  });

  it('of nothing but a colon is asked for its words as well', async () => {
    expect(await say('/fr Crockett:', 'colon')).toMatchObject([{ kind: 'asked', missing: ['notes'] }]);
  });

  it('of a place nobody knows keeps its name', async () => {
    expect(reportIn((await say('report from Nowhere Flats: two valves leaking'))[0]).text).toBe(
      'Nowhere Flats: two valves leaking',
    );
  });

  it('is shown by number, place, person, days and words', async () => {
    const mine = reportIn((await say('report from Eagle Lake: the anemometer fell off'))[0]);
    const shown = async (text: string) => {
      const [outcome] = await say(text, 'shows');
      return outcome?.kind === 'shown' ? (outcome.reports ?? []).map(({ ref }) => ref) : outcome;
    };
    expect(await shown(`report ${mine.ref}`)).toEqual([mine.ref]);
    expect(await shown(`#R${mine.ref}`)).toEqual([mine.ref]);
    expect(await shown('last report from Eagle Lake')).toEqual([mine.ref]);
    expect(await shown('/reports anemometer')).toEqual([mine.ref]);
    expect(await shown('reports from Eagle Lake this week')).toContain(mine.ref);
    expect(await shown('reports from Crockett this week')).not.toContain(mine.ref);
    expect(await shown('reports from Eagle Lake last week')).toEqual([]);
    expect(await shown('my reports')).toContain(mine.ref);
  });
});

describe('a final report', () => {
  it('stays as it is until it is opened again, and each step is kept', async () => {
    const { id, ref } = reportIn((await say('Site Crockett: pump 1 running'))[0]);
    expect(reportIn((await say(`finalize report ${ref}`))[0])).toMatchObject({
      status: 'final',
      finalizedBy: { name: 'Admin' },
    });
    expect((await say(`finalize report ${ref}`))[0]).toMatchObject({ unchanged: true });
    expect((await say(`/addtoreport ${ref}: and the fence`))[0]).toMatchObject({ kind: 'refused', code: 'conflict' });
    await say(`reopen report ${ref}`);
    expect(reportIn((await say(`/addtoreport ${ref}: fence ok`))[0])).toMatchObject({
      text: 'pump 1 running\nfence ok',
      equipment: [
        { name: 'pump 1', status: 'running' },
        { name: 'fence', status: 'ok' },
      ],
    });
    const { items } = await desk.records.reportRevisions(desk.admin, id, {});
    expect(items.map(({ version, report }) => [version, report.status])).toEqual([
      [4, 'draft'],
      [3, 'draft'],
      [2, 'final'],
      [1, 'draft'],
    ]);
    expect(await audited(id)).toEqual(['report.create', 'report.status', 'report.status', 'report.note']);
  });

  it('is opened again only by a manager, or by whoever made it final; deleted only by a manager', async () => {
    const { ref } = reportIn((await say('Site Crockett: rack 4 hot'))[0]);
    await say(`/finalize ${ref}`);
    expect((await inChat('31', `reopen report ${ref}`)).outcomes[0]).toMatchObject({
      kind: 'refused',
      code: 'forbidden',
    });
    expect((await inChat('31', `delete report ${ref}`)).outcomes[0]).toMatchObject({
      kind: 'refused',
      code: 'forbidden',
    });
    expect((await say(`delete report ${ref}`))[0]).toMatchObject({ kind: 'changed' });
    expect(await reports({ refs: [ref] })).toEqual([]);
  });

  it('that nobody named is asked about', async () => {
    const [asked] = await say('/finalize', 'which');
    expect(asked).toMatchObject({ kind: 'asked', question: 'which' });
    const [done] = await say('1', 'which');
    expect(reportIn(done).status).toBe('final');
  });
});

describe('undo', () => {
  it('takes a report back with its tasks, and brings both again', async () => {
    const outcomes = await say('Site Crockett: belt torn. todo: order a belt', 'undo');
    const { id } = reportIn(outcomes[0]);
    const orders = async () => (await desk.records.tasks(desk.admin, { query: 'order a belt' })).items.length;
    expect((await say('undo', 'undo'))[0]).toMatchObject({ kind: 'changed', command: 'change.undo' });
    expect([await reportNow(id), await orders()]).toEqual([undefined, 0]);
    await say('/redo', 'undo');
    expect([(await reportNow(id))?.text, await orders()]).toEqual(['belt torn. todo: order a belt', 1]);
  });

  it.each([
    ['/finalize', 'draft'],
    ['/addtoreport', 'draft'],
  ])('takes back %s', async (command, status) => {
    const before = reportIn((await say('Site Crockett: fuel 50%', 'back'))[0]);
    await say(command === '/finalize' ? `/finalize ${before.ref}` : `/addtoreport ${before.ref}: fuel 40%`, 'back');
    await say('undo', 'back');
    expect(await reportNow(before.id)).toMatchObject({ status, text: before.text, readings: before.readings });
  });
});

describe('a report in Telegram', () => {
  it('is revised when its message is edited: what others added stays, and its task keeps its number', async () => {
    const { outcomes } = await inChat('41', 'Site Crockett: fuel 80%, gen 1 down. follow up: fix gen 1', {
      platformId: '1',
    });
    const { id, ref } = reportIn(outcomes[0]);
    const [task] = (await reportNow(id))?.followUps ?? [];
    await say(`/addtoreport ${ref}: fence ok`);
    const revised = await inChat('41', 'Site Crockett: fuel 75%, gen 2 down. follow up: fix gen 2', {
      platformId: '1',
      edited: true,
    });
    expect(revised.outcomes[0]).toMatchObject({ kind: 'changed', command: 'report.update' });
    expect(await reportNow(id)).toMatchObject({
      ref,
      text: 'fuel 75%, gen 2 down. follow up: fix gen 2\nfence ok',
      readings: [{ name: 'fuel', value: 75, unit: '%' }],
      equipment: [
        { name: 'gen 2', status: 'down' },
        { name: 'fence', status: 'ok' },
      ],
      followUps: [{ ref: task?.ref, title: 'fix gen 2' }],
    });
    await inChat('41', 'Site Crockett: fuel 75%', { platformId: '1', edited: true });
    expect(await reportNow(id)).toMatchObject({ text: 'fuel 75%\nfence ok', followUps: [] });
  });

  it('keeps its photo, those of its album whatever the order, and those sent as an answer', async () => {
    await inChat('42', '', { platformId: '10', album: 'a1', attachments: [photo('first')] });
    const { outcomes } = await inChat('42', 'Site Crockett: rust on the west fence', {
      platformId: '11',
      album: 'a1',
      attachments: [photo('second')],
    });
    const { id } = reportIn(outcomes[0]);
    await inChat('42', '', { platformId: '12', album: 'a1', attachments: [photo('third')] });
    await inChat('42', '/newtask Something else', { platformId: '13' });
    await inChat('42', 'the hinge, closer', { platformId: '14', replyTo: '11', attachments: [photo('fourth')] });
    await inChat('42', '', { platformId: '15', replyTo: '11', attachments: [photo('fourth')] });
    const report = await reportNow(id);
    expect(report?.attachments.map(({ fileId, caption }) => [fileId, caption])).toEqual([
      ['first', undefined],
      ['second', undefined],
      ['third', undefined],
      ['fourth', 'the hinge, closer'],
      ['fourth', undefined],
    ]);
    expect(report?.text).toBe('rust on the west fence\nthe hinge, closer');
  });

  it('asks what a photo without a word is for, when it may be for the report', async () => {
    const { id } = reportIn((await inChat('43', 'Site Crockett: meter 3 cracked')).outcomes[0]);
    const { outcomes } = await inChat('43', '', { attachments: [photo('loose')] });
    expect(outcomes[0]).toMatchObject({ kind: 'asked', command: 'report.note' });
    await inChat('43', 'yes');
    expect((await reportNow(id))?.attachments).toMatchObject([{ fileId: 'loose' }]);
  });

  it('that is no report leaves a photo where it is', async () => {
    await inChat('44', '/newtask Paint the door', { platformId: '20' });
    const { outcomes } = await inChat('44', '', { platformId: '21', replyTo: '20', attachments: [photo('x')] });
    expect(outcomes).toMatchObject([{ kind: 'said', topic: 'attachment_kept' }]);
  });
});

describe('a document', () => {
  it('is a link that says how long it is good, kept only as a hash', async () => {
    const { ref } = reportIn((await say('Site Crockett: all systems operational'))[0]);
    const [linked] = await say(`pdf of report ${ref}`);
    expect(linked).toMatchObject({
      kind: 'linked',
      count: 1,
      url: expect.stringMatching(/^http:\/\/localhost:8000\/v1\/documents\/[\w-]{32}$/),
    });
    const [week] = await say('pdf of Crockett this week');
    expect(week).toMatchObject({ kind: 'linked' });
    expect((await say('pdf of report 9999'))[0]).toMatchObject({ kind: 'refused', code: 'not_found' });
  });
});
