import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { itemsIn, type Json, type Product, startProduct } from './product.ts';
import { eventually } from './eventually.ts';

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let product: Product;
let listener: Server;
let heard: Heard[];
let answer: number;
let url: string;

beforeAll(async () => {
  product = await startProduct();
  listener = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      heard.push({ headers: request.headers, body });
      response.writeHead(answer).end();
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo; // a TCP server's address
  url = `http://127.0.0.1:${port}/hook`;
});
beforeEach(() => {
  heard = [];
  answer = 204;
});
afterAll(async () => {
  await product.close();
  await new Promise((resolve) => listener.close(resolve));
});

const idOf = (body: Json) => String(body['id']);
const make = async (events?: readonly string[]) => {
  const { status, body } = await product.ask('POST', '/v1/webhooks', { url, ...(events ? { events } : {}) });
  expect(status).toBe(201);
  return { id: idOf(body), secret: String(body['secret']) };
};
const remove = (id: string) => product.ask('DELETE', `/v1/webhooks/${id}`);
const deliveriesOf = async (id: string) =>
  itemsIn((await product.ask('GET', `/v1/webhooks/${id}/deliveries`)).body) as readonly Json[];
const typeOf = ({ body }: Heard) => (JSON.parse(body) as Json)['type'];

describe('webhooks', () => {
  it('are told what happened, signed as Standard Webhooks are', async () => {
    const { id, secret } = await make(['task.*']);
    const { body: task } = await product.ask('POST', '/v1/tasks', { title: 'Check the pump' });
    await product.ask('POST', '/v1/lists', { name: 'nobody asked' });
    await eventually(() => heard.length === 1);
    const { headers, body } = heard[0] ?? { headers: {}, body: '' };
    expect(JSON.parse(body)).toMatchObject({
      type: 'task.create',
      data: { entity: 'task', id: task['id'], before: null, after: { title: 'Check the pump' } },
    });
    const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(content).digest('base64')}`);
    await eventually(async () => (await deliveriesOf(id))[0]?.['status'] === 'sent');
    expect(await deliveriesOf(id)).toMatchObject([{ event: 'task.create', responseStatus: 204 }]);
    await remove(id);
  });

  it('are told of an undone task as of a task, with what it was', async () => {
    const { id } = await make(['task.*']);
    await product.ask('POST', '/v1/messages', { text: '/newtask Paint the shed' });
    await product.ask('POST', '/v1/messages', { text: 'undo' });
    await eventually(() => heard.length === 2);
    expect(heard.map(typeOf).sort()).toEqual(['change.undo', 'task.create']);
    await remove(id);
  });

  it('are told again, under the same id, when they did not take it', async () => {
    answer = 500;
    const { id } = await make(['site.create']);
    await product.ask('POST', '/v1/sites', { name: 'North Gate' });
    await eventually(() => heard.length === 1);
    let delivery: Json | undefined;
    await eventually(async () => ([delivery] = await deliveriesOf(id))[0]?.['responseStatus'] === 500);
    expect(delivery).toMatchObject({ status: 'pending', error: 'answered 500' });
    const { failures, enabled } = (await product.ask('GET', `/v1/webhooks/${id}`)).body;
    // on a busy machine the second try may have come by now
    expect([Number(failures) > 0, enabled]).toEqual([true, true]);
    answer = 200;
    await product.backend.client
      .from('webhook_deliveries')
      .update({ run_at: new Date(0).toISOString() })
      .eq('webhook_id', id);
    await eventually(() => heard.length >= 2);
    expect(heard[1]?.headers['webhook-id']).toBe(heard[0]?.headers['webhook-id']);
    await eventually(async () => (await deliveriesOf(id))[0]?.['status'] === 'sent');
    expect((await product.ask('GET', `/v1/webhooks/${id}`)).body).toMatchObject({ failures: 0 });
    await remove(id);
  });

  it('are left alone for good when they say they are gone', async () => {
    answer = 410;
    const { id } = await make(['site.*']);
    await product.ask('POST', '/v1/sites', { name: 'South Gate' });
    await eventually(async () => (await deliveriesOf(id))[0]?.['status'] === 'failed');
    await remove(id);
  });

  it('can be tried out, and told again what they missed', async () => {
    const { id } = await make(['task.create']);
    expect((await product.ask('POST', `/v1/webhooks/${id}/test`)).status).toBe(202);
    await eventually(() => heard.length === 1);
    expect(heard.map(typeOf)).toEqual(['webhook.test']);
    await eventually(async () => (await deliveriesOf(id))[0]?.['status'] === 'sent');
    const delivery = idOf((await deliveriesOf(id))[0] ?? {});
    expect((await product.ask('POST', `/v1/webhooks/${id}/deliveries/${delivery}/replay`)).status).toBe(202);
    await eventually(() => heard.length === 2);
    expect(heard[1]?.headers['webhook-id']).toBe(delivery);
    await remove(id);
  });

  it('show their secret once, and sign with a new one as soon as it is renewed', async () => {
    const { id, secret } = await make(['task.create']);
    expect((await product.ask('GET', `/v1/webhooks/${id}`)).body).not.toHaveProperty('secret');
    const renewed = await product.ask('POST', `/v1/webhooks/${id}/secret`);
    expect(renewed.body['secret']).not.toBe(secret);
    await remove(id);
    const { data } = await product.backend.client.from('webhooks').select('secret').eq('id', id).single();
    expect(data).toEqual({ secret: '' });
  });

  it.each([
    ['an address without a scheme', { url: 'example.com/x' }],
    ['a password in the address', { url: 'https://me:secret@example.com' }],
    ['an event nobody knows', { url: 'https://example.com', events: ['task.explode'] }],
    ['no events at all', { url: 'https://example.com', events: [] }],
  ])('are refused with %s', async (_, body) => {
    const { status, body: problem } = await product.ask('POST', '/v1/webhooks', body);
    expect(status).toBe(400);
    expect(problem['errors']).toHaveLength(1);
  });

  it('never reach into the network the product runs in, once it is not being tried out any more', async () => {
    const real = await startProduct({
      environment: {
        TELEGRAM_BOT_TOKEN: '1:abc',
        TELEGRAM_WEBHOOK_SECRET: 's',
        TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
      },
    });
    try {
      const port = new URL(url).port;
      expect((await real.ask('POST', '/v1/webhooks', { url })).status).toBe(400);
      const { body } = await real.ask('POST', '/v1/webhooks', {
        url: `https://127.0.0.1:${port}/`,
        events: ['site.*'],
      });
      const named = await real.ask('POST', '/v1/webhooks', { url: `https://localhost:${port}/`, events: ['site.*'] });
      await real.ask('POST', '/v1/sites', { name: 'East Gate' });
      for (const id of [idOf(body), idOf(named.body)]) {
        await eventually(async () => {
          const [delivery] = itemsIn((await real.ask('GET', `/v1/webhooks/${id}/deliveries`)).body);
          return /not on the public internet/.test(String(delivery?.['error']));
        });
      }
      expect(heard).toEqual([]);
    } finally {
      await real.close();
    }
  });
});
