import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { diagnose, problemOf } from './problem.ts';

const log = new Logger('Problem');

/** Answers every error, whoever raised it, with a problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    // Telegraf's handlers come through here as well; their caller is the webhook, which answers for them.
    if (host.getType() !== 'http') throw error;
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** Answers a request with the problem its error stands for; what is our fault goes to the log, never to the client. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const diagnosis = diagnose(error);
  const { status, code, retryAfterSeconds } = diagnosis;
  if (status >= 500) report(error, request, status);
  if (reply.sent) return;
  if (status === 401)
    void reply.header('www-authenticate', reply.getHeader('www-authenticate') ?? 'Bearer realm="flrts"');
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', retryAfterSeconds);
  if (code === 'unavailable' && retryAfterSeconds === undefined) void reply.header('retry-after', 2);
  void reply
    .status(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemOf(diagnosis, request.url, request.id)));
}

function report(error: unknown, request: FastifyRequest, status: number): void {
  const event = { requestId: request.id, method: request.method, route: request.routeOptions.url, status };
  if (status === 503) log.warn({ ...event, error: String(error) });
  else log.error({ ...event, error: String(error), stack: error instanceof Error ? error.stack : undefined });
}
