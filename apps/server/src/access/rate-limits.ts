import rateLimit, { type errorResponseBuilderContext } from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { AppError } from '#core';
import type { Caller } from './caller.ts';
import { KeyRing, secretIn } from './key-ring.ts';

/** A key that says nothing else may make so many requests a minute of one instance: a program gone wild, no crew at work. */
const MOST_PER_MINUTE = 120_000;
/** Whoever comes without a good key is told so, up to so many times a minute. */
const STRANGERS_PER_MINUTE = 600;
const KEPT_AT_MOST = 10_000;

/** Counts the requests of each key, and of each address that has none; tells them how many are left, and says 429 after. */
export async function limitRates(app: NestFastifyApplication): Promise<void> {
  const keys = app.get(KeyRing);
  const callers = new WeakMap<FastifyRequest, Caller>();
  await app.register(rateLimit, {
    hook: 'onRequest',
    timeWindow: 60_000,
    cache: KEPT_AT_MOST,
    enableDraftSpec: true,
    skipOnError: true,
    allowList: ({ url }) => !/^\/(?:v1|mcp)(?:\/|\?|$)/.test(url),
    keyGenerator: async (request) => {
      const caller = await keys.callerOf(secretIn(request.headers.authorization)).catch(() => undefined);
      if (!caller) return `address:${request.ip}`;
      callers.set(request, caller);
      return `key:${caller.keyId}`;
    },
    max: (request) => {
      const caller = callers.get(request);
      return caller ? (caller.requestsPerMinute ?? MOST_PER_MINUTE) : STRANGERS_PER_MINUTE;
    },
    errorResponseBuilder: tooMany,
  });
}

function tooMany(_: FastifyRequest, { max, ttl }: errorResponseBuilderContext): AppError {
  const retryAfterSeconds = Math.max(1, Math.ceil(ttl / 1000));
  return new AppError('limit', `More than ${max} requests a minute; try again in ${retryAfterSeconds} s`, {
    retryAfterSeconds,
  });
}
