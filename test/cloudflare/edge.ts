import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Break {
  readonly build: string;
  readonly method: string;
  readonly path: string;
}

/** Where people reach what was deployed: the running image answers, and `/health` says which one that is. */
export class Edge {
  readonly #target: URL;
  readonly #running: () => string | undefined;
  readonly #breaks: Break[] = [];
  readonly #server: Server = createServer((incoming, outgoing) => this.#serve(incoming, outgoing));

  private constructor(target: string, running: () => string | undefined) {
    this.#target = new URL(target);
    this.#running = running;
  }

  static async before(target: string, running: () => string | undefined): Promise<Edge> {
    const edge = new Edge(target, running);
    await new Promise<void>((resolve) => edge.#server.listen(0, '127.0.0.1', resolve));
    return edge;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`; // it listens on a port
  }

  /** This build answers 500 to such requests. */
  breakBuild(build: string, method: string, path: string): void {
    this.#breaks.push({ build, method, path });
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #serve(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const build = this.#running()?.split(':').at(-1);
    const { method, url: path = '/', headers } = incoming;
    if (!build) return void outgoing.writeHead(503).end('no instance');
    if (this.#breaks.some((one) => one.build === build && one.method === method && path.startsWith(one.path)))
      return void outgoing.writeHead(500).end('broken');
    const { hostname: host, port } = this.#target;
    const onward = request({ host, port, method, path, headers }, async (answer) => {
      const body = Buffer.concat(await answer.toArray());
      const named = path === '/health' ? Buffer.from(JSON.stringify({ ...JSON.parse(body.toString()), build })) : body;
      // how long it is is told anew, and so not that it comes in pieces
      const { 'transfer-encoding': _, ...kept } = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 502, { ...kept, 'content-length': named.length }).end(named);
    });
    incoming.pipe(onward);
  }
}
