import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';

/** A record with what HTTP says around it: where it is now, and whether this is the answer of an earlier request. */
export class Answer<T> {
  private constructor(
    readonly body: T,
    readonly replayed: boolean,
    readonly location?: string,
  ) {}

  static of<T>(body: T, replayed = false): Answer<T> {
    return new Answer(body, replayed);
  }

  /** A new record under `collection`. */
  static created<T extends { readonly id: string }>(collection: string, body: T, replayed = false): Answer<T> {
    return new Answer(body, replayed, `${collection}/${body.id}`);
  }
}

/** Says status, Location, Idempotency-Replayed and ETag for what controllers answer. */
export class AnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map((value: unknown) => say(value, reply)));
  }
}

function say(value: unknown, reply: FastifyReply): unknown {
  if (!(value instanceof Answer)) return tag(value, reply);
  if (value.replayed) void reply.status(200).header('idempotency-replayed', 'true');
  if (value.location) void reply.header('location', value.location);
  if (value.location && !value.replayed) void reply.status(201);
  return tag(value.body, reply);
}

function tag(body: unknown, reply: FastifyReply): unknown {
  if (typeof body === 'object' && body !== null && 'version' in body && typeof body.version === 'number') {
    void reply.header('etag', `"${body.version}"`);
  }
  return body;
}
