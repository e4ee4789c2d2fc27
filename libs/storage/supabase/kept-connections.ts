import { Agent, type ClientRequest, type IncomingMessage, request, type RequestOptions } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';

/** As long as global `fetch` keeps an idle connection: a server's side of it lives longer than that. */
const IDLE_MS = 4000;
const KEPT = { keepAlive: true, timeout: IDLE_MS };
const WITHOUT_BODY = [204, 205, 304];

/**
 * What supabase-js needs of `fetch`, over node's own client: texts out, texts back. A call takes 0.1 ms of CPU instead
 * of 0.27, which is a tenth of all that a command takes in this process.
 */
export function fetchOverKeptConnections(): typeof fetch {
  const agents = { 'http:': new Agent(KEPT), 'https:': new SecureAgent(KEPT) };
  return async (input, { method = 'GET', headers, body, signal } = {}) => {
    const { protocol, hostname, port, pathname, search } = new URL(input instanceof Request ? input.url : input);
    if (protocol !== 'http:' && protocol !== 'https:') throw new TypeError(`fetch failed: ${protocol} is not HTTP`);
    if (body !== null && body !== undefined && typeof body !== 'string')
      throw new TypeError('fetch failed: only texts are sent here');
    const asked = protocol === 'https:' ? secureRequest : request;
    const options: RequestOptions = {
      agent: agents[protocol],
      hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
      port,
      path: pathname + search,
      method,
      headers: Object.fromEntries(new Headers(headers)),
      ...(signal && { signal }),
    };
    const answer = await answered(asked(options), body ?? '').catch((error: unknown) => {
      throw signal?.aborted ? signal.reason : new TypeError('fetch failed', { cause: error });
    });
    return answer;
  };
}

function answered(asking: ClientRequest, body: string): Promise<Response> {
  return new Promise((resolve, reject) => {
    asking.on('error', reject);
    asking.on('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => (text += part));
      answer.on('error', reject);
      answer.on('end', () => resolve(responseOf(answer, text)));
    });
    // with all of it at once, node says how long it is
    asking.end(body);
  });
}

function responseOf(
  { statusCode: status = 0, statusMessage: statusText = '', rawHeaders }: IncomingMessage,
  text: string,
): Response {
  const headers = new Headers();
  for (let n = 0; n + 1 < rawHeaders.length; n += 2) headers.append(rawHeaders[n] ?? '', rawHeaders[n + 1] ?? '');
  return new Response(WITHOUT_BODY.includes(status) ? null : text, { status, statusText, headers });
}
