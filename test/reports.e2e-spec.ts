import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN_KEY, itemsIn, type Json, type Product, startProduct } from './product.ts';

let product: Product;
let site: string;

beforeAll(async () => {
  product = await startProduct();
  site = String((await create('/v1/sites', { name: 'Crockett' }))['id']);
});
afterAll(() => product.close());

const create = async (path: string, body: object) => (await product.ask('POST', path, body)).body;
const get = async (path: string) => product.ask('GET', path);
const say = async (text: string) => itemsIn((await product.ask('POST', '/v1/messages', { text })).body, 'outcomes');
const refsIn = async (path: string) => itemsIn((await get(path)).body).map((report) => report['ref']);

async function bytes(path: string, key: string | undefined = ADMIN_KEY) {
  const response = await fetch(product.url + path, { headers: key ? { authorization: `Bearer ${key}` } : {} });
  return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
}

const operator = async (name: string): Promise<string> => {
  const person = await create('/v1/people', { name });
  return String((await create('/v1/keys', { name, personId: person['id'] }))['key']);
};

describe('reports over REST', () => {
  it('are filed with what their words say, and the tasks they ask for', async () => {
    const made = await product.ask('POST', '/v1/reports', {
      text: 'temperature 72F, oil low, pump 2 down. follow up: order oil',
      siteId: site,
      observedAt: '2026-06-01T08:00:00-05:00',
      followUps: [{ title: 'Call the vendor', due: '2026-06-02T09:00:00-05:00' }],
    });
    expect([made.status, made.headers.get('etag'), made.headers.get('location')]).toEqual([
      201,
      '"1"',
      `/v1/reports/${made.body['id']}`,
    ]);
    expect(made.body).toMatchObject({
      site: { id: site, name: 'Crockett' },
      status: 'draft',
      observedAt: '2026-06-01T13:00:00.000Z',
      readings: [
        { name: 'temperature', value: 72, unit: '°F' },
        { name: 'oil', value: 'low', unit: null },
      ],
      equipment: [{ name: 'pump 2', status: 'down' }],
      followUps: [{ title: 'Call the vendor' }, { title: 'order oil' }],
      source: { source: 'api' },
    });
    expect(await refsIn('/v1/tasks?q=order oil')).toHaveLength(1);
  });

  it('keep the readings they are given, whatever the words say', async () => {
    const { body } = await product.ask('POST', '/v1/reports', {
      text: 'temperature 99F',
      readings: [
        { name: 'depth', value: 3.5, unit: 'm' },
        { name: 'smell', value: 'none' },
      ],
      equipment: [],
    });
    expect(body['readings']).toEqual([
      { name: 'depth', value: 3.5, unit: 'm' },
      { name: 'smell', value: 'none', unit: null },
    ]);
  });

  it('are changed only as read, become final, stay so, and keep every version', async () => {
    const { id } = await create('/v1/reports', { text: 'first', siteId: site });
    const path = `/v1/reports/${String(id)}`;
    const changed = await product.ask('PATCH', path, { text: 'second', site: null }, { 'if-match': '"1"' });
    expect([changed.status, changed.body['text'], changed.body['site']]).toEqual([200, 'second', null]);
    expect((await product.ask('PATCH', path, { text: 'third' }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await product.ask('POST', `${path}/finalize`, undefined, { 'if-match': '"1"' })).status).toBe(412);
    const final = await product.ask('POST', `${path}/finalize`);
    expect(final.body).toMatchObject({ status: 'final', version: 3, finalizedBy: { name: 'Admin' } });
    expect((await product.ask('PATCH', path, { text: 'third' })).status).toBe(409);
    expect((await product.ask('POST', `${path}/notes`, { text: 'more' })).status).toBe(409);
    expect((await product.ask('POST', `${path}/reopen`)).body['status']).toBe('draft');
    expect((await product.ask('POST', `${path}/notes`, { text: 'fuel 40%' })).body).toMatchObject({
      text: 'second\nfuel 40%',
      readings: [{ name: 'fuel', value: 40, unit: '%' }],
    });
    const versions = itemsIn((await get(`${path}/revisions`)).body);
    expect(
      versions.map((one) => [one['version'], (one['report'] as Json)['text'], (one['report'] as Json)['status']]),
    ).toEqual([
      [5, 'second\nfuel 40%', 'draft'],
      [4, 'second', 'draft'],
      [3, 'second', 'final'],
      [2, 'second', 'draft'],
      [1, 'first', 'draft'],
    ]);
    const first = await get(`${path}/revisions?limit=2`);
    const next = await get(`${path}/revisions?limit=2&cursor=${String(first.body['nextCursor'])}`);
    expect(itemsIn(next.body).map((one) => one['version'])).toEqual([3, 2]);
    expect((await product.ask('DELETE', path)).status).toBe(204);
    expect((await get(path)).status).toBe(404);
    expect((await get(`${path}/revisions`)).status).toBe(404);
  });

  it('are narrowed by site, person, time, state and words', async () => {
    const key = await operator('Olga');
    const other = await create('/v1/sites', { name: 'Mathis' });
    const made = await product.ask(
      'POST',
      '/v1/reports',
      { text: 'the windsock is torn', siteId: other['id'], observedAt: '2026-05-04T08:00:00Z' },
      { authorization: `Bearer ${key}` },
    );
    const { ref, id, author } = made.body as { ref: number; id: string; author: Json };
    await product.ask('POST', `/v1/reports/${id}/finalize`);
    for (const query of [
      `site=${String(other['id'])}`,
      `person=${String(author['id'])}`,
      'from=2026-05-04T00:00:00Z&to=2026-05-05T00:00:00Z',
      'q=windsok',
      `status=final&site=${String(other['id'])}`,
    ])
      expect([query, await refsIn(`/v1/reports?${query}`)]).toEqual([query, [ref]]);
    expect(await refsIn(`/v1/reports?status=draft&site=${String(other['id'])}`)).toEqual([]);
    expect(await refsIn('/v1/reports?to=2026-05-04T08:00:00Z')).toEqual([]);
    expect(await refsIn('/v1/reports?person=me')).not.toContain(ref);
    const mayNot = await product.ask('POST', `/v1/reports/${id}/reopen`, undefined, { authorization: `Bearer ${key}` });
    expect(mayNot.status).toBe(403);
  });

  it('are filed once under one Idempotency-Key', async () => {
    const body = { text: 'only once. todo: do it once' };
    const headers = { 'idempotency-key': 'report-once' };
    const [first, again] = [
      await product.ask('POST', '/v1/reports', body, headers),
      await product.ask('POST', '/v1/reports', body, headers),
    ];
    expect([first.status, again.status, again.body['id']]).toEqual([201, 200, first.body['id']]);
    expect(await refsIn('/v1/tasks?q=do it once')).toHaveLength(1);
  });

  it.each([
    [{}, 'text'],
    [{ text: ' ' }, 'text'],
    [{ text: 'x', readings: [{ name: 'a', value: {} }] }, 'readings.0.value'],
    [{ text: 'x', readings: [{ value: 1 }] }, 'readings.0.name'],
    [{ text: 'x', observedAt: 'yesterday' }, 'observedAt'],
    [{ text: 'x', siteId: 'Crockett' }, 'siteId'],
    [{ text: 'x', status: 'final' }, 'status'],
  ])('say what is wrong with %j', async (body, field) => {
    const answer = await product.ask('POST', '/v1/reports', body);
    expect([answer.status, itemsIn(answer.body, 'errors')[0]?.['field']]).toEqual([400, field]);
  });

  it('are not at a site that is none', async () => {
    const siteId = '11111111-1111-4111-8111-111111111111';
    expect((await product.ask('POST', '/v1/reports', { text: 'x', siteId })).status).toBe(404);
  });
});

describe('reports as files', () => {
  it('are a document, one or several, also without any', async () => {
    const { id, ref } = await create('/v1/reports', { text: `Ñandú – ${'long '.repeat(2000)}`, siteId: site });
    for (const path of [
      `/v1/reports/${String(id)}.pdf`,
      `/v1/reports.pdf?site=${site}`,
      '/v1/reports.pdf?q=nothing-like-it',
    ]) {
      const { status, headers, body } = await bytes(path);
      expect([status, headers.get('content-type'), body.subarray(0, 5).toString()]).toEqual([
        200,
        'application/pdf',
        '%PDF-',
      ]);
      expect(body.toString('latin1')).not.toMatch(/\/(?:JavaScript|JS|Launch|EmbeddedFile|AA|OpenAction)\b/);
    }
    const { headers } = await bytes(`/v1/reports/${String(id)}.pdf`);
    expect(headers.get('content-disposition')).toBe(`inline; filename="report-${String(ref)}.pdf"`);
    expect((await bytes('/v1/reports/11111111-1111-4111-8111-111111111111.pdf')).status).toBe(404);
    expect((await bytes('/v1/reports/nonsense.pdf')).status).toBe(400);
    expect((await bytes(`/v1/reports/${String(id)}.pdf`, 'wrong')).status).toBe(401);
  });

  it('are rows of a spreadsheet that calculates nothing', async () => {
    await create('/v1/reports', {
      text: '=HYPERLINK("http://x";"y"), then\n"quoted"',
      readings: [{ name: '@sum', value: -5, unit: '+psi' }],
      observedAt: '2025-01-01T00:00:00Z',
    });
    const range = 'from=2025-01-01T00:00:00Z&to=2025-01-02T00:00:00Z';
    const { body, headers } = await bytes(`/v1/reports.csv?${range}`);
    expect(headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
    const [header, ...rows] = body.toString().split('\r\n');
    expect(header).toMatch(/^\uFEFFref,status,site,author,/);
    expect(rows.join('\r\n')).toContain(`,"'=HYPERLINK(""http://x"";""y""), then\n""quoted""",`);
    const readings = (await bytes(`/v1/reports.csv?rows=readings&${range}`)).body.toString();
    expect(readings).toContain(",'@sum,-5,'+psi,draft,");
  });

  it('are all there for another program', async () => {
    const { body } = await get(`/v1/reports.json?site=${site}`);
    const listed = await refsIn(`/v1/reports?site=${site}&limit=200`);
    expect(
      itemsIn(body, 'reports')
        .map((one) => one['ref'])
        .toSorted(),
    ).toEqual(listed.toSorted());
  });

  it('are a spreadsheet behind a link, too, and in Spanish', async () => {
    const { ref } = await create('/v1/reports', { text: 'flow meter reads 12, valve open', siteId: site });
    for (const [text, words] of [
      [`csv of report ${String(ref)}`, ' as a spreadsheet (CSV). '],
      [`csv del reporte ${String(ref)}`, ' como hoja de cálculo (CSV). '],
    ] as const) {
      const { body } = await product.ask('POST', '/v1/messages', { text });
      expect(String(itemsIn(body, 'replies')[0]?.['text'])).toContain(words);
      const path = new URL(String(itemsIn(body, 'outcomes')[0]?.['url'])).pathname;
      const file = await bytes(path, undefined);
      expect([file.status, file.headers.get('content-type'), file.headers.get('content-disposition')]).toEqual([
        200,
        'text/csv; charset=utf-8; header=present',
        `attachment; filename="report-${String(ref)}.csv"`,
      ]);
      expect(file.body.toString()).toContain('flow meter reads 12');
      expect((await bytes(path.replace('.csv', 'x.csv'), undefined)).status).toBe(404);
    }
  });

  it('can be read by a link from the chat, without a key, until it is over', async () => {
    const { ref } = await create('/v1/reports', { text: 'all systems operational', siteId: site });
    const [linked] = await say(`pdf of report ${String(ref)}`);
    const path = new URL(String(linked?.['url'])).pathname;
    const { status, body } = await bytes(path, undefined);
    expect([status, body.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    expect((await bytes(`${path}x`, undefined)).status).toBe(404);
    await product.backend.client.from('document_links').update({ expires_at: '2020-01-01T00:00:00Z' }).neq('hash', '');
    expect((await bytes(path, undefined)).status).toBe(404);
  });
});

describe('a report’s files', () => {
  it('are stored media, and its photos are printed', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const stored = await fetch(`${product.url}/v1/media?name=belt.png`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/octet-stream' },
      body: png,
    });
    const { id: mediaId } = (await stored.json()) as Json;
    const { id } = await create('/v1/reports', { text: 'belt torn' });
    const path = `/v1/reports/${String(id)}`;
    const changed = await product.ask('POST', `${path}/attachments`, { mediaId, caption: 'before' });
    expect(changed.body['attachments']).toMatchObject([
      { kind: 'photo', mediaId, fileName: 'belt.png', mimeType: 'image/png', caption: 'before' },
    ]);
    expect((await bytes(`${path}.pdf`)).body.toString('latin1')).toMatch(/\/Subtype \/Image\b/);
    const none = { mediaId: '11111111-1111-4111-8111-111111111111' };
    expect((await product.ask('POST', `${path}/attachments`, none)).status).toBe(404);
  });
});

describe('templates', () => {
  it('are made, changed, walked through in words, and deleted', async () => {
    const made = await product.ask('POST', '/v1/templates', {
      name: 'Crockett round',
      siteId: site,
      questions: [{ text: 'oil level' }, { text: 'pressure', unit: 'psi' }],
    });
    expect([made.status, made.headers.get('etag')]).toEqual([201, '"1"']);
    const path = `/v1/templates/${String(made.body['id'])}`;
    expect(
      (await product.ask('POST', '/v1/templates', { name: 'crockett ROUND', questions: [{ text: 'x' }] })).status,
    ).toBe(409);
    await product.ask('PATCH', path, { questions: [{ text: 'oil' }] }, { 'if-match': '"1"' });
    expect((await product.ask('PATCH', path, { name: 'x' }, { 'if-match': '"1"' })).status).toBe(412);
    expect(itemsIn((await get(`/v1/templates?site=${site}`)).body)).toMatchObject([{ questions: [{ text: 'oil' }] }]);
    const [walked] = await say('/checklist Crockett');
    expect(walked).toMatchObject({ kind: 'walked', checklist: { name: 'Crockett round' } });
    expect((await say('half full'))[0]).toMatchObject({
      kind: 'changed',
      subject: { report: { text: 'Crockett round:\noil: half full' } },
    });
    expect((await product.ask('DELETE', path)).status).toBe(204);
    expect((await get(path)).status).toBe(404);
  });

  it('ask at least one question', async () => {
    const marked = { name: 'Marked', questions: [{ text: '¿Gate closed?' }, { text: 'Oil level ?', unit: '%' }] };
    expect((await product.ask('POST', '/v1/templates', marked)).body['questions']).toEqual([
      { text: 'Gate closed' },
      { text: 'Oil level', unit: '%' },
    ]);
    expect((await product.ask('POST', '/v1/templates', { name: 'Empty', questions: [] })).status).toBe(400);
  });
});
