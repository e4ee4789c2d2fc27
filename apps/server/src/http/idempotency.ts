import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { AppError } from '#core';
import type { Idempotency } from '#stores';
import { callerOf, type KeyedRequest } from '../access/caller.ts';
import { IDEMPOTENCY_KEY } from './problem.ts';

/** The request's Idempotency-Key, if it has one, and what the request was, to tell a repetition from a mistake. */
export const Idempotent = createParamDecorator((_: unknown, context: ExecutionContext): Idempotency | undefined =>
  idempotencyOf(context.switchToHttp().getRequest<KeyedRequest>()),
);

/** The same without the request: for whoever tells requests apart by something better than their JSON. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined =>
  keyOf(context.switchToHttp().getRequest<KeyedRequest>()),
);

function idempotencyOf(request: KeyedRequest): Idempotency | undefined {
  const sourceId = keyOf(request);
  if (sourceId === undefined) return undefined;
  return { sourceId, requestHash: hashOf([request.method, request.url, request.body ?? null]) };
}

/** Two keys of two callers are two. */
function keyOf(request: KeyedRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) throw malformed();
  return `${callerOf(request).keyId}:${key}`;
}

function malformed(): AppError {
  const problem = 'must be 1 to 255 visible ASCII characters';
  return new AppError('invalid', `${IDEMPOTENCY_KEY} ${problem}`, { fields: [{ field: 'idempotency-key', problem }] });
}

/** The same for the same content, whatever the order of its keys. */
function hashOf(content: unknown): string {
  const sorted = JSON.stringify(content, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(sorted).digest('hex');
}
