import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** Stands beside a container: workerd reaches the container through it by CONNECT, and tells it where outgoing calls go. */
export class Sidecar {
  readonly #server = createServer((request, response) => void this.#configure(request, response));
  readonly #sockets = new Set<Socket>();
  #egressPort: number | undefined;

  /** `portOfContainer`: where the process listens that plays the container; undefined while there is none. */
  constructor(private readonly portOfContainer: () => number | undefined) {
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.#server.on('connect', (_, socket: Socket, head: Buffer) => this.#tunnel(socket, head));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port; // it listens on TCP
  }

  /** Where workerd takes calls to hosts it answers itself. */
  get egressPort(): number | undefined {
    return this.#egressPort;
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    if (this.#server.listening) await new Promise((resolve) => this.#server.close(resolve));
  }

  async #configure(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const part of request) body += String(part);
    if (request.url === '/egress')
      this.#egressPort = (JSON.parse(body || '{}') as { port?: number }).port ?? this.#egressPort;
    response.writeHead(request.url === '/egress' || request.url === '/ca' ? 200 : 404).end('{}');
  }

  #tunnel(socket: Socket, head: Buffer): void {
    const port = this.portOfContainer();
    const refuse = () => socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n');
    if (port === undefined) return void refuse();
    const onward = connect(port, '127.0.0.1');
    onward.once('error', refuse);
    onward.once('connect', () => {
      onward.off('error', refuse);
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      join(socket, onward, head);
    });
  }
}

/** Lets two ends talk; what breaks one ends the other. */
export function join(one: Socket, other: Socket, head: Buffer): void {
  if (head.length > 0) other.write(head);
  one.on('error', () => other.destroy()).pipe(other);
  other.on('error', () => one.destroy()).pipe(one);
}
