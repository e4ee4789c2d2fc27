import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { ADMIN_KEY, itemsIn, type Json, type Product, startProduct } from './product.ts';

let product: Product;
let assistant: Client;

const connect = async (key: string): Promise<Client> => {
  const client = new Client({ name: 'a test', version: '1' });
  const requestInit = { headers: { authorization: `Bearer ${key}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${product.url}/mcp`), { requestInit }));
  return client;
};
const textOf = ({ content }: { content?: unknown }) =>
  itemsIn({ items: content })
    .map(({ text }) => String(text))
    .join();

beforeAll(async () => {
  product = await startProduct();
  assistant = await connect(ADMIN_KEY);
});
afterAll(async () => {
  await assistant.close();
  await product.close();
});

describe('MCP', () => {
  it('offers what can be done with records, and nothing of keys and people', async () => {
    const { tools } = await assistant.listTools();
    const names = tools.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['messagesSay', 'tasksCreate', 'tasksList', 'listsShow', 'remindersSnooze']),
    );
    expect(names.filter((name) => /keys|people|webhook|health|invite/i.test(name))).toEqual([]);
    expect(tools.find(({ name }) => name === 'tasksList')?.annotations).toMatchObject({ readOnlyHint: true });
    expect(tools.find(({ name }) => name === 'tasksDelete')?.annotations).toMatchObject({ destructiveHint: true });
  });

  it('carries out what is said in words, and answers in words', async () => {
    const said = await assistant.callTool({ name: 'messagesSay', arguments: { text: 'add rope to the truck list' } });
    expect(textOf(said)).toMatch(/rope/);
    const { body } = await product.ask('GET', '/v1/lists');
    expect(itemsIn(body)).toMatchObject([{ name: 'truck', items: [{ text: 'rope' }] }]);
  });

  it('makes, changes and finds records exactly', async () => {
    const made = await assistant.callTool({
      name: 'tasksCreate',
      arguments: { title: 'Grease the winch', priority: 'high' },
    });
    const { id } = made.structuredContent as Json;
    await assistant.callTool({ name: 'tasksComplete', arguments: { id } });
    const found = await assistant.callTool({ name: 'tasksList', arguments: { status: 'done', limit: 5 } });
    expect(itemsIn(found.structuredContent)).toMatchObject([{ id, title: 'Grease the winch', status: 'done' }]);
  });

  it('says what is wrong, in words a model can act on', async () => {
    const wrong = await assistant.callTool({
      name: 'tasksCreate',
      arguments: { title: 'x', recurrence: 'every tuesday' },
    });
    expect(wrong.isError).toBe(true);
    expect(textOf(wrong)).toMatch(/recurrence/);
    const missing = await assistant.callTool({
      name: 'tasksShow',
      arguments: { id: '6b2b1f0e-4a5c-4c0f-9d52-0a1f4c1d7e10' },
    });
    expect(missing.isError).toBe(true);
    expect(textOf(missing)).toMatch(/no such task/);
  });

  it('lets nobody in without a key', async () => {
    const response = await fetch(`${product.url}/mcp`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(401);
    await expect(connect('nobody')).rejects.toThrow();
  });
});
