import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { clientFor } from '../../../libs/storage/supabase/client.supabase.ts';
import { Stop } from '../cli.ts';

/** The predecessor's tables that are read, in the order in which one needs the other. */
export const TABLES = [
  'personnel',
  'sites',
  'lists',
  'list_items',
  'field_reports',
  'brain_bot_documents',
  'tasks',
  'reminders',
] as const;
export type Table = (typeof TABLES)[number];

export type Row = Readonly<Record<string, unknown>>;
export type Rows = Readonly<Record<Table, readonly Row[]>>;

const PAGE = 500;

/** From a file of lines `{"table": "tasks", "row": {...}}`. */
export async function rowsOfFile(path: string): Promise<Rows> {
  const rows = empty();
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    number += 1;
    if (!line.trim()) continue;
    const { table, row } = lineOf(line, `${path}:${number}`);
    rows[table].push(row);
  }
  return rows;
}

/** From its Supabase; a table that is not there has no rows, and `say` is told. */
export async function rowsOfSupabase(url: string, key: string, say: (line: string) => void): Promise<Rows> {
  const client = clientFor(url, key);
  const rows = empty();
  for (const table of TABLES) {
    for (let from = 0; ; from += PAGE) {
      const { data, error, status } = await client
        .from(table)
        .select('*')
        .order('id')
        .range(from, from + PAGE - 1);
      if (error && (status === 404 || error.code === '42P01')) say(`There is no table ${table}.`);
      else if (error) throw new Stop(`${table} cannot be read: ${error.message}`);
      rows[table].push(...(data ?? []));
      if ((data ?? []).length < PAGE) break;
    }
  }
  return rows;
}

function lineOf(line: string, where: string): { table: Table; row: Row } {
  let value: { table?: unknown; row?: unknown };
  try {
    value = JSON.parse(line) as typeof value;
  } catch {
    throw new Stop(`${where} is not JSON.`);
  }
  const table = TABLES.find((name) => name === value?.table);
  if (!table || typeof value.row !== 'object' || value.row === null)
    throw new Stop(`${where} must be {"table": one of ${TABLES.join(', ')}, "row": {…}}.`);
  return { table, row: value.row as Row }; // an object, as was just looked at
}

function empty(): Record<Table, Row[]> {
  return {
    personnel: [],
    sites: [],
    lists: [],
    list_items: [],
    field_reports: [],
    brain_bot_documents: [],
    tasks: [],
    reminders: [],
  };
}
