import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiDocument, resolved, type Schema, type Way, waysOf } from './fuzz/document.ts';
import { itemsIn, type Product, startProduct } from './product.ts';

const NOBODY = '6b2b1f0e-4a5c-4c0f-9d52-0a1f4c1d7e10';
/** What PostgreSQL cannot hold, and what JSON in UTF-8 cannot. */
const UNHEARD = ['a\0b', 'a\ud800b'];
/** People speak here: what cannot be held is replaced. */
const WORDS = ['/v1/messages text', '/v1/rails/parse text'];
const TABLES = ['messages', 'tasks', 'lists', 'list_items', 'reminders', 'reports', 'templates', 'audit', 'people'];

describe('a text that cannot be stored', () => {
  let product: Product;
  let document: ApiDocument;
  beforeAll(async () => {
    product = await startProduct();
    document = (await product.ask('GET', '/docs-json')).body as unknown as ApiDocument; // what it is said to be
  });
  afterAll(() => product.close());

  /** The text fields of a body, as paths; those of a certain form are held to it anyway. */
  const textsIn = (schema: Schema, path: readonly string[] = []): (readonly string[])[] => {
    const { type, items, properties = {}, enum: choice, format } = resolved(schema, document);
    if (items) return textsIn(items, [...path, '0']);
    const inner = Object.entries(properties).flatMap(([name, one]) => textsIn(one, [...path, name]));
    const isText = [type].flat().includes('string') && !choice && !format && path.length > 0;
    return isText ? [...inner, path] : inner;
  };
  const bodyOf = ({ operation }: Way): Schema => operation.requestBody?.content['application/json']?.schema ?? {};
  const addressOf = ({ path }: Way) => path.replace(/\{\w+\}/g, NOBODY);
  const holding = (path: readonly string[], text: string): unknown =>
    path.reduceRight<unknown>((inner, name) => (name === '0' ? [inner] : { [name]: inner }), text);

  it('is refused in every text field of every body, and the field is named', async () => {
    const before = await Promise.all(TABLES.map((table) => product.count(table)));
    const taken: string[] = [];
    let asked = 0;
    for (const way of waysOf(document).filter(({ path }) => path.startsWith('/v1/'))) {
      for (const path of textsIn(bodyOf(way))) {
        if (WORDS.includes(`${way.path} ${path.join('.')}`)) continue;
        for (const text of UNHEARD) {
          const { status, body } = await product.ask(way.method, addressOf(way), JSON.stringify(holding(path, text)));
          const named = itemsIn(body, 'errors').map(({ field }) => String(field));
          const field = path.at(-1) === '0' ? path.slice(0, -1) : path;
          if (status !== 400 || !named.includes(field.join('.')))
            taken.push(`${way.method} ${way.path} ${path.join('.')}: ${status} ${named.join()}`);
          asked += 1;
        }
      }
    }
    expect(taken).toEqual([]);
    expect(asked).toBeGreaterThan(60);
    expect(await Promise.all(TABLES.map((table) => product.count(table)))).toEqual(before);
  });

  it('is refused in every text field of an address', async () => {
    const taken: string[] = [];
    for (const { path, method, operation } of waysOf(document).filter(({ path: at }) => at.startsWith('/v1/')))
      for (const { name, in: where, schema } of operation.parameters ?? []) {
        if (where !== 'query' || !textsIn({ properties: { [name]: schema } }).length) continue;
        const { status } = await product.ask(method, `${path.replace(/\{\w+\}/g, NOBODY)}?${name}=a%00b`);
        if (status !== 400) taken.push(`${method} ${path} ${name}: ${status}`);
      }
    expect(taken).toEqual([]);
  });

  it('is said why', async () => {
    const { body } = await product.ask('POST', '/v1/tasks', { title: 'a\0b' });
    expect(body).toMatchObject({
      code: 'invalid',
      errors: [{ field: 'title', problem: 'title must not hold U+0000 or half of a surrogate pair: no text can' }],
    });
  });

  it('is cleaned when Telegram brings it', async () => {
    const message = {
      message_id: 1,
      date: 1_795_456_925,
      text: '/newtask mend\0 the \udc00gate',
      chat: { id: 5, type: 'private' },
      from: { id: 5, first_name: 'A\0nn' },
    };
    expect((await product.ask('POST', '/webhook', { update_id: 1, message })).status).toBe(200);
    const { data } = await product.backend.client.from('messages').select('body').eq('source', 'telegram');
    expect(data).toMatchObject([{ body: { text: '/newtask mend\uFFFD the \uFFFDgate' } }]);
  });
});
