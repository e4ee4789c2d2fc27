import { problem } from './problem.ts';

/** Telegram waits longer, and what an answer may need is less: a model's turn included. */
const PATIENCE_MS = 30_000;
/** What is quickly done and may be asked again is not waited for that long: a container that just ended can leave one hanging. */
const SHORT_PATIENCE_MS = 10_000;
/** Larger bodies are passed on as they come, and cannot be sent twice. */
const KEPT_BYTES = 256 * 1024;
/** What is just ending has ended after the first, on a busy machine after the second. */
const MOMENTS_MS = [200, 1000];
/** A start takes one to three seconds. */
const RETRY_AFTER_SECONDS = '3';

/** Asks the product, again when it was just ending and asking twice does no harm; 503 when there is nobody to ask. */
export async function ask(product: Pick<Fetcher, 'fetch'>, request: Request): Promise<Response> {
  for (const [n, one] of (await attempts(request)).entries()) {
    if (n > 0) await new Promise((resolve) => setTimeout(resolve, MOMENTS_MS[n - 1]));
    const answer = await attempt(product, one);
    if (answer) return answer;
  }
  const detail = 'FLRTS is starting. Please try again in a few seconds.';
  return problem(request, 503, 'unavailable', detail, { 'retry-after': RETRY_AFTER_SECONDS });
}

/** The request, as often as it may be made. */
async function attempts(request: Request): Promise<readonly Request[]> {
  if (isReading(request)) return [request, ...MOMENTS_MS.map(() => new Request(request))];
  if (!isOnceForAll(request) || sizeOf(request) > KEPT_BYTES) return [request];
  const { method } = request;
  const body = await request.arrayBuffer();
  return [0, ...MOMENTS_MS].map(() => new Request(request, { method, body }));
}

/** The product's answer; undefined when it gave none, in time or at all. */
async function attempt(product: Pick<Fetcher, 'fetch'>, request: Request): Promise<Response | undefined> {
  const stop = new AbortController();
  const patience = setTimeout(
    () => stop.abort(),
    isReading(request) || isUpdate(request) ? SHORT_PATIENCE_MS : PATIENCE_MS,
  );
  try {
    const answer = await product.fetch(request, { signal: stop.signal });
    if (isProducts(answer)) return answer;
    console.warn({ event: 'no answer', status: answer.status, says: await answer.text() });
  } catch (error) {
    console.warn({ event: 'no answer', error: String(error) });
  } finally {
    clearTimeout(patience);
  }
  return undefined;
}

/** Every answer of the product names its request; what the Container class says for itself (500, 503, 429) does not. */
function isProducts(answer: Response): boolean {
  return answer.headers.has('x-request-id');
}

function isReading({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** An update is small, and comes from Telegram: its secret was looked at. Others may not say how long they are. */
function sizeOf(request: Request): number {
  return isUpdate(request) ? 0 : Number(request.headers.get('content-length') ?? Infinity);
}

function isUpdate(request: Request): boolean {
  return new URL(request.url).pathname === '/webhook';
}

/** The product does these once, however often they come: Telegram's updates by their number, others by their key. */
function isOnceForAll(request: Request): boolean {
  return request.headers.has('idempotency-key') || isUpdate(request);
}
