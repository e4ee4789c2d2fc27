import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { MediaBytes } from '#media';
import { Backup, TABLES } from '#stores';
import { differences, exportTo, importFrom, type Source } from '../apps/cli/backup/files.ts';
import type { Bytes } from '../apps/cli/backup/media.ts';
import { withDirectory } from '../apps/cli/backup/unpack.ts';
import { openTestDatabase, type TestDatabase } from '../libs/storage/supabase/testing/index.ts';
import { eventually } from './eventually.ts';
import { ADMIN_KEY, type Product, startProduct } from './product.ts';

const KEY = { authorization: `Bearer ${ADMIN_KEY}` };
/** More than a line of an export holds, and no text. */
const LARGE = Buffer.from(Uint8Array.from({ length: 500_000 }, (_, n) => (n * n) >> 3));

/** A media store in memory, that can be away. */
class Kept implements Bytes {
  readonly files = new Map<string, Uint8Array>();
  isAway = false;

  async read(key: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    const bytes = this.files.get(key);
    return bytes && new Blob([bytes as Uint8Array<ArrayBuffer>]).stream(); // it was put as one
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    if (this.isAway) throw new Error('the media store is away');
    this.files.set(key, bytes);
  }
}

describe('everything there is', () => {
  let product: Product;
  let dir: string;
  let secret: string;
  const put = async (name: string, body: Buffer | string) =>
    (
      (await (
        await fetch(`${product.url}/v1/media?name=${name}`, {
          method: 'POST',
          headers: { ...KEY, 'content-type': 'text/plain' },
          body: new Uint8Array(Buffer.from(body)),
        })
      ).json()) as { id: string }
    ).id;
  const asked = (query = '', headers: Record<string, string> = KEY) =>
    fetch(`${product.url}/v1/export${query}`, { headers });
  const saved = async (query = ''): Promise<string> => {
    const path = join(dir, `all${query.length}.ndjson`);
    writeFileSync(path, await (await asked(query)).text());
    return path;
  };
  const restored = async (work: (database: TestDatabase, into: Source<string> & { bytes: Kept }) => Promise<void>) => {
    const database = await openTestDatabase();
    const into = { rows: new Backup(database.client), tables: TABLES, bytes: new Kept() };
    await work(database, into as Source<string> & { bytes: Kept }).finally(() => database.close()); // tables by their names
  };

  beforeAll(async () => {
    product = await startProduct();
    dir = mkdtempSync(join(tmpdir(), 'flrts-export-'));
    for (const text of ['add milk to the shopping list', '/newtask Ñandú – “check” \u2028 the gate'])
      await product.ask('POST', '/v1/messages', { text });
    const hook = await product.ask('POST', '/v1/webhooks', { url: 'https://example.org/x', events: ['site.create'] });
    secret = String(hook.body['secret']);
    await put('large.bin', LARGE);
    await put('small.txt', 'readings');
  });
  afterAll(async () => {
    await product.close();
    rmSync(dir, { recursive: true });
  });

  it('is had as lines of JSON by an admin, row for row and byte for byte, and by nobody else', async () => {
    const answer = await asked();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
    const lines = (await answer.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines[0]).toMatchObject({ format: 1, secrets: false });
    expect(lines.at(-1)).toMatchObject({
      manifest: { media: { files: 2, missing: 0 }, tables: { tasks: { rows: 1 } } },
    });
    expect(lines.filter(({ table }) => table === 'messages').length).toBe(await product.count('messages'));
    expect((await asked('', {})).status).toBe(401);
    const { body: mia } = await product.ask('POST', '/v1/people', { name: 'Mia', role: 'manager' });
    const { body: hers } = await product.ask('POST', '/v1/keys', { name: 'hers', personId: mia['id'] });
    expect((await asked('', { authorization: `Bearer ${String(hers['key'])}` })).status).toBe(403);
    const { body: reading } = await product.ask('POST', '/v1/keys', { name: 'reading', scopes: ['read'] });
    expect((await asked('', { authorization: `Bearer ${String(reading['key'])}` })).status).toBe(403);
    expect((await asked('?media=some')).status).toBe(400);
  });

  it('is had without what webhooks are signed with', async () => {
    const text = await (await asked()).text();
    expect(text).toContain('https://example.org/x');
    expect(text).not.toContain(secret);
  });

  it('comes back into an empty instance, files and all, and is compared', async () => {
    const path = await saved();
    await restored(async (_, into) => {
      await withDirectory(path, async (unpacked) => {
        into.bytes.isAway = true;
        await expect(importFrom(into, unpacked, () => undefined)).rejects.toThrow('the media store is away');
        into.bytes.isAway = false;
        await importFrom(into, unpacked, () => undefined);
        expect(await differences(into, unpacked)).toEqual([]);
        expect([...into.bytes.files.values()].map((bytes) => bytes.length).toSorted()).toEqual([LARGE.length, 8]);
        const [[key]] = [...into.bytes.files] as [[string, Uint8Array]];
        into.bytes.files.set(key, Buffer.from('other'));
        expect(await differences(into, unpacked)).toEqual([expect.stringMatching(/^media: the bytes of .* differ$/)]);
        into.bytes.files.delete(key);
        expect(await differences(into, unpacked)).toEqual([
          expect.stringMatching(/^media: the bytes of .* are missing$/),
        ]);
        await expect(importFrom(into, unpacked, () => undefined)).rejects.toThrow('This is not empty');
      });
    });
  });

  it('leaves the bytes of files where they are when it is to', async () => {
    const path = await saved('?media=without');
    expect(readFileSync(path, 'utf8')).not.toContain('"base64"');
    await restored(async (_, into) => {
      await withDirectory(path, async (unpacked) => {
        await importFrom(into, unpacked, () => undefined);
        expect(await differences(into, unpacked)).toEqual([]);
        expect(into.bytes.files.size).toBe(0);
      });
    });
  });

  it('that names what is no table writes nothing where it names', async () => {
    const path = join(dir, 'sly.ndjson');
    const refused = async (line: string) => {
      writeFileSync(path, `{"format":1}\n${line}\n`);
      return withDirectory(path, async () => 'taken').catch(String);
    };
    for (const line of ['{"manifest":{"tables":{"../out-of-here":{}}}}', 'null', '5', 'hello'])
      expect(await refused(line)).toContain('is no export');
    for (const line of ['{"picture":1}', '{"table":"../x","row":{}}', '{"file":"../x","base64":"eA=="}'])
      expect(await refused(line)).toContain(`does not know, in line 2: ${line}`);
    expect(existsSync(join(tmpdir(), 'out-of-here.jsonl'))).toBe(false);
  });

  it('that broke off, or was changed on the way, is not begun with', async () => {
    const whole = readFileSync(await saved(), 'utf8');
    const broken = join(dir, 'broken.ndjson');
    const refusal = async (text: string): Promise<string> => {
      writeFileSync(broken, text);
      const none: Source<string> = {
        rows: new Backup(product.backend.client) as Source<string>['rows'],
        tables: TABLES,
      };
      return withDirectory(broken, (unpacked) => importFrom(none, unpacked, () => undefined)).then(
        () => 'nothing',
        (error: unknown) => String(error),
      );
    };
    expect(await refusal(whole.slice(0, whole.lastIndexOf('{"manifest"')))).toMatch(/no backup, or one that broke off/);
    expect(await refusal(whole.slice(0, 10_000))).toMatch(/broke off/);
    expect(await refusal(whole.replace('milk', 'silk'))).toMatch(/is not as it was written/);
    expect(await refusal(whole.replace(/"base64":"..../, '"base64":"QUJD'))).toMatch(
      /media.* is not as it was written/,
    );
    expect(await refusal('a,b,c')).toMatch(/is no export/);
    const stranger = '{"table":"strangers","row":{"id":1}}';
    expect(await refusal(`${stranger}\n${whole}`)).toMatch(/does not name: strangers.jsonl/);
  });

  it('says of a file whose bytes are lost that they are, and takes the rest along', async () => {
    const id = await put('lost.txt', 'lost');
    const { data } = await product.backend.client
      .from('media')
      .update({ key: 'nowhere/at.all' })
      .eq('id', id)
      .select('id');
    expect(data).toHaveLength(1);
    const lines = readFileSync(await saved(), 'utf8');
    expect(lines).toMatch(/"missing":true/);
    expect(lines).toMatch(/"media":\{"files":3,"missing":1\}/);
    const to = join(dir, 'out');
    const said: string[] = [];
    const source = {
      rows: new Backup(product.backend.client),
      tables: TABLES,
      bytes: product.app.get(MediaBytes, { strict: false }),
    };
    await exportTo(source, to, 'test', (line) => said.push(line));
    expect(said.at(-1)).toBe('media/: 2 files; of 1 the bytes are lost: see media.manifest.jsonl');
    await restored(async (_, into) => {
      await importFrom(into, to, () => undefined);
      expect(await differences(into, to)).toEqual([]);
    });
  });

  it('is made no faster than it is read, one at a time, and not on when nobody reads any more', async () => {
    const text = 'x'.repeat(1000);
    const { client } = product.backend;
    const [{ organisation_id: org, id: person }] = (await client.from('people').select('id, organisation_id').limit(1))
      .data as [{ organisation_id: string; id: string }];
    const row = { organisation_id: org, source: 'rest', chat: person, person_id: person, status: 'done' };
    for (let n = 0; n < 20; n++)
      await client.from('messages').insert(
        Array.from({ length: 500 }, (_, m) => ({
          ...row,
          source_id: `${n}:${m}`,
          body: { text },
          sent_at: new Date().toISOString(),
        })),
      );
    let made = 0;
    const lines = Backup.prototype.lines;
    const spy = jest
      .spyOn(product.app.get(Backup, { strict: false }), 'lines')
      .mockImplementation(async function* (table) {
        for await (const some of lines.call(product.app.get(Backup, { strict: false }), table)) {
          made += some.length;
          yield some;
        }
      });
    const request = get(`${product.url}/v1/export?media=without`, { headers: KEY });
    const response = await new Promise<import('node:http').IncomingMessage>((resolve) =>
      request.once('response', resolve),
    );
    response.pause();
    // until nothing more is made: that is before all of it is, because nobody takes it
    for (let before = -1; before !== made; await pause(700)) before = made;
    expect(made).toBeLessThan(await product.count('messages'));
    expect((await asked()).status).toBe(503);
    request.destroy();
    spy.mockRestore();
    const again = async () => {
      const answer = await asked('?media=without');
      return answer.status === 200 && (await answer.text()).includes('"manifest"');
    };
    await eventually(again);
  });
});

describe('while the media store cannot be reached', () => {
  it('nothing is begun that could not be finished, and the rest can be had without files', async () => {
    const product = await startProduct({
      environment: { CLOUDFLARE_BASE_URL: 'http://127.0.0.1:1/client/v4', CLOUDFLARE_R2_BUCKET: 'media' },
    });
    expect((await product.ask('GET', '/v1/export')).status).toBe(503);
    const without = await fetch(`${product.url}/v1/export?media=without`, { headers: KEY });
    expect([without.status, (await without.text()).includes('"manifest"')]).toEqual([200, true]);
    await product.close();
  });
});
