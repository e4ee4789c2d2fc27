import { buildIfNeeded } from '../build.ts';
import { Stop } from '../cli.ts';

/** Opens the store this environment means: Supabase, or the embedded database while no server has it. */
export async function withStore(
  work: (store: Awaited<ReturnType<typeof open>>) => Promise<number | void>,
): Promise<number | void> {
  await buildIfNeeded();
  const store = await open();
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function open() {
  const [{ NestFactory }, { Backup, TABLES }, { MediaBytes, MediaModule }, { VERSION }] = await Promise.all([
    import('@nestjs/core'),
    import('#stores'),
    import('#media'),
    import('#core'),
  ]);
  const options = { logger: false, abortOnError: false } satisfies Parameters<
    typeof NestFactory.createApplicationContext
  >[1];
  const app = await NestFactory.createApplicationContext(MediaModule, options).catch((error: unknown) => {
    throw new Stop(
      `${error instanceof Error ? error.message : String(error)}\nAn embedded database has one user: stop the server first.`,
    );
  });
  const [rows, bytes] = [app.get(Backup, { strict: false }), app.get(MediaBytes)];
  return { rows, bytes, tables: TABLES, version: VERSION, close: () => app.close() };
}
