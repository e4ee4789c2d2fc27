/** What PostgreSQL said was wrong with a statement. */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  readonly code: string;
  readonly detail: string | null;
  readonly hint: string | null;

  constructor(fields: { code: string; message: string; detail?: string | undefined; hint?: string | undefined }) {
    super(fields.message);
    this.code = fields.code;
    this.detail = fields.detail ?? null;
    this.hint = fields.hint ?? null;
  }
}
