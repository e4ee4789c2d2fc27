/** The parts of the API's document that its page shows. */
export interface ApiDocument {
  readonly info: { readonly version: string; readonly description: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly {
    name: string;
    in: string;
    required?: boolean;
    description?: string;
    schema?: Schema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema?: Schema }>> };
  readonly responses: Readonly<
    Record<string, { description: string; content?: Readonly<Record<string, { schema?: Schema }>> }>
  >;
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly example?: unknown;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
}

const INTRODUCTION = `# API

Made from the API's own document by \`npm run docs:api\`; the same, to try out, is at \`/docs\`, and for programs at
\`/docs-json\` (OpenAPI 3.1).

- **Who asks**: \`Authorization: Bearer <API key>\`. A key acts for a person, within its scopes (read, write, admin).
- **Errors** are problem documents (RFC 9457, \`application/problem+json\`) with a stable \`code\`, a \`detail\` for people,
  the \`requestId\` that is in the log, and \`errors\` naming the fields.
- **Long answers** are \`{items, nextCursor}\`; ask again with \`?cursor=\`. Rows that come meanwhile move no page.
- **Again, safely**: \`Idempotency-Key\` on POST. The same key and request answers the same, with
  \`Idempotency-Replayed: true\`; another request under it is 422.
- **Nobody overwritten**: \`If-Match\` with the \`ETag\` that was read; 412 when it has changed since.
- **Not too fast**: \`RateLimit-*\` headers say how many requests are left; 429 and \`Retry-After\` when none are.
- **Not there just now**: 503 and \`Retry-After\`; nothing was stored.
- **Told instead of asking**: \`/v1/webhooks\`, signed as Standard Webhooks. **Assistants**: \`/mcp\`.
`;

/** The API's document as a page. */
export function markdownOf(document: ApiDocument): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
  );
  const sections = document.tags.map(({ name, description }) => {
    const own = operations.filter(({ tags }) => tags[0] === name);
    return [`## ${name}`, description, table(own), ...own.flatMap(details)].join('\n\n');
  });
  return `${[INTRODUCTION.trim(), ...sections, '## Shapes', ...shapesOf(document)].join('\n\n')}\n`;
}

type Placed = Operation & { readonly path: string; readonly method: string };

function table(operations: readonly Placed[]): string {
  return rows(
    ['', ''],
    operations.map(({ method, path, summary }) => [`\`${method} ${path}\``, summary]),
  );
}

function details({ method, path, parameters = [], requestBody, responses }: Placed): string[] {
  const asked = parameters.filter((one) => one.in === 'query');
  const body = Object.values(requestBody?.content ?? {})[0]?.schema;
  const answers = Object.entries(responses)
    .filter(([status]) => Number(status) < 300)
    .map(([status, { content }]) => `${status} ${typeOf(Object.values(content ?? {})[0]?.schema)}`.trim());
  if (asked.length === 0 && !body) return [];
  const query = asked.map(({ name, schema, description }) => [`\`${name}\``, typeOf(schema), description ?? '']);
  return [
    `**\`${method} ${path}\`**${body ? ` takes ${typeOf(body)},` : ''} answers ${answers.join(', ') || 'nothing'}.`,
    ...(query.length > 0 ? [rows(['query', 'type', ''], query)] : []),
  ];
}

function shapesOf({ components: { schemas } }: ApiDocument): string[] {
  return Object.entries(schemas)
    .filter(([, { properties }]) => properties && Object.keys(properties).length > 0)
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .flatMap(([name, { properties = {}, required = [] }]) => [
      `### ${name}`,
      rows(
        ['field', 'type', ''],
        Object.entries(properties).map(([field, schema]) => [
          `\`${field}\`${required.includes(field) ? '' : '?'}`,
          typeOf(schema),
          schema.description ?? '',
        ]),
      ),
    ]);
}

function typeOf(schema: Schema | undefined): string {
  if (!schema) return '';
  if (schema.$ref) return schema.$ref.replace('#/components/schemas/', '');
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.enum) return schema.enum.map((one) => `\`${String(one)}\``).join(', ');
  if (schema.properties?.['items']) return `page of ${typeOf(schema.properties['items'].items)}`;
  const types = schema.type === undefined ? ['any'] : [schema.type].flat();
  return types
    .map((type) => (type === 'array' ? `${typeOf(schema.items)}[]` : type === 'null' ? type : (schema.format ?? type)))
    .join(' or ');
}

function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}
