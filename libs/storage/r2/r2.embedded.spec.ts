import { describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '#core';
import { r2Contract } from './r2.contract.ts';
import { EmbeddedR2, LINKS } from './r2.embedded.ts';
import { ShiftedClock } from './testing/shifted-clock.ts';

const PNG = Uint8Array.from([1, 2, 3]);
const folder = () => mkdtempSync(join(tmpdir(), 'flrts-media-'));

r2Contract('this disk', async () => {
  const root = folder();
  const clock = new ShiftedClock();
  const r2 = new EmbeddedR2(join(root, 'media'), clock);
  return {
    r2,
    fetchLink: (link, init) => answer(r2, link, init),
    advance: (seconds) => clock.shift(seconds),
    close: async () => rmSync(root, { recursive: true }),
  };
});

/** What a server has to do with a link. */
async function answer(r2: EmbeddedR2, link: string, init: RequestInit = {}): Promise<Response> {
  const token = link.slice(LINKS.length);
  const headers = new Headers(init.headers);
  try {
    if (init.method === 'PUT') {
      const bytes = new Uint8Array(await new Response(init.body ?? '').arrayBuffer());
      await r2.accept(token, bytes, headers.get('content-type') ?? undefined);
      return new Response();
    }
    const shown = await r2.fetch(token);
    if (!shown) return new Response('', { status: 404 });
    const disposition = shown.disposition ?? 'inline';
    const body = shown.body as ConstructorParameters<typeof Response>[0];
    return new Response(body, { headers: { 'content-type': shown.type, 'content-disposition': disposition } });
  } catch (error) {
    if (error instanceof AppError && error.code === 'forbidden') return new Response('', { status: 403 });
    throw error;
  }
}

describe('media on this disk', () => {
  it('stay inside their folder, in files with names of ours', async () => {
    const root = folder();
    const r2 = new EmbeddedR2(join(root, 'media'));
    await r2.put('..\\..\\evil', PNG, 'image/png');
    expect(readdirSync(root)).toEqual(['media']);
    const files = readdirSync(join(root, 'media', 'objects'), { recursive: true, encoding: 'utf8' });
    expect(files.join(' ')).toMatch(/^[\da-f]{2} [\da-f]{2}.[\da-f]{64}$/);
    rmSync(root, { recursive: true });
  });

  it('are there after a restart, and so are their links', async () => {
    const root = folder();
    const before = new EmbeddedR2(root);
    await before.put('a', PNG, 'image/png');
    const link = await before.link('a', { seconds: 60 });
    const after = new EmbeddedR2(root);
    expect((await answer(after, link)).status).toBe(200);
    expect(statSync(join(root, 'secret')).mode & 0o077).toBe(0);
    rmSync(root, { recursive: true });
  });

  it('leave nothing of what a crash interrupted, but what is being written just now', async () => {
    const root = folder();
    mkdirSync(join(root, 'incoming'));
    for (const name of ['old', 'new']) writeFileSync(join(root, 'incoming', name), 'half');
    utimesSync(join(root, 'incoming', 'old'), new Date(0), new Date(0));
    await new EmbeddedR2(root).ping();
    expect(readdirSync(join(root, 'incoming'))).toEqual(['new']);
    rmSync(root, { recursive: true });
  });

  it('are not available when the disk is not, and what was there stays', async () => {
    const root = folder();
    const r2 = new EmbeddedR2(root);
    await r2.put('a', PNG, 'image/png');
    rmSync(join(root, 'incoming'), { recursive: true });
    writeFileSync(join(root, 'incoming'), 'in the way');
    await expect(r2.put('a', Uint8Array.from([9]), 'image/png')).rejects.toMatchObject({ code: 'unavailable' });
    expect(await r2.head('a')).toMatchObject({ size: PNG.length });
    rmSync(root, { recursive: true });
  });
});
