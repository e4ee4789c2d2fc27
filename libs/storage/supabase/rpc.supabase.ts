import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgrestSingleResponse, SupabaseClient } from '@supabase/supabase-js';
import { UnavailableError } from '#core';

const DEADLOCK = '40P01';
const DEADLOCK_TRIES = 5;

/** What the database refused, as it said it: a SQLSTATE (`PT409`, `23505`, …) or a PostgREST code. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: string;
  readonly details: string | null;
  readonly hint: string | null;

  constructor(fields: { code: string; message: string; details?: string | null; hint?: string | null }) {
    super(fields.message);
    this.code = fields.code;
    this.details = fields.details ?? null;
    this.hint = fields.hint ?? null;
  }
}

/**
 * Calls a function of the database; throws `UnavailableError` for outages and `DatabaseError` for all else. What is
 * urgent goes before all that waits for the embedded database; a server does what it does at once anyway.
 */
export async function rpc<T>(
  client: SupabaseClient,
  name: string,
  args: object = {},
  { urgent = false }: { readonly urgent?: boolean } = {},
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const call = client.rpc(name, args);
    const answer = await (urgent ? call.setHeader('priority', 'u=0') : call);
    // two transactions waited for each other and PostgreSQL ended this one: nothing of it happened, so it goes again
    if (answer.error?.code !== DEADLOCK || tries === DEADLOCK_TRIES) return dataOf<T>(answer);
    await sleep(Math.random() * 40 * tries);
  }
}

/** The data of any answer of supabase-js, or the error it stands for. */
export function dataOf<T>({ data, error, status }: PostgrestSingleResponse<unknown>): T {
  // The caller says what its own SQL returns; nothing here could check it.
  if (!error) return data as T;
  throw errorOf(error, status);
}

/** Translates an error of supabase-js once, keeping it as the cause. */
export function errorOf(error: AnswerError, status: number): DatabaseError | UnavailableError {
  const code = error.code ?? '';
  if (isOutage(code, status)) return new UnavailableError('the database', { cause: new Error(error.message) });
  return new DatabaseError({ ...error, code: code || String(status) });
}

interface AnswerError {
  readonly code?: string;
  readonly message: string;
  readonly details?: string | null;
  readonly hint?: string | null;
}

// No answer at all, a gateway that has none, PostgREST without its database, or PostgreSQL at its limits.
function isOutage(code: string, status: number): boolean {
  if (/^PT\d{3}$/.test(code)) return false;
  return status === 0 || status === 429 || (status >= 502 && status <= 504) || status >= 520 || OUTAGES.test(code);
}

const OUTAGES = /^(?:PGRST00\d|08...|53...|57P..|57014)$/;
