import type { FastifyInstance } from 'fastify';
import type { Tool } from './tools.ts';

/** What a tool answers: text for the model, the same as data, and whether it went wrong. */
export interface ToolResult {
  [key: string]: unknown;
  content: { type: 'text'; text: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
}

/** Asks the API, inside this process and with the caller's own key: the same rules, roles and limits as over HTTP. */
export async function call(
  server: FastifyInstance,
  tool: Tool,
  args: Readonly<Record<string, unknown>>,
  authorization: string,
): Promise<ToolResult> {
  const query: Record<string, string> = {};
  const body: Record<string, unknown> = {};
  let { path } = tool;
  for (const [name, value] of Object.entries(args)) {
    const place = tool.places[name];
    if (place === 'path') path = path.replace(`{${name}}`, encodeURIComponent(String(value)));
    else if (place === 'query') query[name] = String(value);
    else body[name] = value;
  }
  const answer = await server.inject({
    method: tool.method,
    path,
    query,
    headers: { authorization },
    ...(tool.takesBody ? { payload: body } : {}),
  });
  return resultOf(answer.statusCode, answer.body);
}

function resultOf(status: number, text: string): ToolResult {
  const data = (text ? JSON.parse(text) : {}) as Record<string, unknown>; // every answer of ours is an object, or nothing
  if (status >= 400) {
    const { detail, errors } = data;
    return {
      content: [{ type: 'text', text: `${String(detail)}${errors ? `\n${JSON.stringify(errors)}` : ''}` }],
      isError: true,
    };
  }
  return { content: [{ type: 'text', text: spoken(data) ?? (text || 'Done.') }], structuredContent: data };
}

/** What was answered to words is said in words. */
function spoken({ replies }: Readonly<Record<string, unknown>>): string | undefined {
  if (!Array.isArray(replies)) return undefined;
  return replies.map((reply: { text?: string }) => reply.text ?? '').join('\n\n');
}
