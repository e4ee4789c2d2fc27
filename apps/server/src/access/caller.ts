import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, AppError } from '#core';

/** Whose key a request came with, and which one. */
export interface Caller {
  readonly keyId: string;
  readonly actor: Actor;
  /** How many requests a minute the key may make; undefined: as many as anybody. */
  readonly requestsPerMinute?: number;
}

/** A request that has passed the guard. */
export type KeyedRequest = FastifyRequest & { caller?: Caller };

/** Who is calling; throws `unauthorized` on routes that ask for no key. */
export function callerOf({ caller }: KeyedRequest): Caller {
  if (!caller) throw new AppError('unauthorized', 'An API key is needed: Authorization: Bearer <key>');
  return caller;
}

/** Throws `forbidden` unless an admin is calling, with a key that is for running the place. */
export function mustBeAdmin({ actor: { role, scopes } }: Caller): void {
  if (role !== 'admin' || scopes?.includes('admin') === false)
    throw new AppError('forbidden', 'Only an admin may do this');
}

/** The person a request acts for. */
export const CurrentActor = createParamDecorator(
  (_: unknown, context: ExecutionContext): Actor => callerOf(context.switchToHttp().getRequest<KeyedRequest>()).actor,
);
