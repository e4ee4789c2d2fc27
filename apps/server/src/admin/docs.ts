import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Settings } from '#config';
import { mustBeAdmin } from '../access/caller.ts';
import { KeyRing, secretIn } from '../access/key-ring.ts';
import { sendProblem } from '../http/problem.filter.ts';
import { apiDocument } from './api-document.ts';

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
    mustBeAdmin(await keys.callerOf(secretIn(request.headers.authorization, true)));
    return undefined;
  } catch (error) {
    // these routes are Swagger's, not Nest's, and Nest's filters do not reach them
    sendProblem(error, request, reply);
    return reply;
  }
}
