import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Gateway {
  readonly url: string;
  stop(): Promise<void>;
}

const PREFIX = '/rest/v1';

/** Stands where Supabase's gateway stands: takes `/rest/v1` off the path and passes all else on as it comes. */
export async function startGateway(postgrestPort: number, port = 0): Promise<Gateway> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const server = createServer((incoming, outgoing) => pass(incoming, outgoing, { agent, port: postgrestPort }));
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      agent.destroy();
    },
  };
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, upstream: { agent: Agent; port: number }): void {
  const path = incoming.url ?? '/';
  if (!path.startsWith(`${PREFIX}/`)) {
    outgoing.writeHead(404, { 'content-type': 'application/json' });
    outgoing.end(JSON.stringify({ message: 'only /rest/v1/ is served here' }));
    return;
  }
  const { method, headers } = incoming;
  const onward = request(
    { ...upstream, host: '127.0.0.1', path: path.slice(PREFIX.length), method, headers },
    (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    },
  );
  onward.on('error', () => {
    if (!outgoing.headersSent) outgoing.writeHead(503, { 'content-type': 'application/json' });
    outgoing.end(JSON.stringify({ message: 'PostgREST does not answer' }));
  });
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}
