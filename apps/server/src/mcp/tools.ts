import type { OpenAPIObject } from '@nestjs/swagger';

/** What a caller may do through MCP: one operation of the API, with what it takes as one flat object. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments. */
  readonly input: JsonSchema;
  readonly method: Method;
  readonly path: string;
  /** Where each argument goes; what is not named here goes into the body. */
  readonly places: Readonly<Record<string, 'path' | 'query'>>;
  readonly takesBody: boolean;
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
export type JsonSchema = Readonly<Record<string, unknown>>;

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameter = { name: string; in: string; required?: boolean; description?: string; schema?: JsonSchema };

/** Records and words are for assistants; keys, people's rights, probes and the like are for people and programs. */
const TAGS = new Set(['messages', 'tasks', 'lists', 'reminders', 'reports', 'search']);
const METHODS = { get: 'GET', post: 'POST', patch: 'PATCH', delete: 'DELETE' } as const;
const REF = '#/components/schemas/';

/** The operations of the API's document as tools: what the API can, they can, and nothing else. */
export function toolsOf(document: OpenAPIObject): readonly Tool[] {
  const schemas = (document.components?.schemas ?? {}) as Readonly<Record<string, JsonSchema>>; // Nest makes no references here
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(METHODS).flatMap(([key, method]) => {
      const operation = operations[key as keyof typeof METHODS]; // the keys of that very record
      return operation && isForAssistants(operation) ? [toolOf(path, method, operation, schemas)] : [];
    }),
  );
}

function isForAssistants({ tags = [], responses }: Operation): boolean {
  const [tag = ''] = tags;
  const answers = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  return TAGS.has(tag) && answers.every(([status, answer]) => status === '204' || speaksJson(answer));
}

function speaksJson(answer: object | undefined): boolean {
  const content = answer && 'content' in answer ? (answer.content as object) : undefined; // a response's content is a map
  return !content || 'application/json' in content;
}

function toolOf(
  path: string,
  method: Method,
  operation: Operation,
  schemas: Readonly<Record<string, JsonSchema>>,
): Tool {
  const parameters = ((operation.parameters ?? []) as Parameter[]).filter(
    (one) => one.in === 'path' || one.in === 'query',
  );
  const body = bodyOf(operation, schemas);
  const properties = {
    ...(body?.['properties'] as JsonSchema | undefined), // JSON Schema's own form
    ...Object.fromEntries(
      parameters.map(({ name, schema, description }) => [name, { ...schema, ...(description ? { description } : {}) }]),
    ),
  };
  const required = [
    ...((body?.['required'] as string[] | undefined) ?? []),
    ...parameters.filter((one) => one.required).map(({ name }) => name),
  ];
  return {
    name: operation.operationId ?? `${method} ${path}`,
    description: operation.summary ?? '',
    input: withDefinitions({ type: 'object', properties, required, additionalProperties: false }, schemas),
    method,
    path,
    places: Object.fromEntries(parameters.map((one) => [one.name, one.in as 'path' | 'query'])), // filtered above
    takesBody: body !== undefined,
  };
}

function bodyOf({ requestBody }: Operation, schemas: Readonly<Record<string, JsonSchema>>): JsonSchema | undefined {
  if (!requestBody || !('content' in requestBody)) return undefined;
  const schema = requestBody.content['application/json']?.schema as JsonSchema | undefined; // of OpenAPI 3.1: JSON Schema
  const reference = schema?.['$ref'];
  return typeof reference === 'string' ? schemas[reference.slice(REF.length)] : schema;
}

/** A schema that stands alone: what it refers to comes with it. */
function withDefinitions(schema: JsonSchema, schemas: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const names = new Set<string>();
  const collect = (value: unknown): void => {
    for (const [, name = ''] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (names.has(name)) continue;
      names.add(name);
      collect(schemas[name]);
    }
  };
  collect(schema);
  if (names.size === 0) return schema;
  const $defs = Object.fromEntries([...names].map((name) => [name, schemas[name]]));
  return JSON.parse(JSON.stringify({ ...schema, $defs }).replaceAll(REF, '#/$defs/')) as JsonSchema; // the same, elsewhere
}
