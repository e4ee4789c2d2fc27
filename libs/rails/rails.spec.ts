import { describe, expect, it } from '@jest/globals';
import type { Reading } from '#core';
import { toParse } from './parse.ts';
import { Rails } from './rails.ts';
import { CREW, regressionRows } from './regression/regression.ts';

const rails = new Rails();
const parse = (text: string, reading: Reading = CREW) => toParse(rails.route(text, reading));
const names = (text: string) =>
  rails.route(text, CREW).commands.map(({ entity, operation }) => `${entity}.${operation}`);

describe('Rails', () => {
  it('takes a slash command as certain and reads its slots', () => {
    expect(parse('/newtask @joel Check Eagle Lake generator tomorrow at 3pm')).toMatchObject({
      entity: 'task',
      operation: 'create',
      direct: true,
      slots: {
        title: 'Check Eagle Lake generator',
        assignees: ['Joel'],
        site: 'Eagle Lake',
        due: '2026-06-04T15:00:00-05:00',
      },
    });
  });

  it('understands a slash command addressed to the bot by name', () => {
    expect(parse('/completetask@flrts_bot #42 #43').slots).toMatchObject({ refs: [42, 43] });
  });

  it('suggests the command that an unknown one resembles', () => {
    expect(parse('/newtsk foo')).toMatchObject({
      entity: 'smalltalk',
      operation: 'help',
      direct: false,
      slots: { query: '/newtask' },
    });
  });

  it('says which slots a bare command lacks', () => {
    expect(rails.route('/newtask', CREW)).toMatchObject({ tier: 'focused', explanation: { missing: ['title'] } });
  });

  it('splits items and keeps quantities and units as said', () => {
    expect(
      rails.route('put 2 boxes of 3/8 bolts, gloves and tape on the hardware list', CREW).commands[0]?.slots.items,
    ).toEqual([{ text: '3/8 bolts', quantity: '2', unit: 'boxes' }, { text: 'gloves' }, { text: 'tape' }]);
  });

  it('keeps what stands in quotes whole', () => {
    expect(parse('add "salt and pepper" and rice to the grocery list').slots.items).toEqual([
      'salt and pepper',
      'rice',
    ]);
  });

  it('finds the one known list that is meant, through typing errors and plurals', () => {
    const known = {
      ...CREW.known,
      lists: [
        { id: 'l1', name: 'Shopping' },
        { id: 'l2', name: 'Truck parts' },
      ],
    };
    expect(rails.route('add belts to the parts truck list', { ...CREW, known }).commands[0]?.slots).toMatchObject({
      listId: 'l2',
    });
    expect(rails.route('add milk to the shoping list', { ...CREW, known }).commands[0]?.slots).toMatchObject({
      listId: 'l1',
    });
  });

  it('does not choose between two lists that fit equally', () => {
    const known = {
      ...CREW.known,
      lists: [
        { id: 'l1', name: 'Part' },
        { id: 'l2', name: 'Parts' },
      ],
    };
    expect(rails.route('add belts to the parts list', { ...CREW, known }).commands[0]?.slots.listId).toBeUndefined();
  });

  it('reads "his time" in the zone of the person it is for', () => {
    expect(parse('remind joel to check the pump by 1pm his time').slots.due).toBe('2026-06-03T13:00:00-06:00');
  });

  it('asks rather than invents a time relative to an event', () => {
    const parsed = parse('remind me 15 minutes before the meeting');
    expect(parsed).toMatchObject({ entity: 'reminder', operation: 'create', direct: false });
    expect(parsed.slots.due).toBeUndefined();
  });

  it('asks which of two times is the new one', () => {
    expect(rails.route('move my 3pm reminder to 4pm', CREW)).toMatchObject({
      tier: 'focused',
      explanation: { missing: expect.arrayContaining(['due']) },
    });
  });

  it('takes numbers as numbers however they are joined', () => {
    expect(parse('mark 12 n 13 done').slots.refs).toEqual([12, 13]);
  });

  it('takes "me" as the speaker and an unknown mention as spelt', () => {
    expect(rails.route('reassign 42 to me', CREW).commands[0]?.slots.assignees).toEqual([
      { name: 'Taylor', personId: 'p3' },
    ]);
    expect(rails.route('@bob check the pump', CREW).commands[0]?.slots.assignees).toEqual([{ name: 'bob' }]);
  });

  it('prefers a real site to a sample of the same name', () => {
    const sites = [
      { id: 'x', name: 'Eagle Lake', aliases: [], sample: true },
      { id: 'y', name: 'Eagle Lake', aliases: [] },
    ];
    const { commands } = rails.route('new task: check Eagle Lake', { ...CREW, known: { ...CREW.known, sites } });
    expect(commands[0]?.slots.site).toEqual({ name: 'Eagle Lake', siteId: 'y' });
  });

  it('files a report of a place called a site, and hears that the pump is ok', () => {
    expect(parse('Site Eagle Lake: all systems operational, maintenance completed')).toMatchObject({
      entity: 'report',
      direct: true,
      slots: { site: 'Eagle Lake', notes: 'all systems operational, maintenance completed' },
    });
    expect(parse('report from Eagle Lake: pump ok').slots).toMatchObject({ notes: 'pump ok' });
    expect(parse('remind me to call Sam at 5pm, ok').slots).toMatchObject({ title: 'call Sam' });
  });

  it('takes "it" as the record last talked about, and asks when there is none', () => {
    const last = { kind: 'task', id: 't', ref: 7, title: 'check pump' } as const;
    const route = rails.route('mark it as done', { ...CREW, known: { ...CREW.known, last } });
    expect(route).toMatchObject({ tier: 'direct', commands: [{ operation: 'complete', slots: {} }] });
    expect(rails.route('mark it as done', CREW).tier).not.toBe('direct');
  });

  it('understands several commands in one message', () => {
    expect(names('add milk to shopping and remind me to call Sam at 5')).toEqual(['list.add', 'reminder.create']);
    expect(names('done 12\nnew task: order filters')).toEqual(['task.complete', 'task.create']);
    expect(names('done 3, 5 and 7')).toEqual(['task.complete']);
  });

  it.each([
    ['done 3 and the shopping list needs milk', 'list.add'],
    ['done 3 and in an hour and a half remind me to call Sam', 'reminder.create'],
    ['done 3, @joel check the pump', 'task.create'],
    ['done 3 and please also add milk to groceries', 'list.add'],
    ['done 3 and joel can take 5', 'task.reassign'],
    ['done 3 and rmeind me to call Sam at 5', 'reminder.create'],
  ])('hears the second however it begins: %s', (text, second) => {
    expect(names(text)).toEqual(['task.complete', second]);
  });

  it('never guesses a destructive command', () => {
    for (const text of [
      'delete it',
      'clear it',
      'done',
      'remove 3 lbs',
      'cancel',
      'we cleared the road',
      'I finished my lunch',
    ]) {
      expect([text, parse(text).direct && !['smalltalk', 'search'].includes(parse(text).entity)]).toEqual([
        text,
        false,
      ]);
    }
  });

  it('explains which words became which slot', () => {
    const text = 'reassign #42 to @maria';
    const { explanation } = rails.route(text, CREW);
    expect(explanation.rail).toBe('grammar');
    expect(explanation.spans).toContainEqual({ slot: 'refs', text: '#42', start: 9, end: 12 });
    for (const span of explanation.spans) expect(text.slice(span.start, span.end)).toBe(span.text);
  });

  it('names a subtask by its parent', () => {
    expect(parse('add subtask check oil to #12')).toMatchObject({
      entity: 'subtask',
      operation: 'create',
      slots: { parentRef: 12 },
    });
  });
});

describe('the regression set', () => {
  const judged = regressionRows().map((row) => {
    const parsed = parse(row.text);
    const got = names(row.text).join('+');
    const direct = parsed.direct && !['smalltalk', 'search', 'none'].includes(parsed.entity);
    const wanted = row.commands.join('+');
    return { row, parsed, direct, right: wanted === 'none' ? !direct : got === wanted };
  });
  const share = (list: readonly { right: boolean }[]) => list.filter(({ right }) => right).length / list.length;

  it('holds at least 300 sayings', () => {
    expect(judged.length).toBeGreaterThanOrEqual(300);
  });

  it('is understood in at least 95 of 100 cases', () => {
    expect(share(judged)).toBeGreaterThanOrEqual(0.95);
  });

  it('is carried out wrongly in at most 3 of 100 cases', () => {
    const direct = judged.filter((one) => one.direct);
    expect(direct.length / judged.length).toBeGreaterThanOrEqual(0.6);
    expect(share(direct)).toBeGreaterThanOrEqual(0.97);
  });

  it('has the slots it should have', () => {
    const slots = judged
      .filter(({ right }) => right)
      .flatMap(({ row, parsed }) =>
        Object.entries(row.slots ?? {}).map(([slot, value]) => ({
          right: JSON.stringify(Reflect.get(parsed.slots, slot)) === JSON.stringify(value),
        })),
      );
    expect(share(slots)).toBeGreaterThanOrEqual(0.95);
  });

  it('never carries out talk that asks for nothing', () => {
    expect(judged.filter(({ row, direct }) => row.commands[0] === 'none' && direct).map(({ row }) => row.text)).toEqual(
      [],
    );
  });
});
