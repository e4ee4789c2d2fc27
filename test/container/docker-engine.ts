import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { LocalContainer, type LocalImage } from './local-container.ts';
import { Sidecar } from './sidecar.ts';

/** What workerd names the program that stands between a container and the network. */
const SIDECAR = '--http-egress-port';

/**
 * Speaks as much of Docker's API as workerd asks for. An image is a command on this machine, a container its process;
 * beside each container workerd starts a sidecar, through which it reaches the container and is reached by it.
 */
export class DockerEngine {
  readonly #server: Server;
  readonly #image: LocalImage;
  readonly #containers = new Map<string, LocalContainer>();
  readonly #sidecars = new Map<string, Sidecar>();
  /** How many containers were started so far. */
  starts = 0;

  private constructor(image: LocalImage) {
    this.#image = image;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async listen(socketPath: string, image: LocalImage): Promise<DockerEngine> {
    const engine = new DockerEngine(image);
    await new Promise<void>((resolve) => engine.#server.listen(socketPath, resolve));
    return engine;
  }

  /** The process that runs just now. */
  get running(): LocalContainer | undefined {
    return [...this.#containers.values()].find((one) => one.status === 'running');
  }

  async close(): Promise<void> {
    await Promise.all([...this.#containers.values()].map((one) => one.kill('SIGKILL')));
    await Promise.all([...this.#sidecars.values()].map((one) => one.close()));
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://docker');
    const path = pathname.replace(/^\/v[\d.]+/, '');
    const body = await textOf(request);
    const [status, answer] = await this.#call(request.method ?? 'GET', path, searchParams, body);
    const text = answer === undefined ? '' : JSON.stringify(answer);
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    response.end(text);
  }

  async #call(method: string, path: string, query: URLSearchParams, body: string): Promise<[number, unknown?]> {
    if (path === '/networks/bridge')
      return [200, { IPAM: { Config: [{ Subnet: '127.0.0.0/8', Gateway: '127.0.0.1' }] } }];
    if (path === '/volumes') return [200, { Volumes: [] }];
    if (path === '/images/json') return [200, []];
    if (path === '/containers/create') return this.#create(query.get('name') ?? '', body);
    const [, name = '', act = ''] = /^\/containers\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
    const sidecar = this.#sidecars.get(name);
    if (sidecar) return this.#callSidecar(sidecar, name, method, act);
    const container = this.#containers.get(name);
    return container
      ? this.#callContainer(container, name, `${method} ${act}`, query)
      : [404, { message: 'no such container' }];
  }

  #create(name: string, body: string): [number, unknown] {
    if (this.#containers.has(name) || this.#sidecars.has(name)) return [409, { message: 'there is one of that name' }];
    const { Cmd: command = [], Env: env = [] } = JSON.parse(body) as { Cmd?: string[]; Env?: string[] }; // Docker's own
    if (command.includes(SIDECAR)) this.#sidecars.set(name, new Sidecar(() => this.running?.port));
    else this.#containers.set(name, new LocalContainer(this.#image, env, () => this.#egressPort()));
    return [201, { Id: name, Warnings: [] }];
  }

  async #callSidecar(sidecar: Sidecar, name: string, method: string, act: string): Promise<[number, unknown?]> {
    if (method === 'DELETE') {
      this.#sidecars.delete(name);
      await sidecar.close();
      return [204];
    }
    if (act === 'start') await sidecar.listen();
    if (act !== 'json') return [act === 'wait' ? 200 : 204, act === 'wait' ? { StatusCode: 0 } : undefined];
    const ports = { '39001/tcp': [{ HostIp: '127.0.0.1', HostPort: String(sidecar.port) }] };
    return [200, { Id: name, State: { Status: 'running', Running: true }, NetworkSettings: { Ports: ports } }];
  }

  async #callContainer(
    container: LocalContainer,
    name: string,
    act: string,
    query: URLSearchParams,
  ): Promise<[number, unknown?]> {
    switch (act) {
      case 'DELETE ':
        this.#containers.delete(name);
        await container.kill('SIGKILL');
        return [204];
      case 'GET json':
        return [
          200,
          {
            Id: name,
            State: { Status: container.status, Running: container.status === 'running' },
            NetworkSettings: { Ports: {} },
          },
        ];
      case 'POST start':
        if (container.status === 'running') return [304];
        this.starts += 1;
        await container.start();
        return [204];
      case 'POST wait':
        return [200, { StatusCode: await container.ended }];
      case 'POST kill':
      case 'POST stop':
        container.signal((query.get('signal') ?? 'SIGTERM') as NodeJS.Signals); // Docker knows the same names
        return [204];
      default:
        return act.endsWith(' archive') ? [200] : [404, { message: `not spoken here: ${act}` }];
    }
  }

  #egressPort(): number | undefined {
    return [...this.#sidecars.values()].find((one) => one.egressPort !== undefined)?.egressPort;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer); // no encoding is set
  return Buffer.concat(parts).toString();
}
