import type { IncomingMessage } from 'node:http';
import { Arguments, type Upload } from './arguments.ts';
import { badRequest, Refusal } from './refusal.ts';

const LIMIT = 52 << 20;

/** Reads what a method is called with: query string, JSON, form or multipart. */
export async function readArguments(request: IncomingMessage, query: URLSearchParams): Promise<Arguments> {
  const body = await bytesOf(request);
  const given = Object.fromEntries(query);
  return body.length === 0 ? new Arguments(given) : parseBody(body, request.headers['content-type'] ?? '', given);
}

/** The same for a body that is already there, such as the answer of a webhook. */
export async function parseBody(body: Buffer, type: string, given: Record<string, unknown> = {}): Promise<Arguments> {
  if (type.includes('json')) return new Arguments({ ...given, ...jsonOf(body) });
  if (type.includes('urlencoded')) return new Arguments({ ...given, ...Object.fromEntries(params(body)) });
  if (type.includes('multipart/form-data')) return parseMultipart(body, type, given);
  return new Arguments(given);
}

async function parseMultipart(body: Buffer, type: string, given: Record<string, unknown>): Promise<Arguments> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData().catch(() => {
    throw badRequest("can't parse multipart body");
  });
  const fields: Record<string, unknown> = { ...given };
  const uploads = new Map<string, Upload>();
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = value;
    else uploads.set(name, { name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) });
  }
  return new Arguments(fields, uploads);
}

function jsonOf(body: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(body.toString()) as Record<string, unknown>; // only ever asked for fields by name
  } catch {
    throw badRequest("can't parse JSON object");
  }
}

function params(body: Buffer): URLSearchParams {
  return new URLSearchParams(body.toString());
}

function bytesOf(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LIMIT) chunks.push(chunk);
    });
    request.on('error', reject);
    request.on('end', () =>
      size > LIMIT ? reject(new Refusal(413, 'Request Entity Too Large')) : resolve(Buffer.concat(chunks)),
    );
  });
}
