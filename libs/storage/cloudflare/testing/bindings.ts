import { join } from 'node:path';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';

export const ACCOUNT = 'account';
export const ACCESS_KEY = 'access';
export const SECRET_KEY = 'secret';
export const BUCKET = 'media';

/** `apps/worker/src/bindings.ts` in workerd, with its KV and its R2. */
export interface BindingsWorker {
  /** For `CLOUDFLARE_BASE_URL`. */
  readonly baseUrl: string;
  /** The bucket as S3 clients reach it. */
  readonly s3Url: string;
  close(): Promise<void>;
}

/** Starts it in memory; takes a quarter of a second. */
export async function startBindings(): Promise<BindingsWorker> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'worker-entry.ts')],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  const worker = new Miniflare({
    modules: true,
    script: outputFiles[0]?.text ?? '',
    compatibilityDate: '2026-07-01',
    host: '127.0.0.1',
    port: 0,
    cf: false,
    kvNamespaces: ['KV'],
    r2Buckets: { MEDIA: { id: BUCKET, s3Credentials: { accessKeyId: ACCESS_KEY, secretAccessKey: SECRET_KEY } } },
  });
  const { origin } = await worker.ready;
  return {
    baseUrl: `${origin}/client/v4`,
    s3Url: `${origin}/cdn-cgi/local/r2/s3`,
    close: () => worker.dispose(),
  };
}
