import { Problem, unsupported } from './problem.ts';

/** One request, taken apart. */
export interface RestRequest {
  readonly method: string;
  /** What follows `/rest/v1/`, decoded. */
  readonly path: readonly string[];
  readonly parameters: URLSearchParams;
  readonly headers: Headers;
  readonly body: string;
  readonly signal: AbortSignal | undefined;
  readonly accept: Accept;
  readonly prefer: Prefer;
  /** By RFC 9218: of the highest urgency. */
  readonly urgent: boolean;
}

/** How the answer is to be written. */
export interface Accept {
  readonly single: boolean;
  readonly stripNulls: boolean;
}

/** What the client prefers, of what PostgREST knows. */
export interface Prefer {
  readonly representation: boolean;
  readonly count: boolean;
  readonly resolution: 'merge' | 'ignore' | undefined;
  readonly missingAsDefault: boolean;
  readonly maxAffected: number | undefined;
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'DELETE']);
const REST = '/rest/v1/';

/** Reads what supabase-js sends, and refuses what this database cannot answer as PostgREST would. */
export async function readRequest(input: string | URL | Request, init: RequestInit = {}): Promise<RestRequest> {
  const request = input instanceof Request ? new Request(input, init) : undefined;
  const url = new URL(request?.url ?? String(input));
  const method = (request?.method ?? init.method ?? 'GET').toUpperCase();
  if (!METHODS.has(method)) throw unsupported(`the method ${method}`);
  if (!url.pathname.startsWith(REST)) throw unsupported(`the path ${url.pathname}`);
  const headers = request?.headers ?? (init.headers instanceof Headers ? init.headers : new Headers(init.headers));
  refuseHeaders(method, headers);
  return {
    method,
    path: url.pathname.slice(REST.length).split('/').map(decoded),
    parameters: url.searchParams,
    headers,
    body: request ? await request.text() : textOf(init.body),
    signal: request?.signal ?? init.signal ?? undefined,
    accept: readAccept(headers.get('accept')),
    prefer: readPrefer(headers.get('prefer')),
    urgent: /(?:^|,)\s*u=0\b/.test(headers.get('priority') ?? ''),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Problem(400, 'PGRST125', 'Invalid path specified in request URL');
  }
}

function textOf(body: RequestInit['body']): string {
  if (body === undefined || body === null) return '';
  if (typeof body !== 'string') throw unsupported('a body that is not JSON text');
  return body;
}

function refuseHeaders(method: string, headers: Headers): void {
  const reads = method === 'GET' || method === 'HEAD';
  const profile = headers.get(reads ? 'accept-profile' : 'content-profile');
  if (profile && profile !== 'public') {
    throw new Problem(406, 'PGRST106', 'The schema must be one of the following: public');
  }
  if (headers.has('range')) throw unsupported('the header Range; use limit and offset');
  const type = headers.get('content-type');
  if (!reads && type && !/^application\/json\b/.test(type)) throw unsupported(`the content type ${type}`);
}

const PLAIN: Accept = { single: false, stripNulls: false };

function readAccept(header: string | null): Accept {
  if (!header || header === 'application/json' || header === '*/*') return PLAIN;
  const [type = '', ...options] = (header.split(',')[0] ?? '').split(';').map((part) => part.trim());
  const stripNulls = options.includes('nulls=stripped');
  if (type === 'application/json' || type === '*/*') return PLAIN;
  if (type === 'application/vnd.pgrst.object+json') return { single: true, stripNulls };
  if (type === 'application/vnd.pgrst.array+json') return { single: false, stripNulls };
  throw unsupported(`answers in ${type}`);
}

const NO_PREFERENCE: Prefer = {
  representation: false,
  count: false,
  resolution: undefined,
  missingAsDefault: false,
  maxAffected: undefined,
};

const NOT_HONOURED = /^(?:count=(?:planned|estimated)|tx=rollback|return=headers-only|params=|timezone=)/;

function readPrefer(header: string | null): Prefer {
  if (!header) return NO_PREFERENCE;
  const given = header.split(',').map((preference) => preference.trim());
  const refused = given.find((preference) => NOT_HONOURED.test(preference));
  if (refused) throw unsupported(`Prefer: ${refused}`);
  const most = given.find((preference) => preference.startsWith('max-affected='))?.slice('max-affected='.length);
  return {
    representation: given.includes('return=representation'),
    count: given.includes('count=exact'),
    resolution: resolutionIn(given),
    missingAsDefault: given.includes('missing=default'),
    maxAffected: most && given.includes('handling=strict') ? Number(most) : undefined,
  };
}

function resolutionIn(given: readonly string[]): Prefer['resolution'] {
  if (given.includes('resolution=merge-duplicates')) return 'merge';
  return given.includes('resolution=ignore-duplicates') ? 'ignore' : undefined;
}
