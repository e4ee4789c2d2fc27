import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Settings } from '#config';
import { limitRates } from './access/rate-limits.ts';
import { serveDocs } from './admin/docs.ts';
import { sendProblem } from './http/problem.filter.ts';
import { addSecurityHeaders } from './http/security-headers.ts';
import { refuseDepth } from './http/text.ts';
import { validation } from './http/validation.ts';
import { serveMcp } from './mcp/serve-mcp.ts';
import { takeFiles } from './rest/media/file-body.ts';
import { InFlight } from './process/in-flight.ts';
import { JsonLogger } from './process/json-logger.ts';
import { Metrics } from './process/metrics.ts';

/** Beside this folder in the source and in what is built from it. */
const CHAT_PAGE = join(import.meta.dirname, '../../miniapp');

/** Fastify's own body parser takes JSON and nothing else. What Nest logged before a start failed is not shown: why is said in words. */
export const OPTIONS = { bufferLogs: true, autoFlushLogs: false, bodyParser: false, abortOnError: false } as const;

/** The server as all starts need it, tests among them. */
export function fastify(): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: 256 * 1024,
    keepAliveTimeout: 65_000,
    // Fastify would wait for the rest of a body for ever
    requestTimeout: 300_000,
    // whoever still sends when the product has waited for what was in flight would keep a test from ending
    forceCloseConnections: true,
    requestIdHeader: false,
    genReqId: requestId,
    frameworkErrors,
  });
}

/** Pipes, headers, hooks, chat page, Swagger UI and MCP. */
export async function setUp(app: NestFastifyApplication): Promise<void> {
  app.useLogger(new JsonLogger(app.get(Settings)));
  app.flushLogs();
  app.useGlobalPipes(validation());
  await limitRates(app);
  addHooks(app);
  await takeFiles(app);
  await app.register(fastifyStatic, { root: CHAT_PAGE, prefix: '/app/', index: 'index.html', maxAge: 0 });
  app
    .getHttpAdapter()
    .getInstance()
    .get('/', (_, reply) => reply.sendFile('index.html'));
  serveDocs(app);
  serveMcp(app);
}

function addHooks(app: NestFastifyApplication): void {
  const inFlight = app.get(InFlight);
  const metrics = app.get(Metrics);
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', async (request, reply) => {
    inFlight.begin();
    reply.raw.once('close', () => inFlight.end());
    addHeaders(request, reply);
  });
  server.addHook('preValidation', async (request) => {
    refuseDepth(request.body);
  });
  server.addHook('onSend', async (_, reply) => {
    if (inFlight.draining) void reply.header('connection', 'close');
  });
  server.addHook('onResponse', async (request, reply) => {
    metrics.request(request.method, request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime / 1000);
  });
}

/** Errors so early that no hook has run: an address that cannot be read. */
function frameworkErrors(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  addHeaders(request, reply);
  sendProblem(error, request, reply);
}

function addHeaders(request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('x-request-id', request.id);
  addSecurityHeaders(request, reply);
}

/** The caller's own id for a request, if it is fit for a log. */
function requestId({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const said = headers['x-request-id'];
  return typeof said === 'string' && /^[\w.:-]{1,64}$/.test(said) ? said : randomUUID();
}
