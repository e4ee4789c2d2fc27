import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from './sidecar.ts';

/** In production the machine turns calls to a virtual host over to workerd; here the process has this as its proxy. */
export class EgressProxy {
  readonly #server = createServer((_, response) => response.writeHead(405).end('tunnels only'));
  readonly #sockets = new Set<Socket>();

  /** `egressPort`: where workerd takes such calls. */
  constructor(private readonly egressPort: () => number | undefined) {
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.#server.on('connect', ({ url = '' }, socket: Socket, head: Buffer) => this.#tunnel(url, socket, head));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`; // it listens on TCP
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** workerd's own listener takes a CONNECT as well, with the host's name in a header. */
  #tunnel(target: string, socket: Socket, head: Buffer): void {
    const port = this.egressPort();
    const refuse = () => socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n');
    if (port === undefined) return void refuse();
    const onward = connect(port, '127.0.0.1');
    onward.once('error', refuse);
    onward.once('connect', () => {
      const [host = ''] = target.split(':');
      onward.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\nX-Hostname: ${host}\r\n\r\n`);
    });
    onward.once('data', (answer: Buffer) => {
      onward.off('error', refuse);
      // workerd says nothing after its answer before it is asked something
      socket.write(answer);
      join(socket, onward, head);
    });
  }
}
