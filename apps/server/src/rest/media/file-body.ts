import { Readable } from 'node:stream';
import fastifyMultipart from '@fastify/multipart';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { errorCodes, type FastifyRequest } from 'fastify';
import { AppError } from '#core';
import { LARGEST_BYTES } from '#media';

const ROUTES = '/v1/media';
/** Each is held in memory until it is stored. */
const AT_ONCE = 8;

/** A file as it came: what is in it, what they call it and what they say it is. */
export interface SentFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly name?: string | undefined;
  readonly type: string;
}

/** Lets the routes for media take files, and those alone: a form, or a body that is the file. */
export async function takeFiles(app: NestFastifyApplication): Promise<void> {
  // one byte more than is taken: what is cut off there is not mistaken for the whole
  const limits = { fileSize: LARGEST_BYTES + 1, files: 1, fields: 10, fieldSize: 1024 };
  await app.register(fastifyMultipart, { limits });
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', async (request) => {
    const isForm = /^multipart\//i.test(request.headers['content-type'] ?? '');
    if (isForm && !isForFiles(request)) throw notTaken(request);
  });
  server.removeContentTypeParser('text/plain');
  server.addContentTypeParser('*', async (request: FastifyRequest, payload: Readable) => {
    if (!isForFiles(request)) throw notTaken(request);
    // read by `sentFile`, when it is known who sends it: whoever may not is not waited for
    return payload;
  });
}

let underWay = 0;

/** The file of a request; throws `invalid` when there is none, `unavailable` while too many are being sent. */
export async function sentFile(request: FastifyRequest): Promise<SentFile> {
  if (underWay >= AT_ONCE) throw busy();
  underWay += 1;
  try {
    return await (request.isMultipart() ? formFile(request) : bodyFile(request));
  } finally {
    underWay -= 1;
  }
}

async function formFile(request: FastifyRequest): Promise<SentFile> {
  const file = await inForm(request);
  if (!file) throw missing('file', 'The form has no file in it');
  if (file.bytes.byteLength > LARGEST_BYTES) throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
  return file;
}

async function bodyFile({ body, headers }: FastifyRequest): Promise<SentFile> {
  if (!(body instanceof Readable))
    throw missing('body', 'The body must be the file, with its own Content-Type, or a form with a file in it');
  return { bytes: new Uint8Array(await collect(body)), type: headers['content-type'] ?? '' };
}

async function inForm(request: FastifyRequest): Promise<SentFile | undefined> {
  try {
    const part = await request.file();
    return part && { bytes: new Uint8Array(await part.toBuffer()), name: part.filename, type: part.mimetype };
  } catch (error) {
    // what the parser of forms says has a status when it is about a limit, and none when it cannot read on
    if (error instanceof Error && 'statusCode' in error) throw error;
    throw new AppError('invalid', 'This form cannot be read; it is broken or was cut off', { cause: error });
  }
}

async function collect(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // the connection stays whole, for an answer
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LARGEST_BYTES) throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
      chunks.push(chunk);
    }
  } catch (error) {
    if (size > LARGEST_BYTES) throw error;
    throw new AppError('invalid', 'This file was cut off on its way', { cause: error });
  }
  return Buffer.concat(chunks, size);
}

function isForFiles({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url === ROUTES || routeOptions.url?.startsWith(`${ROUTES}/`) === true;
}

function notTaken({ headers }: FastifyRequest): Error {
  return new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(headers['content-type']);
}

function busy(): AppError {
  return new AppError('unavailable', 'Many files are being sent just now; please try again in a moment', {
    retryAfterSeconds: 2,
  });
}

function missing(field: string, sentence: string): AppError {
  return new AppError('invalid', sentence, { fields: [{ field, problem: 'is missing' }] });
}
