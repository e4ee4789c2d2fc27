import { sample } from 'fast-check';
import { type ApiDocument, type Way, waysOf } from './document.ts';
import { Judge } from './judge.ts';
import { Pool } from './pool.ts';
import { type Request, requestsOf } from './requests.ts';

export interface Options {
  readonly url: string;
  readonly key: string;
  readonly requests: number;
  readonly seed: number;
  readonly onProgress?: (done: number) => void;
}

/** An answer that should not have been. */
export interface Finding {
  readonly fault: string;
  readonly request: string;
  readonly answer: string;
}

export interface Report {
  readonly requests: number;
  /** How often each status came, by operation. */
  readonly statuses: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly findings: readonly Finding[];
}

const AT_ONCE = 8;
/** Ids are drawn anew when so many requests have been sent. */
const ROUND = 40;

/** Asks the product everything its document says can be asked, rightly and wrongly, and judges every answer. */
export async function fuzz({ url, key, requests, seed, onProgress }: Options): Promise<Report> {
  const authorization = `Bearer ${key}`;
  const document = (await (await fetch(`${url}/docs-json`, { headers: { authorization } })).json()) as ApiDocument;
  const ways = waysOf(document);
  const judge = new Judge(document);
  const pool = new Pool(await ownIds(url, authorization));
  const statuses = new Map<string, Map<number, number>>();
  const findings = new Map<string, Finding>();
  let sent = 0;

  const ask = async (request: Request): Promise<void> => {
    const { way, headers, body } = request;
    const response = await fetch(url + request.url, {
      method: way.method,
      headers: { authorization, ...headers },
      body,
    });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    if (/^application\/(?:problem\+)?json/.test(type)) pool.learn(way.path, text);
    const counts = statuses.get(way.operation.operationId) ?? new Map<number, number>();
    statuses.set(way.operation.operationId, counts.set(response.status, (counts.get(response.status) ?? 0) + 1));
    const fault = judge.fault(way, response.status, type, text);
    if (fault)
      findings.set(`${way.method} ${way.path} ${fault}`, {
        fault,
        request: spelt(request),
        answer: text.slice(0, 400),
      });
  };

  while (sent < requests) {
    const batch = batchOf(ways, document, pool, seed + sent).slice(0, requests - sent);
    for (let at = 0; at < batch.length; at += AT_ONCE) await Promise.all(batch.slice(at, at + AT_ONCE).map(ask));
    sent += batch.length;
    onProgress?.(sent);
  }
  return { requests: sent, statuses, findings: [...findings.values()] };
}

function batchOf(ways: readonly Way[], document: ApiDocument, pool: Pool, seed: number): Request[] {
  return Array.from({ length: ROUND }, (_, n) => ways[(seed + n * 7) % ways.length])
    .filter((way): way is Way => way !== undefined)
    .flatMap((way, n) => sample(requestsOf(way, document, pool), { numRuns: 1, seed: seed + n }));
}

/** Who asks, and with which key: they must not be deleted by their own questions. */
async function ownIds(url: string, authorization: string): Promise<ReadonlySet<string>> {
  const bodies = await Promise.all(
    ['/v1/keys', '/v1/people'].map(async (path) => (await fetch(url + path, { headers: { authorization } })).text()),
  );
  return new Set(bodies.flatMap((body) => [...body.matchAll(/"id":"([\da-f-]{36})"/g)].map(([, id = '']) => id)));
}

function spelt({ way, url, headers, body }: Request): string {
  return `${way.method} ${url.slice(0, 200)} ${JSON.stringify(headers)} ${body?.slice(0, 600) ?? ''}`;
}
