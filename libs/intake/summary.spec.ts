import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Replies } from '#replies';
import { openTestIntake, type TestIntake } from './testing/index.ts';

let desk: TestIntake;
beforeAll(async () => {
  desk = await openTestIntake();
});
afterAll(() => desk.close());

const status = async (query: string) =>
  (await desk.processors.execute(desk.admin, { entity: 'report', operation: 'status', slots: { query } })).outcomes[0];
const words = (outcome: Awaited<ReturnType<typeof status>>) =>
  new Replies().word(outcome ? [outcome] : [], { language: 'en', timeZone: 'America/Chicago', now: desk.clock.now() })
    .text;

describe('where things stand', () => {
  it('says so when nothing waits', async () => {
    expect(words(await status('handoff'))).toBe('🔄 Shift hand-off\n\nNothing is waiting.');
  });

  it('tells the next shift what was done, what is late, what is new and what comes up', async () => {
    await desk.say('/newtask Drain tank');
    await desk.say('/completetask drain tank');
    await desk.say('/newtask Late one');
    await desk.exec("update public.tasks set due = '2026-06-01T10:00:00Z' where title = 'Late one'");
    await desk.say('/newtask Check pump today at 5pm');
    const outcome = await status('handoff');
    expect(outcome).toMatchObject({ kind: 'summary', about: 'handoff' });
    const text = words(outcome);
    expect(text).toMatch(/Done \(1\)\n.*Drain tank/);
    expect(text).toMatch(/Overdue \(1\)\n.*Late one/);
    expect(text).toMatch(/Coming up \(1\)\n.*Check pump/);
  });

  it('tells somebody their own day only', async () => {
    await desk.say('/newtask @joel Joel has this today at 6pm');
    expect(words(await status('digest'))).not.toContain('Joel has this');
  });
});

describe('explaining', () => {
  it('says which words of the last message became what', async () => {
    await desk.say('add eggs and 2 boxes of 3/8 bolts to the shop list', { chat: 'why' });
    const { outcomes, replies } = await desk.say('/explain', { chat: 'why' });
    expect(outcomes[0]).toMatchObject({
      kind: 'explained',
      text: 'add eggs and 2 boxes of 3/8 bolts to the shop list',
    });
    expect(replies[0]?.text).toContain('list.add');
    expect(replies[0]?.text).toMatch(/listName: .*shop/);
  });

  it('says why it was not done at once', async () => {
    await desk.say('the ridge is lovely in this light', { chat: 'why not' });
    expect((await desk.say('/explain', { chat: 'why not' })).replies[0]?.text).toMatch(/Not done at once because/);
  });

  it('says so when there is nothing to explain', async () => {
    expect((await desk.say('/explain', { chat: 'nothing said' })).outcomes[0]).toMatchObject({ kind: 'refused' });
  });
});
