import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Asked, Refusal, type Route } from './answers.ts';
import { Containers } from './containers.ts';
import { Pages } from './pages.ts';
import { Storage } from './storage.ts';
import { Workers } from './workers.ts';

export const ACCOUNT = '0123456789abcdef0123456789abcdef';
export const TOKEN = 'token-of-the-double';

/**
 * The part of Cloudflare's API that our commands, its SDK and wrangler use to deploy, on loopback. Written from what
 * wrangler 4.164 and the SDK 7.3 ask; what Cloudflare does with an image, or how long it takes, is not in it.
 */
export class CloudflareDouble {
  readonly workers = new Workers();
  readonly containers = new Containers();
  readonly pages = new Pages();
  readonly storage = new Storage();
  /** `GET /path`, in the order asked. */
  readonly asked: string[] = [];
  /** What nothing here answers. */
  readonly unknown: string[] = [];
  readonly #server: Server = createServer((request, response) => void this.#serve(request, response));
  readonly #routes: readonly Route[] = [
    ['GET', /^\/tokens\/verify$/, () => ({ id: 'token', status: 'active' })],
    ...this.workers.routes,
    ...this.containers.routes,
    ...this.pages.routes,
    ...this.storage.routes,
  ];

  static async start(): Promise<CloudflareDouble> {
    const double = new CloudflareDouble();
    await new Promise<void>((resolve) => double.#server.listen(0, '127.0.0.1', resolve));
    return double;
  }

  /** For CLOUDFLARE_API_BASE_URL. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/client/v4`; // it listens on a port
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray());
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://cloudflare');
    const path = pathname.replace(/^\/client\/v4/, '');
    this.asked.push(`${request.method} ${path.replace(`/accounts/${ACCOUNT}`, '')}`);
    try {
      if (path.startsWith('/pages/assets/'))
        return send(response, 200, {
          success: true,
          errors: [],
          messages: [],
          result: path.endsWith('check-missing') ? [] : null,
        });
      if (request.headers.authorization !== `Bearer ${TOKEN}`) throw new Refusal(401, 10000, 'Authentication error');
      if (!path.startsWith(`/accounts/${ACCOUNT}/`)) throw new Refusal(404, 7003, `No route for ${path}`);
      const type = request.headers['content-type'] ?? '';
      const result = await this.#answer(`${request.method}`, path.slice(`/accounts/${ACCOUNT}`.length), {
        query: searchParams,
        body,
        type,
      });
      const list = Array.isArray(result) && {
        result_info: { page: 1, per_page: 100, count: result.length, total_count: result.length },
      };
      send(response, 200, { success: true, errors: [], messages: [], result, ...list });
    } catch (error) {
      const { status, code, message } = error instanceof Refusal ? error : new Refusal(500, 1, String(error));
      send(response, status, { success: false, errors: [{ code, message }], messages: [], result: null });
    }
  }

  #answer(method: string, path: string, asked: Omit<Asked, 'parts'>): unknown {
    for (const [its, pattern, answer] of this.#routes) {
      const [, ...parts] = (its === method && pattern.exec(path)) || [undefined];
      if (its === method && pattern.test(path))
        return answer({ ...asked, parts: parts.map((part) => decodeURIComponent(part ?? '')) });
    }
    this.unknown.push(`${method} ${path}`);
    throw new Refusal(404, 7003, `No route for ${method} ${path}`);
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
