import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Bindings, restToBindings } from '../../../../apps/worker/src/bindings.ts';
import { FakeIndex } from './fake-index.ts';

/** An HTTP server on loopback, for an SDK to talk to. */
export interface VectorizeApi {
  readonly baseUrl: string;
  close(): Promise<void>;
}

/** The Worker's own code with a stand-in for its binding: an index that somebody has made before. */
export function startVectorizeBindings(index: FakeIndex): Promise<VectorizeApi> {
  // the part of the binding that the Worker uses
  const env = { INDEX: index } as unknown as Bindings;
  return serve((request) => restToBindings(request, env));
}

/** A stand-in for Vectorize's REST API: indexes are made over it, then it answers as a binding would. */
export function startVectorizeApi(): Promise<VectorizeApi> {
  const indexes = new Map<string, FakeIndex>();
  return serve(async (request) => {
    const { pathname } = new URL(request.url);
    const [, name = '', rest = ''] = /\/vectorize\/v2\/indexes(?:\/([^/]+))?(\/.*)?$/.exec(pathname) ?? [];
    if (!name && request.method === 'POST') {
      const made = (await request.json()) as { name: string; config: { dimensions: number } };
      if (indexes.has(made.name)) return said(400, 3002, 'vectorize.index.duplicate_name');
      if (made.config.dimensions > 1536) return said(400, 3001, 'dimensions');
      indexes.set(made.name, new FakeIndex(made.config.dimensions));
      return said(200, 0, made);
    }
    const index = indexes.get(name);
    if (!index) return said(404, 3000, 'vectorize.index.not_found');
    if (rest === '/metadata_index/list') {
      const list = [...index.filterable].map(([propertyName, indexType]) => ({ propertyName, indexType }));
      return said(200, 0, { metadataIndexes: list });
    }
    if (rest === '/metadata_index/create') {
      const { propertyName, indexType } = (await request.json()) as { propertyName: string; indexType: string };
      if (index.filterable.size === 10) return said(400, 40014, 'too many metadata indexes');
      index.filterable.set(propertyName, indexType);
      return said(200, 0, { mutationId: 'm' });
    }
    const isNdjson = request.headers.get('content-type') === 'application/x-ndjson';
    if (rest === '/upsert' && !isNdjson) return said(400, 40026, 'content type');
    return restToBindings(request, { INDEX: index } as unknown as Bindings);
  });
}

function said(status: number, code: number, what: unknown): Response {
  const errors = status < 400 ? [] : [{ code, message: String(what) }];
  return Response.json({ success: status < 400, errors, messages: [], result: status < 400 ? what : null }, { status });
}

async function serve(answer: (request: Request) => Promise<Response>): Promise<VectorizeApi> {
  const server = createServer((request, response) => {
    void (async () => {
      const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
      const init = {
        method: request.method ?? 'GET',
        headers: { 'content-type': request.headers['content-type'] ?? '' },
      };
      const url = `http://127.0.0.1${request.url ?? '/'}`;
      const answered = await answer(new Request(url, body.length > 0 ? { ...init, body } : init));
      response.writeHead(answered.status, Object.fromEntries(answered.headers));
      response.end(Buffer.from(await answered.arrayBuffer()));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    baseUrl: `http://127.0.0.1:${port}/client/v4`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
