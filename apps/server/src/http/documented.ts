import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Problem } from './problem.ts';

/** What the API document says once for all routes of a record: its tag, the key it needs, and how it fails. */
export const ApiRecords = (tag: string): ClassDecorator & MethodDecorator =>
  applyDecorators(
    ApiTags(tag),
    ApiBearerAuth(),
    ...problems({
      400: 'Something in the request is not as it should be; errors names the fields',
      401: 'No API key, or not a good one',
      403: 'This key may not do that',
      404: 'There is no such record',
      503: 'The records cannot be reached just now; try again after Retry-After seconds',
    }),
  );

/** The header by which a repeated request has its effect once. */
export const ApiIdempotent = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'The same key again with the same request gives the same answer and has no further effect',
      example: '7c9e6679-7425-40de',
    }),
    ...problems({ 409: 'It contradicts what is there', 422: 'The Idempotency-Key was used for a different request' }),
  );

/** The header by which nobody overwrites what they have not seen. */
export const ApiConditional = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'The ETag of the version that was read',
      example: '"3"',
    }),
    ...problems({ 409: 'It contradicts what is there', 412: 'The record has changed since it was read' }),
  );

/** What is answered when the record is not in a state for this. */
export const ApiConflicting = (description: string): MethodDecorator =>
  applyDecorators(...problems({ 409: description }));

function problems(meanings: Readonly<Record<number, string>>): (ClassDecorator & MethodDecorator)[] {
  return Object.entries(meanings).map(([status, description]) =>
    ApiResponse({ status: Number(status), description, type: Problem }),
  );
}
