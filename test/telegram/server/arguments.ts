import { badRequest } from './refusal.ts';

/** A file sent along with a request. */
export interface Upload {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** What a method is called with: from a query string, a form or JSON alike, as the Bot API reads them. */
export class Arguments {
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #uploads: ReadonlyMap<string, Upload>;

  constructor(fields: Readonly<Record<string, unknown>>, uploads: ReadonlyMap<string, Upload> = new Map()) {
    this.#fields = fields;
    this.#uploads = uploads;
  }

  /** Empty when absent, as the server sees it. */
  text(name: string): string {
    const value = this.#fields[name];
    if (value === undefined || value === null) return '';
    if (typeof value === 'object') return JSON.stringify(value);
    return String(value as string | number | boolean);
  }

  integer(name: string, otherwise = 0): number {
    const value = Number.parseInt(this.text(name), 10);
    return Number.isNaN(value) ? otherwise : value;
  }

  flag(name: string): boolean {
    return /^(true|yes|1)$/i.test(this.text(name));
  }

  /** A value that is JSON: inside a JSON body as it is, in a form as text. Undefined when absent. */
  json(name: string, what: string): unknown {
    const value = this.#fields[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch {
      throw badRequest(`can't parse ${what} JSON object`);
    }
  }

  upload(name: string): Upload | undefined {
    return this.#uploads.get(name);
  }
}

/** A JSON object to look into; undefined for anything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>) // any object can be asked for its fields
    : undefined;
}
