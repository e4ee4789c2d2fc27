import { describe, expect, it } from '@jest/globals';
import { Pace } from './pace.ts';

const waits = (pace: Pace, chat: string, times: number, now = 0) =>
  Array.from({ length: times }, () => Math.round(pace.turn(chat, now)));

describe('the pace of speaking', () => {
  it('lets a few messages through at once in a private chat, then one a second', () => {
    expect(waits(new Pace(), '7', 5)).toEqual([0, 0, 0, 1000, 2000]);
  });

  it('keeps a group to twenty a minute', () => {
    expect(waits(new Pace(), '-100', 7)).toEqual([0, 0, 0, 0, 0, 3000, 6000]);
  });

  it('keeps all chats together to thirty a second', () => {
    const pace = new Pace();
    const all = Array.from({ length: 60 }, (_, chat) => pace.turn(String(chat), 0));
    expect(all.filter((wait) => wait === 0)).toHaveLength(30);
    expect(Math.round(Math.max(...all))).toBe(1000);
  });

  it('knows how many chats it can speak to without waiting', () => {
    const pace = new Pace();
    expect(pace.room(0)).toBe(30);
    for (let chat = 0; chat < 28; chat += 1) pace.turn(String(chat), 0);
    expect([0, 1000 / 30, 100, 5000].map((now) => pace.room(now))).toEqual([2, 3, 5, 30]);
    for (let chat = 0; chat < 10; chat += 1) pace.turn(String(chat), 0);
    expect(pace.room(0)).toBe(0);
  });

  it('owes nobody anything after a pause', () => {
    const pace = new Pace();
    waits(pace, '7', 10);
    expect(pace.turn('7', 60_000)).toBe(0);
  });
});
