import type { OpenAPIObject } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Responses = Record<string, Response>;
interface Response {
  description: string;
  headers?: Record<string, object>;
  content?: Record<string, object>;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const PROBLEM = 'application/problem+json';
const problem = { schema: { $ref: '#/components/schemas/Problem' } };

const HEADERS = {
  'X-Request-Id': { description: "The request's name in the log", schema: { type: 'string' } },
  'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer', minimum: 0 } },
  ETag: { description: 'The version of the record, for If-Match', schema: { type: 'string' } },
  Location: { description: 'Where the record is now', schema: { type: 'string' } },
  'Idempotency-Replayed': { description: 'true: this is the answer of an earlier request', schema: { type: 'string' } },
};

/** What stands for a record in a path. */
const RECORD_ID = { type: 'string', format: 'uuid' };

const MEANINGS: Readonly<Record<string, string>> = { 200: 'OK', 201: 'Created', 204: 'Done; there is nothing to say' };

/** Says of every operation what Nest cannot know: how errors look, which headers come, what else may be answered. */
export function completed(document: OpenAPIObject): OpenAPIObject {
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (operation) complete(operation);
    }
  }
  return document;
}

function complete(operation: Operation): void {
  const responses = operation.responses as Responses; // Nest writes responses out, it makes no references of them
  const { parameters = [] } = operation;
  const keyed = Boolean(operation.security?.length);
  operation.security ??= [];
  for (const one of parameters) if ('in' in one && one.in === 'path' && /id$/i.test(one.name)) one.schema = RECORD_ID;
  if (operation.requestBody) {
    responses['413'] ??= { description: 'The body is too large' };
    responses['415'] ??= { description: 'The body is of a type that is not understood' };
  }
  if (parameters.some((one) => 'in' in one && one.in === 'path'))
    responses['414'] ??= { description: 'The address is too long' };
  if (keyed) responses['429'] ??= { description: 'Too many requests; try again after Retry-After seconds' };
  responses['400'] ??= { description: 'Something in the request is not as it should be' };
  responses['500'] ??= { description: 'Something went wrong on our side; the log tells more under the requestId' };
  if (responses['201'] && isRepeatable(operation)) {
    responses['200'] ??= { ...responses['201'], description: 'It was done before, by the same request' };
  }
  for (const [status, response] of Object.entries(responses)) describe(status, response, isRepeatable(operation));
}

function describe(status: string, response: Response, repeatable: boolean): void {
  response.description ||= MEANINGS[status] ?? 'OK';
  const headers = ['X-Request-Id'];
  if (Number(status) >= 400) response.content = { [PROBLEM]: problem };
  if (status === '429' || status === '503') headers.push('Retry-After');
  if (Number(status) < 300 && hasVersion(response)) headers.push('ETag');
  if (status === '201') headers.push('Location');
  if (Number(status) < 300 && repeatable) headers.push('Idempotency-Replayed');
  response.headers = Object.fromEntries(
    headers.map((name) => [name, HEADERS[name as keyof typeof HEADERS]]), // names of that very record
  );
}

function isRepeatable({ parameters = [] }: Operation): boolean {
  return parameters.some((one) => 'name' in one && one.name === 'Idempotency-Key');
}

/** Records are what has a version; their views are named so. */
function hasVersion({ content }: Response): boolean {
  return /"#\/components\/schemas\/(?:Task|List|Reminder|Report|Person|Site|Webhook)View"/.test(
    JSON.stringify(content ?? {}),
  );
}
