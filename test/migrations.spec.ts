import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { gathersIn } from '../libs/storage/supabase/embedded/history.ts';
import { migrationsIn } from '../libs/storage/supabase/embedded/migrations.ts';
import { PRODUCT_MIGRATIONS } from '../libs/storage/supabase/testing/index.ts';

interface File {
  readonly version: string;
  readonly sql: string;
}

const migrations = migrationsIn(PRODUCT_MIGRATIONS).map(({ version, path }) => ({
  version,
  sql: readFileSync(path, 'utf8'),
}));

describe('migrations', () => {
  it('say which definition of a function they replace, so that two cannot replace the same one unseen', () => {
    expect(faultsOf(migrations)).toEqual([]);
  });

  it('make each function once in the gathered files', () => {
    const made = migrations.filter(({ sql }) => gathersIn(sql)).flatMap(({ sql }) => signaturesIn(sql));
    expect(made.length).toBeGreaterThan(300);
    expect(made.filter((one, index) => made.indexOf(one) !== index)).toEqual([]);
  });

  it('close every function to everybody but the service', () => {
    const open = migrations.filter(
      ({ sql }) =>
        signaturesIn(sql).length > 0 &&
        !/^revoke execute on .*function.* from public, anon, authenticated;$[^]*^grant execute on .*function/m.test(
          sql,
        ),
    );
    expect(open.map(({ version }) => version)).toEqual([]);
  });
});

describe('the rule about replaced functions', () => {
  const first = { version: '1', sql: 'create function public.f(a int) returns int\nlanguage sql as $$ select 1 $$;' };
  const again = (version: string, line: string) => ({
    version,
    sql: `${line}\n${first.sql.replace('create', 'create or replace')}`,
  });

  it.each([
    ['a second definition without a word', [first, again('2', '')], ['2 replaces f: say "-- replaces f, from 1"']],
    ['a second definition with its word', [first, again('2', '-- replaces f, from 1')], []],
    [
      'two that were made from the same one',
      [first, again('2', '-- replaces f, from 1'), again('3', '-- replaces f, from 1')],
      ['3 replaces f: say "-- replaces f, from 2"'],
    ],
    [
      'one that is dropped',
      [first, { version: '2', sql: 'drop function public.f(int);' }],
      ['2 replaces f: say "-- replaces f, from 1"'],
    ],
    ['another function', [first, { version: '2', sql: first.sql.replace('public.f', 'public.g') }], []],
  ])('knows %s', (_, files, faults) => {
    expect(faultsOf(files)).toEqual(faults);
  });
});

/** Definitions that do not name the file with the newest one before them. A version that was gathered means its gathered file. */
function faultsOf(files: readonly File[]): string[] {
  const newest = new Map<string, File>();
  return files.flatMap((file) => {
    const named = new Set(
      [...file.sql.matchAll(/^(?:create (?:or replace )?|drop )function (?:if exists )?public\.(\w+)/gm)].map(
        ([, name = '']) => name,
      ),
    );
    const faults = [...named].flatMap((name) => {
      const before = newest.get(name);
      newest.set(name, file);
      if (!before || (gathersIn(file.sql) && gathersIn(before.sql))) return [];
      return isSaid(file.sql, name, before)
        ? []
        : [`${file.version} replaces ${name}: say "-- replaces ${name}, from ${before.version}"`];
    });
    return faults;
  });
}

function isSaid(sql: string, name: string, before: File): boolean {
  const [, from = ''] = new RegExp(`^-- replaces ${name}, from (\\d+)`, 'm').exec(sql) ?? [];
  const gathers = gathersIn(before.sql);
  return from === before.version || (gathers !== undefined && from >= gathers.from && from <= gathers.to);
}

function signaturesIn(sql: string): string[] {
  return [...sql.matchAll(/^create (?:or replace )?function (public\.\w+\(.*?\))(?= returns|\s*$)/gm)].map(
    ([, signature = '']) => signature,
  );
}
