import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Message } from '#core';
import { Inbox, type ToAccept } from './inbox.ts';
import { openTestStores, type TestStores } from './testing/index.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

function said(text: string, over: Partial<Message> = {}): ToAccept {
  const message: Message = {
    source: 'telegram',
    sourceId: randomUUID(),
    chat: '7',
    text,
    sentAt: new Date('2026-06-04T10:00:00Z'),
    ...over,
  };
  return { message, from: { externalId: '4711', name: 'Joel' } };
}

const accept = (toAccept: ToAccept) => stores.inbox.accept(stores.organisationId, toAccept);

async function finish(id: string, chat: string) {
  const context = { actor: stores.admin, source: 'telegram' as const, chat, messageId: id };
  const steps = [{ command: 'task.create' as const, op: 'task.create', args: { title: 'from a chat' } }];
  return stores.ledger.commit({
    context,
    steps,
    owner: stores.inbox.owner,
    reply: { channel: 'telegram', chat, language: 'en', timeZone: 'UTC' },
  });
}

describe('the inbox', () => {
  it('stores a message once, however often it comes', async () => {
    const message = said('hello', { chat: 'once' });
    const [first, second] = await Promise.all([accept(message), accept(message)]);
    expect([first.fresh, second.fresh].sort()).toEqual([false, true]);
    expect(second.id).toBe(first.id);
  });

  it('keeps the order of a chat: the second waits until the first is done', async () => {
    const first = await accept(said('one', { chat: 'order' }));
    const second = await accept(said('two', { chat: 'order' }));
    expect([first.claimed, second.claimed]).toEqual([true, false]);
    expect(await stores.inbox.claim(stores.organisationId, 10)).toEqual([]);
    await finish(first.id, 'order');
    const claimed = await stores.inbox.claim(stores.organisationId, 10);
    expect(claimed.map((one) => one.message.text)).toEqual(['two']);
    expect(claimed[0]).toMatchObject({
      externalId: '4711',
      senderName: 'Joel',
      message: { chat: 'order', source: 'telegram' },
    });
    await finish(second.id, 'order');
  });

  it('does not let an instance finish what another has taken over', async () => {
    const { id } = await accept(said('slow', { chat: 'fence' }));
    await stores.exec(`update public.messages set lease_owner = 'another' where id = '${id}'`);
    await expect(finish(id, 'fence')).rejects.toMatchObject({ code: 'PT409' });
    const rows = await stores.rows(`select status from public.messages where id = '${id}'`);
    expect(rows[0]?.status).toBe('pending');
  });

  it('parks a message that fails again and again, with its text, and lets the chat go on', async () => {
    const poison = await accept(said('poison', { chat: 'poison' }));
    const next = await accept(said('next', { chat: 'poison' }));
    for (let attempt = 1; attempt < 5; attempt += 1) {
      expect(await stores.inbox.giveBack(poison.id, 'boom', 0)).toBe('pending');
      expect((await stores.inbox.claim(stores.organisationId, 10)).map((one) => one.id)).toEqual([poison.id]);
    }
    expect(await stores.inbox.giveBack(poison.id, 'boom', 0)).toBe('parked');
    expect((await stores.inbox.claim(stores.organisationId, 10)).map((one) => one.id)).toEqual([next.id]);
    const { items } = await stores.records.messages(stores.organisationId, { id: poison.id });
    expect(items[0]).toMatchObject({ status: 'parked', text: 'poison' });
    await finish(next.id, 'poison');
    expect(await stores.inbox.retry(stores.organisationId, poison.id)).toBe(true);
    expect((await stores.inbox.claim(stores.organisationId, 10)).map((one) => one.id)).toEqual([poison.id]);
    expect(await stores.inbox.retry(stores.organisationId, poison.id)).toBe(false);
  });

  it('parks a message on which every process dies, and lets the chat go on', async () => {
    const deadly = await accept(said('deadly', { chat: 'deadly' }));
    const next = await accept(said('next', { chat: 'deadly' }));
    const claimedByAnother = async () => {
      const another = new Inbox(stores.client, stores.signals);
      const claimed = await another.claim(stores.organisationId, 10, true);
      return claimed.filter(({ message }) => message.chat === 'deadly').map((one) => one.id);
    };
    for (let death = 1; death < 10; death += 1) expect(await claimedByAnother()).toEqual([deadly.id]);
    expect(await claimedByAnother()).toEqual([]);
    expect(await claimedByAnother()).toEqual([next.id]);
    const { items } = await stores.records.messages(stores.organisationId, { id: deadly.id });
    expect(items[0]).toMatchObject({ status: 'parked', text: 'deadly' });
    await stores.exec(`update public.messages set status = 'done' where id = '${next.id}'`);
  });

  it('remembers what the chat was last about', async () => {
    const { id } = await accept(said('make a task', { chat: 'last' }));
    await finish(id, 'last');
    const next = await accept(said('and now', { chat: 'last' }));
    expect(next.last).toMatchObject({ kind: 'task', title: 'from a chat' });
  });

  it("knows which record a reply is about: the bot's message, or the one that made it", async () => {
    const { id } = await accept(said('a', { chat: 'reply', platformId: '100' }));
    await finish(id, 'reply');
    await stores.exec(`update public.outbox set platform_id = '101', status = 'sent' where message_id = '${id}'`);
    const other = await accept(said('b', { chat: 'reply', platformId: '102' }));
    await finish(other.id, 'reply');
    const [first] = (await stores.records.messages(stores.organisationId, { id })).items;
    const made = first?.outcomes?.[0];
    const task = made?.kind === 'changed' && made.subject.kind === 'task' ? made.subject.task : undefined;
    for (const replyTo of ['100', '101']) {
      const reply = await accept(said('done', { chat: 'reply', replyTo }));
      expect(reply.last).toMatchObject({ kind: 'task', id: task?.id });
      await finish(reply.id, 'reply');
    }
  });

  it('knows the sender by the numeric id', async () => {
    const maria = await stores.people.createPerson(stores.admin, { name: 'Maria', telegramId: '815' });
    const accepted = await accept({ ...said('hola', { chat: 'maria' }), from: { externalId: '815' } });
    expect(accepted.person).toMatchObject({ id: maria.id, name: 'Maria', role: 'operator' });
  });

  it('turns a stranger away once and keeps nothing of what they said', async () => {
    for (const expected of [1, 0]) {
      const message = { ...said('secret words', { chat: 'stranger' }), from: { externalId: '666' } };
      const { id } = await accept(message);
      expect((await stores.inbox.turnAway(stores.organisationId, message, id)).outcomes).toHaveLength(expected);
      const rows = await stores.rows(`select body, status from public.messages where id = '${id}'`);
      expect(rows[0]).toMatchObject({ body: {}, status: 'done' });
    }
  });
});

describe('the outbox', () => {
  it('hands out the replies of a chat one after the other', async () => {
    await stores.exec('delete from public.outbox');
    for (const text of ['a', 'b']) {
      const { id } = await accept(said(text, { chat: 'out' }));
      await finish(id, 'out');
    }
    const first = await stores.outbox.claim(stores.organisationId, 10);
    expect(first).toHaveLength(1);
    expect(first[0]).toMatchObject({
      channel: 'telegram',
      chat: 'out',
      body: { outcomes: [{ kind: 'changed' }], language: 'en' },
    });
    expect(await stores.outbox.claim(stores.organisationId, 10)).toEqual([]);
    expect(await stores.outbox.finish(first[0]?.id ?? 0, { sent: true, platformId: '9' })).toBe(true);
    expect(await stores.outbox.claim(stores.organisationId, 10)).toHaveLength(1);
  });

  it('tells which messages have no answer yet, whoever is to give it', async () => {
    const [busy, answered, mute] = [
      await accept(said('busy', { chat: 'u1' })),
      await accept(said('answered', { chat: 'u2' })),
      await accept(said('mute', { chat: 'u3' })),
    ];
    const ids = [busy.id, answered.id, mute.id];
    const { outcomes } = await finish(answered.id, 'u2');
    expect(outcomes).toHaveLength(1);
    expect(new Set(await stores.inbox.unanswered(ids))).toEqual(new Set(ids));
    for (const one of await stores.outbox.claim(stores.organisationId, 50))
      if (one.chat === 'u2') await stores.outbox.finish(one.id, { sent: true, platformId: '9' });
    await stores.exec(`update public.messages set status = 'done' where id = '${mute.id}'`);
    expect(await stores.inbox.unanswered(ids)).toEqual([busy.id]);
    await finish(busy.id, 'u1');
  });

  it('notes how sending went for several at once, each for itself', async () => {
    await stores.exec('delete from public.outbox');
    for (const chat of ['well', 'badly', 'too late']) {
      const { id } = await accept(said('x', { chat }));
      await finish(id, chat);
    }
    const claimed = await stores.outbox.claim(stores.organisationId, 10);
    const ids = new Map(claimed.map(({ chat, id }) => [chat, id]));
    await stores.exec(`update public.outbox set lease_owner = 'another' where chat = 'too late'`);
    const finished = await Promise.all([
      stores.outbox.finish(ids.get('well') ?? 0, { sent: true, platformId: '1' }),
      stores.outbox.finish(ids.get('badly') ?? 0, { sent: false, error: 'down', retrySeconds: 60 }),
      stores.outbox.finish(ids.get('too late') ?? 0, { sent: true, platformId: '3' }),
    ]);
    expect(finished).toEqual([true, true, false]);
    const rows = await stores.rows('select status, error, platform_id from public.outbox order by id');
    expect(rows).toEqual([
      { status: 'sent', error: null, platform_id: '1' },
      { status: 'pending', error: 'down', platform_id: null },
      { status: 'pending', error: null, platform_id: null },
    ]);
  });
});
