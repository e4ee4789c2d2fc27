import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { UnavailableError } from '#core';
import { Settings } from '#config';
import { SupabaseBackend, SupabaseClient, SupabaseModule } from './index.ts';

describe('SupabaseModule', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'flrts-module-'));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  const start = (settings: object) =>
    Test.createTestingModule({ imports: [SupabaseModule] })
      .overrideProvider(Settings)
      .useValue(settings)
      .compile();

  it('opens the embedded database with our tables, and closes it when the program stops', async () => {
    for (let time = 0; time < 2; time += 1) {
      const module = await start({ dataDir });
      const backend = module.get(SupabaseBackend);
      expect(module.get(SupabaseClient)).toBe(backend.client);
      expect(backend.adapter).toBe('embedded PGlite');
      await backend.ping();
      expect(await backend.client.rpc('no_such_function')).toMatchObject({ status: 404 });
      await module.close();
      await expect(backend.ping()).rejects.toBeInstanceOf(UnavailableError);
    }
  });

  it('uses the Supabase that is set, and says at once when it does not answer', async () => {
    const module = await start({ dataDir, supabase: { url: 'http://127.0.0.1:9', key: 'sb_secret_none' } });
    const backend = module.get(SupabaseBackend);
    expect(backend.adapter).toBe('supabase');
    await expect(backend.ping()).rejects.toBeInstanceOf(UnavailableError);
    await module.close();
  });
});
