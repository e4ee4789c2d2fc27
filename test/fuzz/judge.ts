import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { ApiDocument, Schema, Way } from './document.ts';

const REF = '#/components/schemas/';

/** Holds answers against the document: their status, their type, and every field of theirs. */
export class Judge {
  readonly #ajv: Ajv2020;
  readonly #validators = new Map<string, ValidateFunction | undefined>();

  constructor(document: ApiDocument) {
    this.#ajv = new Ajv2020({ strict: false, allErrors: false });
    formats.default(this.#ajv);
    const schemas = Object.entries(document.components.schemas).map(([name, schema]) => [name, closed(schema)]);
    const text = JSON.stringify({ $defs: Object.fromEntries(schemas) as object }).replaceAll(REF, 'api#/$defs/');
    this.#ajv.addSchema(JSON.parse(text) as object, 'api');
  }

  /** What is wrong with an answer; undefined when the document allows it. */
  fault({ path, method, operation }: Way, status: number, type: string, body: string): string | undefined {
    if (status >= 500 && status !== 503) return `answered ${status}`;
    const response = operation.responses[String(status)];
    if (!response) return `answered ${status}, which the document does not know`;
    const media = Object.entries(response.content ?? {});
    const [name = ''] = type.split(';');
    if (media.length === 0)
      return body === '' ? undefined : `answered ${status} with a body the document does not know`;
    const schema = response.content?.[name]?.schema;
    if (!response.content?.[name])
      return `answered ${status} as ${name || 'nothing'}, which the document does not know`;
    if (!schema || !/^application\/(?:problem\+)?json$/.test(name)) return undefined;
    return this.#mismatch(`${method} ${path} ${status}`, schema, body);
  }

  #mismatch(key: string, schema: Schema, body: string): string | undefined {
    if (!this.#validators.has(key)) {
      const alone = JSON.parse(JSON.stringify(schema).replaceAll(REF, 'api#/$defs/')) as object;
      this.#validators.set(key, this.#ajv.compile(alone));
    }
    const validate = this.#validators.get(key);
    if (!validate || validate(JSON.parse(body))) return undefined;
    const [error] = validate.errors ?? [];
    return `its body is not as documented: ${error?.instancePath ?? ''} ${error?.message ?? ''} ${JSON.stringify(error?.params)}`;
  }
}

/** A record has the fields the document names, and no others. */
function closed(schema: Schema): Schema {
  if (!schema.properties || schema.additionalProperties !== undefined) return schema;
  return { ...schema, additionalProperties: false };
}
