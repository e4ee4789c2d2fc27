import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestIntake, type TestIntake } from './testing/index.ts';

let desk: TestIntake;
beforeAll(async () => {
  desk = await openTestIntake();
});
afterAll(() => desk.close());

let revision = 0;
async function says(platformId: string, text: string, edited = false) {
  revision += 1;
  const message = {
    source: 'telegram' as const,
    sourceId: `${platformId}:${revision}`,
    chat: '7',
    platformId,
    text,
    sentAt: desk.clock.now(),
    edited,
  };
  return desk.intake.receive({ message, from: { externalId: '7', name: 'Ruth' } });
}
const edits = (platformId: string, text: string) => says(platformId, text, true);
const tasks = async () => (await desk.records.tasks(desk.admin, { limit: 50 })).items;
const list = async (name: string) =>
  (await desk.records.lists(desk.admin, { name })).items[0]?.items.map((item) => item.text);

describe('an edited message', () => {
  it('changes the task it made, and keeps its number', async () => {
    await says('1', '/newtask @joel Fix the pmp tomorrow at 3pm');
    const [before] = await tasks();
    const { outcomes } = await edits('1', '/newtask @maria Fix the pump');
    expect(outcomes[0]).toMatchObject({ kind: 'changed', command: 'task.update' });
    expect(await tasks()).toEqual([
      expect.objectContaining({
        id: before?.id,
        ref: before?.ref,
        title: 'Fix the pump',
        due: null,
        assignees: [expect.objectContaining({ name: 'Maria Lopez' })],
      }),
    ]);
    await edits('1', '/newtask Fix the big pump');
    expect(await tasks()).toEqual([
      expect.objectContaining({ id: before?.id, title: 'Fix the big pump', assignees: [] }),
    ]);
  });

  it('takes off a list what is no longer said, and puts on what is new', async () => {
    await says('2', '/addtolist tools: hammer, saw');
    await edits('2', '/addtolist tools: hammer, drill');
    expect(await list('tools')).toEqual(['hammer', 'drill']);
    await edits('2', '/addtolist tools: drill, rope');
    expect(await list('tools')).toEqual(['drill', 'rope']);
  });

  it('that is understood now, where it was not before, is carried out', async () => {
    const first = await says('3', 'hmm');
    expect(first.outcomes[0]?.kind).toBe('said');
    await edits('3', '/newtask Order filters');
    expect((await tasks()).map((task) => task.title)).toContain('Order filters');
  });

  it('that says something else takes back the first and does the second', async () => {
    await says('4', '/newtask Not a task');
    await edits('4', '/addtolist tools: not a task');
    expect((await tasks()).map((task) => task.title)).not.toContain('Not a task');
    expect(await list('tools')).toContain('not a task');
  });

  it('that is not understood leaves everything as it was', async () => {
    await says('5', '/newtask Stay');
    await edits('5', 'what a day');
    expect((await tasks()).map((task) => task.title)).toContain('Stay');
  });
});

describe('an album', () => {
  it('is answered once', async () => {
    const photo = (n: number, text: string) => ({
      message: {
        source: 'telegram' as const,
        sourceId: `album${n}`,
        chat: '8',
        album: 'g1',
        text,
        sentAt: desk.clock.now(),
        attachments: [{ kind: 'photo' as const, fileId: `f${n}` }],
      },
      from: { externalId: '8', name: 'Al' },
    });
    await desk.intake.receive(photo(1, '/newtask Rusty valve'));
    await desk.intake.receive(photo(2, ''));
    await desk.intake.receive(photo(3, ''));
    const rows = await desk.rows("select body from public.outbox where chat = '8'");
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows[0])).toContain('Rusty valve');
  });
});
