import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { readSettings } from '#config';
import { TestClock } from '#core';
import { WebhookQueue, Webhooks } from '#stores';
import { embeddedClient } from '../../storage/supabase/client.supabase.ts';
import { openTestDatabase } from '../../storage/supabase/testing/index.ts';
import { openTestStores, type TestStores } from '../../stores/testing/index.ts';
import { WebhookSender } from './webhook-sender.ts';

/** Which functions of the database were asked, in their order. */
const asked: string[] = [];
let stores: TestStores;
let sender: WebhookSender;
let clock: TestClock;

beforeEach(async () => {
  const database = await openTestDatabase();
  const counting: typeof fetch = (input, init) => {
    asked.push(String(input instanceof Request ? input.url : input).split('/rpc/')[1] ?? 'table');
    return database.fetch(input, init);
  };
  stores = await openTestStores({ ...database, client: embeddedClient(counting) });
  clock = new TestClock(new Date('2026-06-01T12:00:00Z'));
  const queue = new WebhookQueue(stores.client);
  sender = new WebhookSender(readSettings({}), queue, stores.organisation, clock, stores.signals);
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance'] });
  asked.length = 0;
});
afterEach(async () => {
  jest.useRealTimers();
  await sender.beforeApplicationShutdown();
  await stores.close();
});

const pass = async (ms: number): Promise<void> => {
  clock.advance({ ms });
  await jest.advanceTimersByTimeAsync(ms);
  for (let n = 0; n < 50; n++) await turn();
};

describe('whoever tells webhooks', () => {
  it('looks rarely while there is none, at once when one is made, and often from then on', async () => {
    sender.onApplicationBootstrap();
    for (let n = 0; n < 20; n++) await pass(2000);
    expect(asked).toEqual(['has_listeners']);
    await new Webhooks(stores.client, stores.people).create(stores.admin, {
      url: 'http://127.0.0.1:9/x',
      events: ['list.*'],
      secret: 'whsec_eA==',
    });
    asked.length = 0;
    stores.signals.webhooks.raise();
    await pass(0);
    expect(asked).toEqual(['has_listeners', 'claim_deliveries']);
    for (let n = 0; n < 4; n++) await pass(2000);
    expect(asked.slice(2)).toEqual(Array(4).fill('claim_deliveries'));
  });

  it('stops asking when the last one is gone', async () => {
    const webhooks = new Webhooks(stores.client, stores.people);
    const fields = { url: 'http://127.0.0.1:9/x', events: ['list.*'], secret: 'whsec_eA==' };
    const { result } = await webhooks.create(stores.admin, fields);
    sender.onApplicationBootstrap();
    for (let n = 0; n < 3; n++) await pass(2000);
    await webhooks.delete(stores.admin, result.id);
    for (let n = 0; n < 32; n++) await pass(2000);
    asked.length = 0;
    for (let n = 0; n < 20; n++) await pass(2000);
    expect(asked.filter((name) => name === 'claim_deliveries')).toEqual([]);
  });
});
