import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Gateway, startGateway } from './gateway.ts';

describe('what stands where the gateway of Supabase stands', () => {
  let postgrest: Server;
  let gateway: Gateway;

  beforeEach(async () => {
    postgrest = createServer((incoming, outgoing) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('end', () => outgoing.end(`${incoming.method} ${incoming.url} ${Buffer.concat(parts).toString()};`));
    });
    await once(postgrest.listen(0, '127.0.0.1'), 'listening');
    gateway = await startGateway((postgrest.address() as AddressInfo).port); // of a server that listens on a port
  });

  afterEach(async () => {
    await gateway.stop();
    postgrest.close();
    postgrest.closeAllConnections();
  });

  it('passes requests on without the prefix, and answers back', async () => {
    const post = await fetch(`${gateway.url}/rest/v1/rpc/f`, { method: 'POST', body: 'año' });
    expect(await post.text()).toBe('POST /rpc/f año;');
    expect(await (await fetch(`${gateway.url}/rest/v1/tasks?a=/rest/v1/`)).text()).toBe('GET /tasks?a=/rest/v1/ ;');
  });

  it('finds where one request ends and the next begins, wherever they are cut', async () => {
    const first = 'POST /rest/v1/a HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\n\r\n\r\n12';
    const second = 'GET /rest/v1/b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
    for (let cut = 1; cut < first.length + second.length; cut += 1) {
      const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1').setNoDelay();
      let got = '';
      socket.on('data', (part: Buffer) => (got += part.toString()));
      const both = first + second;
      socket.write(both.slice(0, cut), () => setImmediate(() => socket.write(both.slice(cut))));
      await once(socket, 'close');
      expect(got.match(/(POST|GET) [^;]*;/g)).toEqual(['POST /a \r\n\r\n12;', 'GET /b ;']);
    }
  });

  it('serves nothing else', async () => {
    const got = await fetch(`${gateway.url}/auth/v1/user`);
    expect([got.status, await got.json()]).toEqual([404, { message: 'only /rest/v1/ is served here' }]);
  });

  it('says when PostgREST is not there', async () => {
    const closed = once(postgrest, 'close');
    postgrest.close();
    postgrest.closeAllConnections();
    await closed;
    const got = await fetch(`${gateway.url}/rest/v1/tasks`);
    expect([got.status, await got.json()]).toEqual([503, { message: 'PostgREST does not answer' }]);
  });
});
