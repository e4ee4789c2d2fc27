import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { VERSION } from '#core';
import { completed } from './document-details.ts';

const TAGS = {
  messages: 'What people say, in words',
  tasks: 'Tasks and subtasks',
  lists: 'Lists and what is on them',
  reminders: 'What somebody is to be told, and when',
  people: 'The crew',
  sites: 'The places where work happens',
  keys: 'API keys',
  audit: 'What was done, what was purged, and how long things are kept',
  webhooks: 'Other programs that are told what happens',
  telegram: "Where Telegram's updates come in",
  health: 'Probes and counters',
};

/** The API's document: OpenAPI 3.1, complete enough to generate a client from. */
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
    .addServer('/', 'This server')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key, as the first start prints it' });
  for (const [tag, description] of Object.entries(TAGS)) builder.addTag(tag, description);
  return completed(SwaggerModule.createDocument(app, builder.build(), { operationIdFactory: nameOf }));
}

/** `TasksController.create` is `tasksCreate`. */
function nameOf(controller: string, method: string): string {
  const name = controller.replace(/Controller$/, '');
  return name.charAt(0).toLowerCase() + name.slice(1) + method.charAt(0).toUpperCase() + method.slice(1);
}
