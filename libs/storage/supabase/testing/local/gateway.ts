import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Transform } from 'node:stream';

export interface Gateway {
  readonly url: string;
  stop(): Promise<void>;
}

const PREFIX = '/rest/v1';
const END_OF_HEAD = '\r\n\r\n';
const LONGEST_HEAD = 64 * 1024;

/**
 * Stands where Supabase's gateway stands: takes `/rest/v1` off the path and passes all else on as it comes, byte for
 * byte, because what it costs is taken from what is measured here.
 */
export async function startGateway(postgrestPort: number, port = 0): Promise<Gateway> {
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    open.add(client.once('close', () => open.delete(client)));
    pass(client, postgrestPort);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // of a server that listens on a port
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const client of open) client.destroy();
      await closed;
    },
  };
}

function pass(client: Socket, port: number): void {
  const upstream = connect({ host: '127.0.0.1', port, noDelay: true });
  const shortened = new Shortened();
  const refuse = (status: string, message: string) => {
    client.end(answer(status, message));
    upstream.destroy();
  };
  shortened.once('error', ({ message }) => refuse('404 Not Found', message));
  upstream.once('error', () => refuse('503 Service Unavailable', 'PostgREST does not answer'));
  client.on('error', () => undefined); // it is closed then
  client.once('close', () => upstream.destroy());
  upstream.once('close', () => client.destroySoon());
  client.pipe(shortened).pipe(upstream).pipe(client);
}

/** The requests of one connection, one after the other, without the prefix. */
class Shortened extends Transform {
  #head = '';
  #bodyLeft = 0;

  override _transform(part: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    try {
      this.#take(part);
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #take(part: Buffer): void {
    let rest = part;
    while (rest.length > 0) {
      if (this.#bodyLeft > 0) {
        const body = rest.subarray(0, this.#bodyLeft);
        this.#bodyLeft -= body.length;
        this.push(body);
        rest = rest.subarray(body.length);
        continue;
      }
      const before = this.#head.length;
      this.#head += rest.toString('latin1');
      const end = this.#head.indexOf(END_OF_HEAD);
      if (end < 0) {
        if (this.#head.length > LONGEST_HEAD) throw new Error('the head of a request is too long');
        return;
      }
      const head = this.#head.slice(0, end + END_OF_HEAD.length);
      rest = rest.subarray(head.length - before);
      this.#head = '';
      this.#bodyLeft = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
      this.push(withoutPrefix(head), 'latin1');
    }
  }
}

function withoutPrefix(head: string): string {
  const path = head.indexOf(' ') + 1;
  if (!head.startsWith(`${PREFIX}/`, path)) throw new Error('only /rest/v1/ is served here');
  if (/\r\ntransfer-encoding:/i.test(head)) throw new Error('only bodies of a known length are taken here');
  return head.slice(0, path) + head.slice(path + PREFIX.length);
}

function answer(status: string, message: string): string {
  const body = JSON.stringify({ message });
  const head = [
    `HTTP/1.1 ${status}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
    'connection: close',
  ];
  return `${head.join('\r\n')}${END_OF_HEAD}${body}`;
}
