import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import { Count, Form } from './fields.ts';

/** Which part of a long answer is wanted. */
export class PageQuery {
  @Count(1, 200, { optional: true, description: 'How many at most; 20 when not said', example: 20 })
  readonly limit?: number;

  @Form(/^[\w-]+$/, 'the nextCursor of an earlier answer', {
    optional: true,
    max: 64,
    description: 'The nextCursor of the page before',
  })
  readonly cursor?: string;
}

/** Documents an answer of `{items, nextCursor}`. */
export const ApiPage = (model: Type): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ApiExtraModels(model),
    ApiOkResponse({
      schema: {
        type: 'object',
        required: ['items', 'nextCursor'],
        properties: {
          items: { type: 'array', items: { $ref: getSchemaPath(model) } },
          nextCursor: { type: 'string', nullable: true, description: 'null: there is no more' },
        },
      },
    }),
  );
