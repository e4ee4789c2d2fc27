import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openTestDatabase, type TestDatabase } from '../../libs/storage/supabase/testing/index.ts';
import { EMBEDDED_KEY } from '../../libs/storage/supabase/client.supabase.ts';

/** A Supabase as far as the product and its Worker see one: the embedded database answering over HTTP. */
export interface RecordsServer {
  readonly url: string;
  readonly key: string;
  readonly database: TestDatabase;
  close(): Promise<void>;
}

export async function startRecords(): Promise<RecordsServer> {
  const database = await openTestDatabase();
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const answer = await database.fetch(await requestOf(incoming));
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
      outgoing.end(Buffer.from(await answer.arrayBuffer()));
    })().catch((error: unknown) => outgoing.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // it listens on TCP
    key: EMBEDDED_KEY,
    database,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
    },
  };
}

async function requestOf(incoming: IncomingMessage): Promise<Request> {
  const { method = 'GET', url = '/', headers } = incoming;
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer); // no encoding is set
  const body = Buffer.concat(parts);
  const pairs = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  return new Request(`http://records${url}`, { method, headers: pairs, ...(body.length > 0 ? { body } : {}) });
}
