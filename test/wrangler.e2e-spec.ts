import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SETTING_NAMES } from '#config';
import { ROOT } from '../apps/cli/cli.ts';
import { filledIn, readWrangler, unfilledIn, type WranglerConfig } from '../apps/cli/deploy/wrangler-config.ts';
import { faultsOf } from '../apps/cli/deploy/wrangler-faults.ts';
import { PASSED_ON } from '../apps/worker/src/settings.ts';
import { startProduct } from './product.ts';

const config = readWrangler();
const ENVIRONMENTS = ['staging', 'production'];

/** The image sets these itself, they mean nothing in a container, or only commands read them. */
const NOT_PASSED_ON = ['PORT', 'HOST', 'NODE_ENV', 'DATA_DIR', 'TELEGRAM_MODE', 'SUPABASE_DB_URL'];

describe('wrangler.jsonc', () => {
  it('has no fault that Wrangler knows or lets pass', () => {
    expect(faultsOf(config)).toEqual([]);
    expect(Object.keys(config.env)).toEqual(ENVIRONMENTS);
  });

  const broken = (change: object): WranglerConfig => ({ ...config, ...change });
  const staging = (change: object): WranglerConfig =>
    broken({ env: { ...config.env, staging: { name: 'flrts-staging', ...config.env['staging'], ...change } } });
  it.each([
    ['a cron of six fields', broken({ triggers: { crons: ['* * * * * *'] } }), 'is no cron expression'],
    ['a minute 60', broken({ triggers: { crons: ['60 * * * *'] } }), 'is no cron expression'],
    [
      'a class without SQLite',
      broken({ migrations: [{ tag: 'v1', new_classes: ['AppContainer'] }] }),
      'new_sqlite_classes',
    ],
    [
      'a migration of another class',
      broken({ migrations: [{ tag: 'v1', new_sqlite_classes: ['Other'] }] }),
      'no migration makes the class AppContainer',
    ],
    ['a missing durable object', staging({ durable_objects: { bindings: [] } }), 'has no durable object binding'],
    ['a namespace without its id', staging({ kv_namespaces: [{ binding: 'KV' }] }), 'KV has no id'],
    ['a missing bucket', staging({ r2_buckets: [] }), 'the Worker needs a binding MEDIA'],
    ['a misspelt key', broken({ observabilty: {} }), 'must NOT have additional properties'],
    [
      'an instance type there is none of',
      staging({ containers: [{ class_name: 'AppContainer', image: './Dockerfile', instance_type: 'huge' }] }),
      'instance_type',
    ],
  ])('is found to have %s', (_, one, fault) => {
    expect(faultsOf(one).join('\n')).toContain(fault);
  });

  it('says what is still to be filled in before a deploy, and takes it from the settings', () => {
    const { production } = config.env;
    if (!production) throw new Error('there is no production');
    expect(unfilledIn(production)).toEqual(['SUPABASE_URL', 'PUBLIC_URL', 'CLOUDFLARE_KV_NAMESPACE_ID']);
    const known = { SUPABASE_URL: 'https://x.supabase.co', CLOUDFLARE_KV_NAMESPACE_ID: 'f'.repeat(32) };
    const filled = filledIn(production, { ...known, CLOUDFLARE_ACCOUNT_ID: 'our-account', LOG_LEVEL: 'debug' });
    expect(unfilledIn(filled)).toEqual(['PUBLIC_URL']);
    expect(filled.vars).toMatchObject({ SUPABASE_URL: known.SUPABASE_URL, LOG_LEVEL: 'info' });
    expect(filled.kv_namespaces).toEqual([{ binding: 'KV', id: 'f'.repeat(32) }]);
  });

  it('tells the container the real account and bucket, for which links to R2 are signed', () => {
    const { production } = config.env;
    if (!production) throw new Error('there is no production');
    const known = { CLOUDFLARE_ACCOUNT_ID: 'our-account' };
    const real = { CLOUDFLARE_ACCOUNT_ID: 'our-account', CLOUDFLARE_R2_BUCKET: 'flrts-media' };
    expect(filledIn(production, known).vars).toMatchObject(real);
    const own = { ...production, vars: { CLOUDFLARE_R2_BUCKET: 'another' } };
    expect(filledIn(own, known).vars).toMatchObject({ CLOUDFLARE_R2_BUCKET: 'another' });
  });

  it.each(ENVIRONMENTS)('can be deployed as %s, and nobody outside is asked about it', async (environment) => {
    const folder = mkdtempSync(join(tmpdir(), 'flrts-wrangler-'));
    const asked = join(folder, 'asked-outside');
    const args = [
      'deploy',
      '--dry-run',
      '--containers-rollout=none',
      '--env',
      environment,
      '--outdir',
      join(folder, 'out'),
    ];
    const output = await wrangler(args, { ASKED_OUTSIDE: asked, HOME: folder });
    expect(output).toContain('--dry-run: exiting now.');
    expect(output).toContain('env.APP (AppContainer)');
    expect(existsSync(asked) ? readFileSync(asked, 'utf8') : '').toBe('');
    rmSync(folder, { recursive: true });
  });

  it('is deployed under a watch that does see who asks outside', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'flrts-watch-'));
    const asked = join(folder, 'asked-outside');
    const ask = "await fetch('http://192.0.2.1/').catch(() => 0); await fetch('http://asked.invalid/').catch(() => 0)";
    await watched(['--input-type=module', '-e', ask], { ASKED_OUTSIDE: asked });
    expect(readFileSync(asked, 'utf8')).toBe('connect 192.0.2.1\nconnect asked.invalid\n');
    rmSync(folder, { recursive: true });
  });
});

describe('the Worker', () => {
  it('passes every setting of the product on to the container, or has a reason not to', () => {
    expect(SETTING_NAMES.filter((name) => ![...PASSED_ON, ...NOT_PASSED_ON].includes(name))).toEqual([]);
  });

  it('is asked first for every route of the product', async () => {
    const product = await startProduct();
    const { body } = await product.ask('GET', '/docs-json');
    await product.close();
    const first = config.assets.run_worker_first.map((one) => new RegExp(`^${one.replaceAll('*', '.*')}$`));
    const paths = Object.keys(body['paths'] as object); // an OpenAPI document has them
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.filter((path) => !first.some((one) => one.test(path)))).toEqual([]);
  });
});

function wrangler(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const quiet = {
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_HIDE_BANNER: 'true',
    NO_COLOR: '1',
    CI: '1',
  };
  return watched(['node_modules/wrangler/bin/wrangler.js', ...args], { ...quiet, ...env });
}

/** Runs this Node, and all it starts, where whoever asks outside is written down. */
function watched(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const watch = { NODE_OPTIONS: `--import ${join(ROOT, 'test/container/no-network.mjs')}` };
  const path = `${join(process.execPath, '..')}:${process.env['PATH'] ?? ''}`;
  return new Promise((resolve) => {
    const options = { cwd: ROOT, env: { PATH: path, ...watch, ...env } };
    execFile(process.execPath, [...args], options, (_, out, error) => resolve(out + error));
  });
}
