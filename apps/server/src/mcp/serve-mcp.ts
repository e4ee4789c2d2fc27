import type { McpHttpHandler } from '@modelcontextprotocol/server';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { VERSION } from '#core';
import { KeyRing, secretIn } from '../access/key-ring.ts';
import { apiDocument } from '../admin/api-document.ts';
import { sendProblem } from '../http/problem.filter.ts';
import { call } from './call.ts';
import { type Tool, toolsOf } from './tools.ts';

const INSTRUCTIONS =
  'FLRTS is the record of a field team: reports, lists, reminders, tasks. messagesSay takes a sentence as a person would ' +
  'say it; the other tools read and change records exactly. People and places are named in words or by id.';

/** Serves the Model Context Protocol at /mcp: the records' operations as tools, with the caller's own key and role. */
export function serveMcp(app: NestFastifyApplication): void {
  const keys = app.get(KeyRing);
  const server = app.getHttpAdapter().getInstance();
  let handler: Promise<McpHttpHandler> | undefined;
  server.route({
    method: ['GET', 'POST', 'DELETE'],
    url: '/mcp',
    handler: async (request, reply) => {
      try {
        await keys.callerOf(secretIn(request.headers.authorization));
        handler ??= handlerFor(app);
        await answer(await handler, request, reply);
      } catch (error) {
        // this route is not Nest's, and Nest's filters do not reach it
        sendProblem(error, request, reply);
      }
      return reply;
    },
  });
}

/** The SDK is loaded when somebody first asks for it. */
async function handlerFor(app: NestFastifyApplication): Promise<McpHttpHandler> {
  const { createMcpHandler, fromJsonSchema, McpServer } = await import('@modelcontextprotocol/server');
  const server = app.getHttpAdapter().getInstance();
  const tools = toolsOf(apiDocument(app));
  return createMcpHandler(({ requestInfo }) => {
    const authorization = requestInfo?.headers.get('authorization') ?? '';
    const mcp = new McpServer({ name: 'flrts', version: VERSION }, { instructions: INSTRUCTIONS });
    for (const tool of tools) {
      mcp.registerTool(
        tool.name,
        {
          description: tool.description,
          inputSchema: fromJsonSchema<Record<string, unknown>>(tool.input),
          annotations: manners(tool),
        },
        (args) => call(server, tool, args, authorization),
      );
    }
    return mcp;
  });
}

function manners({ method }: Tool): { readOnlyHint: boolean; destructiveHint: boolean; openWorldHint: boolean } {
  return { readOnlyHint: method === 'GET', destructiveHint: method === 'DELETE', openWorldHint: false };
}

async function answer(handler: McpHttpHandler, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const asked = new Request(new URL(request.url, 'http://localhost'), {
    method: request.method,
    headers: Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  });
  const response = await handler.fetch(asked, { parsedBody: request.body ?? undefined });
  void reply.status(response.status);
  for (const [name, value] of response.headers) void reply.header(name, value);
  void reply.send(response.body ?? '');
}
