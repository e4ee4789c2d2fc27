import { type Check, statusOf } from './check.ts';
import { type Answer, json, type Site } from './site.ts';

/** What people open, and what machines ask about the whole of it. */
export async function* pages(site: Site): AsyncGenerator<Check> {
  const get = (path: string) => site.ask('GET', path);
  const html = { word: 'a page', in: ({ type, text }: Answer) => /html/.test(type) && text.includes('<') };
  yield statusOf('the chat page /', await get('/'), [200], html);
  yield statusOf('the chat page /app/', await get('/app/'), [200], html);
  yield statusOf('the API’s document in a browser /docs', await get('/docs'), [200], html);
  yield statusOf('GET /health says that all is well', await get('/health'), [200], {
    word: 'status ok or degraded',
    in: (answer) => /^(ok|degraded)$/.test(String(json(answer)['status'])),
  });
  const text = 'add milk and eggs to the shopping list';
  yield statusOf('words are understood', await site.ask('POST', '/v1/rails/parse', { body: { text } }), [200], {
    word: 'list.add, done directly',
    in: (answer) => json(answer)['entity'] === 'list' && json(answer)['direct'] === true,
  });
}
