import { Injectable } from '@nestjs/common';
import { rpc, SupabaseClient } from '#storage/supabase';
import { type Table, TABLES } from './tables.ts';

const AT_ONCE = 500;

/** What of a table is wanted: one organisation's rows; what webhooks are signed with, which is left empty otherwise. */
export interface WhatToBackUp {
  readonly organisationId?: string | undefined;
  readonly secrets?: boolean | undefined;
}

/** Everything there is, as lines of JSON, and back into an empty database. */
@Injectable()
export class Backup {
  constructor(private readonly supabase: SupabaseClient) {}

  /** The rows of a table, in the order of their key, some at a time, each exactly as the database writes it. */
  async *lines(table: Table, what: WhatToBackUp = {}): AsyncGenerator<readonly string[]> {
    for (let after: unknown = null; ;) {
      const p = { table, after, limit: AT_ONCE, ...what };
      const rows = await rpc<{ line: string }[]>(this.supabase, 'export_rows', { p });
      const last = rows.at(-1);
      if (!last) return;
      yield rows.map(({ line }) => line);
      after = JSON.parse(last.line);
    }
  }

  /** What a row of a table may hold. */
  columns(table: Table): Promise<string[]> {
    return rpc(this.supabase, 'columns_of', { p_table: table });
  }

  /** Throws `DatabaseError` PT409 when there is anything in the database already. */
  begin(): Promise<void> {
    return rpc(this.supabase, 'import_begin', { p: { tables: TABLES } });
  }

  /** Puts rows in as they were; answers how many. */
  put(table: Table, lines: readonly string[]): Promise<number> {
    return rpc(this.supabase, 'import_rows', { p_table: table, p_lines: lines, p_link: false });
  }

  /** Lets rows of a table point at each other again, once all of them are there. */
  link(table: Table, lines: readonly string[]): Promise<number> {
    return rpc(this.supabase, 'import_rows', { p_table: table, p_lines: lines, p_link: true });
  }

  /** From now on it is a database like any other. Answers how many webhooks came without their secret, and got another. */
  async done(): Promise<number> {
    const renewed = await rpc<number>(this.supabase, 'import_secrets');
    await rpc(this.supabase, 'import_done');
    return renewed;
  }
}
