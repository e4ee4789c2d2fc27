import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN_KEY, ContainerStage, SECRETS } from './container/stage.ts';
import { eventually } from './eventually.ts';

const update = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`updates/${name}.json`, import.meta.url), 'utf8')) as Record<string, unknown>; // our own file

describe('the product in its container, behind its Worker', () => {
  let stage: ContainerStage;

  beforeAll(async () => {
    stage = await ContainerStage.open();
  }, 120_000);
  afterAll(() => stage.close());
  const namesAsked = () => stage.telegram.tally.calls.get('getme');

  it('serves the Mini App and answers uptime checks and strangers without starting the container', async () => {
    const page = await stage.ask('/');
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<title>FLRTS</title>')]);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect((await stage.ask('/app/app.js')).status).toBe(200);
    expect(await (await stage.ask('/somewhere/in/the/app')).text()).toContain('<title>FLRTS</title>');
    expect(await (await stage.ask('/health/live')).json()).toEqual({ status: 'ok', edge: 'worker-of-the-tests' });
    for (const secret of [undefined, 'wrong', SECRETS.join(',')]) {
      const refused = await stage.deliver(update('private-text'), secret ?? '');
      expect([refused.status, await refused.json()]).toMatchObject([401, { code: 'unauthorized', status: 401 }]);
    }
    const odd = await stage.ask('/v1/tasks', { method: 'PROPFIND' });
    expect([odd.status, odd.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS']);
    expect(await stage.minute()).toBe('ok');
    expect(stage.engine.starts).toBe(0);
  });

  it('starts the container for the first request that needs it, once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => stage.ask('/health')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await answers[0]?.json()).toMatchObject({ build: 'build-of-the-tests', adapters: { records: 'supabase' } });
    expect(stage.engine.starts).toBe(1);
    expect(stage.engine.running?.env).toMatchObject({ CLOUDFLARE_BASE_URL: 'http://cf.internal/client/v4' });
  });

  it('takes an update under either secret, and carries it out', async () => {
    expect((await stage.deliver(update('private-text'), SECRETS[1])).status).toBe(200);
    expect((await stage.deliver(update('private-text'), SECRETS[0])).status).toBe(200);
    const rows = await stage.records.database.query(`select count(*) from public.messages where source = 'telegram'`);
    expect(rows).toEqual([['1']]);
  });

  it('takes a message in words', async () => {
    const answer = await stage.askAsAdmin('POST', '/v1/messages', { text: 'add milk to the shopping list' });
    expect([answer.status, await answer.json()]).toMatchObject([201, { outcomes: [{ kind: 'changed' }] }]);
  });

  it('passes on what the product says when it refuses', async () => {
    const answer = await stage.ask('/v1/tasks');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([401, expect.stringContaining('problem+json')]);
    expect((await stage.askAsAdmin('GET', '/v1/nothing-there')).status).toBe(404);
  });

  it('keeps its cache in KV and its media in R2, through the bindings of the Worker', async () => {
    const ready = (await (await stage.ask('/health/ready')).json()) as { details: object };
    expect(ready.details).toMatchObject({ kv: { status: 'up' }, media: { status: 'up' } });
    const picture = Buffer.from(PIXEL, 'base64');
    const headers = { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/octet-stream' };
    const stored = await stage.ask('/v1/media?name=pixel.png', { method: 'POST', headers, body: picture });
    const media = (await stored.json()) as { id: string };
    expect([stored.status, media]).toMatchObject([201, { name: 'pixel.png', type: 'image/png', size: picture.length }]);
    const got = await stage.ask(`/v1/media/${media.id}/content`, { headers });
    expect([got.status, Buffer.from(await got.arrayBuffer()).equals(picture)]).toEqual([200, true]);
    expect(await stage.objectsInR2()).toEqual([picture.length]);
    const bot = `telegram:bot:${stage.telegram.token.split(':', 1)[0]}`;
    await eventually(async () => (await stage.keysInKv()).length > 0);
    expect(await stage.keysInKv()).toEqual([bot]);
    // for its name, and by /health/ready
    expect(namesAsked()).toBe(2);
  });

  it('has with it what is read from beside the code: Swagger UI, and the fonts of a PDF', async () => {
    const swagger = await stage.askAsAdmin('GET', '/docs/swagger-ui-bundle.js');
    expect([swagger.status, (await swagger.text()).length]).toEqual([200, expect.any(Number)]);
    const { paths } = (await (await stage.askAsAdmin('GET', '/docs-json')).json()) as { paths: object };
    expect(Object.keys(paths)).toContain('/v1/tasks');
    const told = await stage.askAsAdmin('POST', '/v1/messages', {
      text: 'field report: pump 2 runs hot, bearing noise',
    });
    expect(told.status).toBe(201);
    const pdf = await stage.askAsAdmin('GET', '/v1/reports.pdf');
    expect([pdf.status, (await pdf.text()).slice(0, 5)]).toEqual([200, '%PDF-']);
  });

  it('checks what is to be changed as the source does: packages that load others find them in the bundle', async () => {
    const made = await stage.askAsAdmin('POST', '/v1/tasks', { title: 'check the pump' });
    const { id } = (await made.json()) as { id: string };
    const changed = await stage.askAsAdmin('PATCH', `/v1/tasks/${id}`, { title: 'check both pumps', priority: 'high' });
    expect([changed.status, await changed.json()]).toMatchObject([
      200,
      { title: 'check both pumps', priority: 'high' },
    ]);
    const refused = await stage.askAsAdmin('PATCH', `/v1/tasks/${id}`, { priority: 'soon' });
    expect([refused.status, await refused.json()]).toMatchObject([400, { errors: [{ field: 'priority' }] }]);
    const { paths } = (await (await stage.askAsAdmin('GET', '/docs-json')).json()) as { paths: Record<string, object> };
    expect(paths['/health/ready']).toMatchObject({ get: { responses: { 503: expect.anything() } } });
  });

  it('ends with 0 when it is told to, and is woken only when something falls due', async () => {
    expect(await stage.stop()).toBe(0);
    const started = stage.engine.starts;
    await stage.records.database.exec(`update public.outbox set status = 'sent'`);
    expect(await stage.minute()).toBe('ok');
    expect(stage.engine.starts).toBe(started);
    const due = new Date(Date.now() + 60_000).toISOString();
    await stage.records.database
      .exec(`insert into public.reminders (organisation_id, title, due, time_zone, created_by, source)
      select organisation_id, 'call Sam', '${due}', 'UTC', id, 'api' from public.people limit 1`);
    expect(await stage.minute()).toBe('ok');
    expect(stage.engine.starts).toBe(started + 1);
  });

  it('knows its own name from KV when it is woken, and asks Telegram no more', async () => {
    await eventually(() => readFileSync(stage.log, 'utf8').split('"bot known"').length - 1 === stage.engine.starts);
    expect(readFileSync(stage.log, 'utf8')).toMatch(/"bot known","username":"flrts_bot"/);
    expect(namesAsked()).toBe(2);
  });

  it('loses no request while it is stopped under load, and nothing that was said', async () => {
    const { starts } = stage.engine;
    await stage.ask('/health/ready');
    const first = 7_000_000;
    const sent: Promise<number>[] = [];
    const statusOf = async (answer: ReturnType<ContainerStage['ask']>) => {
      const { status, body } = await answer;
      await body?.cancel();
      return status;
    };
    let ended: Promise<number | undefined> | undefined;
    for (let n = 0; n < LOAD.requests; n += 1) {
      const said = { ...update('private-text'), update_id: first + n };
      sent.push(statusOf(n % 2 === 0 ? stage.deliver(numbered(said, n)) : stage.askAsAdmin('GET', '/v1/tasks')));
      if (n === LOAD.stopAt) ended = stage.stop();
      await pause(LOAD.everyMs);
    }
    const statuses = await Promise.all(sent);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    expect(await ended).toBe(0);
    expect(stage.engine.starts).toBe(starts + 1);
    const addedNow = () => stage.records.database.query(ADDED);
    await eventually(async () => (await addedNow()).length >= LOAD.requests / 2);
    const added = await addedNow();
    expect(new Set(added.map(([text]) => text)).size).toBe(LOAD.requests / 2);
    expect(added).toHaveLength(LOAD.requests / 2);
  });
});

/** 20 requests a second for seven seconds, with SIGTERM after one. */
const LOAD = { requests: 140, everyMs: 50, stopAt: 20 };

/** The smallest PNG there is. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const ADDED = `select i.text from public.list_items i join public.lists l on l.id = i.list_id where l.name ilike '%drain%'`;

/** The same update as another message of the same chat. */
function numbered(said: Record<string, unknown>, n: number): object {
  const message = said['message'] as Record<string, unknown>; // our own file
  return { ...said, message: { ...message, message_id: 50_000 + n, text: `add thing ${n} to the drain list` } };
}
