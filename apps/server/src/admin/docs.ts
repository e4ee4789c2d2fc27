import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError, VERSION } from '#core';
import { Settings } from '#config';
import { KeyRing, secretIn } from '../access/key-ring.ts';
import { sendProblem } from '../http/problem.filter.ts';

const TAGS = {
  messages: 'What people say, in words',
  tasks: 'Tasks and subtasks',
  lists: 'Lists and what is on them',
  reminders: 'What somebody is to be told, and when',
  people: 'The crew',
  sites: 'The places where work happens',
  keys: 'API keys',
  telegram: "Where Telegram's updates come in",
  health: 'Probes and counters',
};

/** The API's document. */
export function apiDocument(app: NestFastifyApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('FLRTS')
    .setDescription(
      'Field reports, lists, reminders, tasks and subtasks, by saying so. Errors are problem documents (RFC 9457); ' +
        'long answers come as {items, nextCursor}; POST takes an Idempotency-Key, PATCH and DELETE take If-Match.',
    )
    .setVersion(VERSION)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key, as the first start prints it' });
  for (const [tag, description] of Object.entries(TAGS)) builder.addTag(tag, description);
  return SwaggerModule.createDocument(app, builder.build());
}

/** Serves the document and Swagger UI: to everybody on trial, to admins otherwise. */
export function serveDocs(app: NestFastifyApplication): void {
  const keys = app.get(KeyRing);
  if (!app.get(Settings).onTrial) {
    app
      .getHttpAdapter()
      .getInstance()
      .addHook('onRequest', (request, reply) => admitAdmins(keys, request, reply));
  }
  SwaggerModule.setup('docs', app, () => apiDocument(app), {
    jsonDocumentUrl: 'docs-json',
    customSiteTitle: 'FLRTS API',
    swaggerOptions: { persistAuthorization: true, displayRequestDuration: true },
  });
}

/** A browser cannot send a Bearer key by itself, so it is asked for a password: any name, and the key. */
async function admitAdmins(keys: KeyRing, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  if (!/^\/docs(?:[/?-]|$)/.test(request.url)) return undefined;
  void reply.header('www-authenticate', 'Basic realm="flrts admin, with the API key as password"');
  try {
    const { actor } = await keys.callerOf(secretIn(request.headers.authorization, true));
    if (actor.role !== 'admin') throw new AppError('forbidden', 'Only an admin may see this');
    return undefined;
  } catch (error) {
    // these routes are Swagger's, not Nest's, and Nest's filters do not reach them
    sendProblem(error, request, reply);
    return reply;
  }
}
