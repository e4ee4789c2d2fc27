import { describe, expect, it } from '@jest/globals';
import { ask } from './ask.ts';

/** What the Container class says for itself while there is no product to ask. */
const CLASS_SAYS: readonly [number, string][] = [
  [500, 'Error proxying request to container: Container is not listening to port 8000'],
  [500, 'Failed to start container: it exited'],
  [503, 'There is no Container instance available at this time.'],
  [429, 'you are requesting too many containers per second'],
];
const ofProduct = (status: number) => new Response('{}', { status, headers: { 'x-request-id': 'r' } });

/** A container that answers this way, one request after the other; and what it was sent. */
function container(...answers: readonly (() => Response)[]) {
  const sent: string[] = [];
  return {
    sent,
    fetch: async (request: Request | string | URL) => {
      if (request instanceof Request) sent.push(await request.text());
      const answer = answers[sent.length - 1] ?? answers.at(-1);
      if (!answer) throw new Error('no answer is left');
      return answer();
    },
  } as unknown as Parameters<typeof ask>[0] & { readonly sent: readonly string[] }; // of a Fetcher, what `ask` uses
}

const url = 'https://flrts.test/v1/tasks';
const post = (headers: Record<string, string> = {}) =>
  new Request(url, { method: 'POST', body: '{"title":"x"}', headers: { 'content-length': '13', ...headers } });

describe('asking the product', () => {
  it.each(CLASS_SAYS)('becomes "try again soon" when the class says %d %s', async (status, text) => {
    const starting = container(() => new Response(text, { status }));
    const answer = await ask(starting, post());
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '3']);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 503, code: 'unavailable', instance: '/v1/tasks' });
    expect(starting.sent).toHaveLength(1);
  });

  it.each([
    ['what is read', () => new Request(url)],
    ['what has an Idempotency-Key', () => post({ 'idempotency-key': 'k' })],
    ['an update of Telegram', () => new Request('https://flrts.test/webhook', post())],
  ])('is done again for %s, with the same body', async (_, request) => {
    const ending = container(
      () => new Response(CLASS_SAYS[0]?.[1], { status: 500 }),
      () => {
        throw new Error('Network connection lost.');
      },
      () => ofProduct(200),
    );
    expect((await ask(ending, request())).status).toBe(200);
    expect(ending.sent).toHaveLength(3);
    expect(new Set(ending.sent).size).toBe(1);
  });

  it.each([400, 401, 404, 500, 503])('passes on a %d of the product itself, at once', async (status) => {
    const running = container(() => ofProduct(status));
    expect((await ask(running, new Request(url))).status).toBe(status);
    expect(running.sent).toHaveLength(1);
  });
});
