import { createParamDecorator, type ExecutionContext, Param, ParseUUIDPipe } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppError } from '#core';

/** A record's id in the path. */
export const RecordId = (name = 'id'): ParameterDecorator =>
  Param(
    name,
    new ParseUUIDPipe({
      exceptionFactory: () =>
        new AppError('invalid', `${name} must be a UUID`, { fields: [{ field: name, problem: 'must be a UUID' }] }),
    }),
  );

/** The version a program has read, from If-Match; undefined when it does not care. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number | undefined => {
  const said = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (said === undefined || said === '*') return undefined;
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(said)?.[1];
  if (version) return Number(version);
  const problem = 'must be the ETag of an earlier answer, like "3"';
  throw new AppError('invalid', `If-Match ${problem}`, { fields: [{ field: 'if-match', problem }] });
});
