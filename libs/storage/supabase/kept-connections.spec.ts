import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { clientFor } from './client.supabase.ts';
import { fetchOverKeptConnections } from './kept-connections.ts';

describe('fetch over kept connections', () => {
  let server: Server;
  let url: string;
  let connections: number;
  let answer: (asked: { incoming: IncomingMessage; body: string }, outgoing: ServerResponse) => unknown;
  const ask = fetchOverKeptConnections();

  beforeEach(async () => {
    connections = 0;
    server = createServer((incoming, outgoing) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('end', () => answer({ incoming, body: Buffer.concat(parts).toString() }, outgoing));
    });
    server.on('connection', () => (connections += 1));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // of a server that listens on a port
  });

  afterEach(async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  });

  it('sends what it is given and brings back what is answered, letters of two and four bytes and all', async () => {
    answer = ({ incoming: { method, url: path, headers }, body }, outgoing) => {
      outgoing.writeHead(206, 'Partly', { 'content-range': '0-1/2', 'content-type': 'application/json' });
      outgoing.end(JSON.stringify([method, path, headers['prefer'], headers['content-length'], body]));
    };
    const given = { method: 'PATCH', headers: new Headers({ prefer: 'count=exact' }), body: 'año 🔔' };
    const got = await ask(`${url}/rest/v1/tasks?id=eq.1`, given);
    expect([got.status, got.statusText, got.ok, got.headers.get('content-range')]).toEqual([
      206,
      'Partly',
      true,
      '0-1/2',
    ]);
    expect(await got.json()).toEqual(['PATCH', '/rest/v1/tasks?id=eq.1', 'count=exact', '9', 'año 🔔']);
  });

  it('asks again over the connection it has', async () => {
    answer = (_, outgoing) => outgoing.end('1');
    for (let n = 0; n < 5; n += 1) await (await ask(url)).text();
    expect(connections).toBe(1);
  });

  it('knows answers without a body', async () => {
    answer = (_, outgoing) => outgoing.writeHead(204).end();
    const got = await ask(url, { method: 'DELETE' });
    expect([got.status, await got.text()]).toEqual([204, '']);
  });

  it('says with what reason it was stopped, before an answer and in the middle of one', async () => {
    for (const begin of [() => undefined, (outgoing: ServerResponse) => outgoing.write('[1,')]) {
      const stop = new AbortController();
      answer = (_, outgoing) => {
        begin(outgoing);
        setImmediate(() => stop.abort(new Error('took too long')));
      };
      await expect(ask(url, { signal: stop.signal })).rejects.toThrow('took too long');
    }
    await expect(ask(url, { signal: AbortSignal.abort(new Error('never asked')) })).rejects.toThrow('never asked');
  });

  it('fails when nobody listens, and when an answer breaks off', async () => {
    answer = ({ incoming }, outgoing) => {
      outgoing.writeHead(200, { 'content-length': '100' });
      outgoing.write('half', () => incoming.socket.destroy());
    };
    await expect(ask(url)).rejects.toThrow(TypeError);
    await expect(ask('http://127.0.0.1:1/')).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  });

  it('is told by supabase-js as an outage, as the other one is', async () => {
    answer = ({ incoming }) => incoming.socket.destroy();
    const [ours, theirs] = await Promise.all(
      [ask, fetch].map(async (one) => clientFor(url, 'key', one).rpc('commit_steps', { p: {} })),
    );
    expect([ours?.status, ours?.error?.code, ours?.data]).toEqual([theirs?.status, theirs?.error?.code, theirs?.data]);
    expect(ours?.status).toBe(0);
  });
});
