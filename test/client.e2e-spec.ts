import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createClient } from '@hey-api/openapi-ts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { ADMIN_KEY, type Product, startProduct } from './product.ts';

const ROOT = join(import.meta.dirname, '..');

/** What somebody would write against the generated client. */
const PROGRAM = `
import { client } from './client/client.gen';
import { messagesSay, tasksComplete, tasksCreate, tasksList, tasksUpdate } from './client';

export async function run(baseUrl: string, key: string) {
  client.setConfig({ baseUrl, auth: key });
  const { data: task, error } = await tasksCreate({ body: { title: 'Check the pump', priority: 'high' } });
  if (error) throw new Error(error.detail);
  const refused = await tasksUpdate({ path: { id: task.id }, body: { title: 'Later' }, headers: { 'If-Match': '"99"' } });
  const code: string | undefined = refused.error?.code;
  await tasksComplete({ path: { id: task.id } });
  const { data: page } = await tasksList({ query: { status: 'done', limit: 5 } });
  const titles: string[] = page?.items.map((one) => one.title) ?? [];
  const { data: said } = await messagesSay({ body: { text: 'add rope to the truck list' } });
  return { priority: task.priority, code, status: refused.response?.status, titles, replies: said?.replies.length };
}
`;

let product: Product;
let folder: string;

beforeAll(async () => {
  product = await startProduct();
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  folder = mkdtempSync(join(ROOT, 'dist', 'client-'));
  writeFileSync(join(folder, 'openapi.json'), await (await fetch(`${product.url}/docs-json`)).text());
  await createClient({
    input: join(folder, 'openapi.json'),
    output: { path: join(folder, 'client') },
    plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
    logs: { level: 'silent' },
  });
  writeFileSync(join(folder, 'program.ts'), PROGRAM);
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await product.close();
});

describe('a client generated from the API document', () => {
  it('compiles, strictly', () => {
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const flags =
      '--ignoreConfig --noEmit --strict --skipLibCheck --module esnext --moduleResolution bundler --target es2022'.split(
        ' ',
      );
    const { stdout } = spawnSync(process.execPath, [tsc, ...flags, '--types', 'node', join(folder, 'program.ts')], {
      encoding: 'utf8',
      cwd: ROOT,
    });
    expect(stdout).toBe('');
  }, 120_000);

  it('works', async () => {
    const outfile = join(folder, 'program.mjs');
    await build({ entryPoints: [join(folder, 'program.ts')], outfile, bundle: true, format: 'esm', platform: 'node' });
    const { run } = (await import(pathToFileURL(outfile).href)) as {
      run: (url: string, key: string) => Promise<object>;
    };
    expect(await run(product.url, ADMIN_KEY)).toEqual({
      priority: 'high',
      code: 'conflict',
      status: 412,
      titles: ['Check the pump'],
      replies: 1,
    });
  });
});
