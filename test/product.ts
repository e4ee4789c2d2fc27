import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BeforeApplicationShutdown, Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { readSettings, Settings } from '#config';
import { SupabaseBackend } from '#storage/supabase';
import { Organisation } from '#stores';
import { AppModule } from '../apps/server/src/app.module.ts';
import { fastify, OPTIONS, setUp } from '../apps/server/src/app.setup.ts';
import { openTestBackend } from '../libs/storage/supabase/testing/index.ts';

export const ADMIN_KEY = 'the-admin-key-of-the-tests';

/** The whole product on a database of its own, reached as everybody reaches it: over HTTP. */
export interface Product {
  readonly url: string;
  readonly app: NestFastifyApplication;
  /** The records themselves, for looking behind the answers. */
  readonly backend: SupabaseBackend;
  /** A request with the admin's key unless another is given; the body as JSON. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>;
  /** How many rows a table has. */
  count(table: string): Promise<number>;
  close(): Promise<void>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

export type Json = Readonly<Record<string, unknown>>;

/** What is in a list of an answer; nothing when there is none. */
export function itemsIn(value: unknown, name = 'items'): readonly Json[] {
  const items = typeof value === 'object' && value !== null ? (value as Json)[name] : undefined;
  return Array.isArray(items) ? items : [];
}

export interface Setup {
  readonly environment?: Readonly<Record<string, string>>;
  readonly backend?: SupabaseBackend;
  /** The organisation it serves, when the database has several; the first one otherwise. */
  readonly founding?: { readonly organisationId: string; readonly adminId: string };
}

/** Starts it; on trial and in Chicago unless the environment says otherwise. */
export async function startProduct({ environment = {}, backend: given, founding }: Setup = {}): Promise<Product> {
  const backend = given ?? (await openTestBackend());
  const dataDir = mkdtempSync(join(tmpdir(), 'flrts-product-'));
  const settings = readSettings({
    DATA_DIR: dataDir,
    ADMIN_API_KEY: ADMIN_KEY,
    DEFAULT_TIME_ZONE: 'America/Chicago',
    LOG_LEVEL: 'silent',
    ...environment,
  });
  const building = Test.createTestingModule({ imports: [AppModule] })
    .overrideProvider(Settings)
    .useValue(settings)
    .overrideProvider(SupabaseBackend)
    .useValue(backend);
  if (founding) building.overrideProvider(Organisation).useValue(serving(founding));
  const module = await building.compile();
  const adapter: FastifyAdapter = fastify();
  const app = module.createNestApplication<NestFastifyApplication>(adapter, OPTIONS);
  await setUp(app);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  return {
    url,
    app,
    backend,
    ask: (method, path, body, headers) => ask(url + path, method, body, headers),
    count: async (table) => (await backend.client.from(table).select('*', { count: 'exact', head: true })).count ?? 0,
    close: async () => {
      await app.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The product goes no more rounds of these: what they would do is the test's to do, or comes too early for its story. */
export async function rest({ app }: Product, ...loops: readonly Type<BeforeApplicationShutdown>[]): Promise<void> {
  for (const loop of loops) await app.get(loop, { strict: false }).beforeApplicationShutdown();
}

/** A deployment serves one organisation, the first it finds; this one is told which. */
function serving(founding: NonNullable<Setup['founding']>): Pick<Organisation, 'founding' | 'id'> {
  const found = { ...founding, fresh: false, keys: 0 };
  return { founding: () => Promise.resolve(found), id: () => Promise.resolve(found.organisationId) };
}

async function ask(
  url: string,
  method: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const response = await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${ADMIN_KEY}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /^application\/(?:problem\+|[\w.]+\+)?json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    body: (isJson && text ? JSON.parse(text) : text) as Json,
  };
}
