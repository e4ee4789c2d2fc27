import type { messages, PGlite } from '@electric-sql/pglite';
import type { Engine } from './engine.pglite.ts';
import { SqlError } from './sql-error.ts';
import { Turns } from './turns.ts';

/** One statement with its parameters as PostgreSQL reads them. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly (string | null)[];
}

export type Row = readonly (string | null)[];

/** Says why a transaction must not be kept, having seen the rows of its last statement. */
export type Objection = (rows: readonly Row[]) => Error | undefined;

const PREPARED_AT_MOST = 256;

/**
 * The one connection to PGlite. Everything goes through here, one transaction at a time: PGlite itself would let
 * two callers' statements mix on its single connection.
 */
export class Session {
  readonly #db: PGlite;
  readonly #wire: Engine['wire'];
  readonly #turns = new Turns();
  readonly #prepared = new Map<string, string>();
  #obsolete: string[] = [];
  #names = 0;
  #scripts = 0;
  #broken: unknown;

  constructor(engine: Engine) {
    this.#db = engine.db;
    this.#wire = engine.wire;
  }

  /** Grows with every script: what was known about the schema may be old. */
  get scripts(): number {
    return this.#scripts;
  }

  /**
   * Runs statements as one transaction and returns the rows of the last. They travel as one message, in which
   * PostgreSQL keeps an implicit transaction: all of them or nothing. `kind` separates prepared statements that
   * must not be shared (one role's from another's).
   */
  transaction(
    kind: string,
    statements: readonly Statement[],
    { signal, urgent }: { readonly signal?: AbortSignal | undefined; readonly urgent?: boolean } = {},
  ): Promise<readonly Row[]> {
    return this.#turns.take(async () => {
      signal?.throwIfAborted();
      return this.#send(kind, statements);
    }, urgent);
  }

  /** The same, asking `objection` about the rows before they are kept. */
  transactionUnless(
    objection: Objection,
    kind: string,
    statements: readonly Statement[],
    signal?: AbortSignal,
  ): Promise<readonly Row[]> {
    return this.#turns.take(async () => {
      signal?.throwIfAborted();
      await this.#script('begin');
      let objected: unknown;
      try {
        const rows = await this.#send(kind, statements);
        objected = objection(rows);
        if (!objected) {
          await this.#script('commit');
          return rows;
        }
      } catch (error) {
        objected = error;
      }
      await this.#script('rollback');
      throw objected;
    });
  }

  /** Runs a script of any number of statements, outside of any role. */
  exec(script: string): Promise<void> {
    return this.#turns.take(async () => {
      this.#scripts += 1;
      this.#forget([...this.#prepared.keys()]);
      await this.#script(script);
    });
  }

  /** Runs one statement, outside of any role. */
  query(sql: string, values: readonly (string | null)[] = []): Promise<readonly Row[]> {
    return this.transaction('', [{ sql, values }]);
  }

  /** A copy of the whole database, to start others from. */
  dump(): Promise<Blob> {
    return this.#turns.take(() => this.#db.dumpDataDir('none'));
  }

  close(): Promise<void> {
    return this.#turns.take(async () => {
      if (this.#broken) return;
      this.#broken = new Error('the embedded database is closed');
      await this.#db.close();
    });
  }

  async #script(script: string): Promise<void> {
    await this.#exchange(this.#wire.query(script));
  }

  async #send(kind: string, statements: readonly Statement[]): Promise<readonly Row[]> {
    const parts = this.#obsolete.map((name) => this.#wire.close({ type: 'S', name }));
    this.#obsolete = [];
    const added: string[] = [];
    for (const { sql, values } of statements) {
      const key = `${kind}\n${sql}`;
      let name = this.#prepared.get(key);
      if (name) this.#prepared.delete(key);
      else {
        name = `s${(this.#names += 1)}`;
        added.push(key);
        parts.push(this.#wire.parse({ name, text: sql }));
      }
      this.#prepared.set(key, name);
      parts.push(this.#wire.bind({ statement: name, values: [...values] }), this.#wire.execute({}));
    }
    parts.push(this.#wire.sync());
    try {
      const rows = await this.#exchange(concat(parts));
      this.#forget([...this.#prepared.keys()].slice(0, Math.max(0, this.#prepared.size - PREPARED_AT_MOST)));
      return rows;
    } catch (error) {
      this.#forget(added);
      throw error;
    }
  }

  #forget(keys: readonly string[]): void {
    for (const key of keys) {
      const name = this.#prepared.get(key);
      if (name) this.#obsolete.push(name);
      this.#prepared.delete(key);
    }
  }

  async #exchange(message: Uint8Array): Promise<readonly Row[]> {
    if (this.#broken) throw new SqlError({ code: '57P01', message: String(this.#broken) });
    const { messages } = await this.#db.execProtocol(message, { syncToFs: false, throwOnError: false });
    let rows: Row[] = [];
    let failure: SqlError | undefined;
    let ready = false;
    for (const message of messages) {
      if (message.name === 'bindComplete') rows = [];
      else if (message.name === 'dataRow') rows.push((message as messages.DataRowMessage).fields);
      else if (message.name === 'error') failure ??= sqlError(message as messages.DatabaseError);
      else if (message.name === 'readyForQuery') ready = true;
    }
    if (failure) throw failure;
    if (!ready) {
      this.#broken = new Error('the embedded database broke down; restart the program');
      throw new SqlError({ code: '57P01', message: String(this.#broken) });
    }
    return rows;
  }
}

function sqlError({ code, message, detail, hint }: messages.DatabaseError): SqlError {
  return new SqlError({ code: code ?? 'XX000', message, detail, hint });
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
