/** What went wrong, in eight kinds; each edge maps them to its own words (HTTP status, chat sentence). */
export type ErrorCode =
  'not_found' | 'invalid' | 'forbidden' | 'unauthorized' | 'conflict' | 'limit' | 'unavailable' | 'internal';

/** One thing wrong with one field of an input. */
export interface FieldProblem {
  readonly field: string;
  readonly problem: string;
}

export interface AppErrorOptions {
  readonly cause?: unknown;
  readonly fields?: readonly FieldProblem[];
  readonly retryAfterSeconds?: number | undefined;
}

/** An error a person can act on: a stable code and a sentence that says what to do next. */
export class AppError extends Error {
  override readonly name: string = 'AppError';
  readonly fields: readonly FieldProblem[];
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: ErrorCode,
    message: string,
    options: AppErrorOptions = {},
  ) {
    super(message, { cause: options.cause });
    this.fields = options.fields ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** An outside service did not answer or answered nonsense; what was asked may be tried again later. */
export class UnavailableError extends AppError {
  override readonly name = 'UnavailableError';

  constructor(
    readonly service: string,
    options: AppErrorOptions = {},
  ) {
    super('unavailable', `${service} is not reachable just now; please try again in a moment`, options);
  }
}

/** The record has changed since the version somebody acted on; read it again first. */
export class StaleError extends AppError {
  override readonly name = 'StaleError';

  constructor(message: string) {
    super('conflict', message);
  }
}
