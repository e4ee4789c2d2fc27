import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { itemsIn, type Product, startProduct } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

/** What the chat answers. */
async function say(text: string): Promise<string> {
  const { body } = await product.ask('POST', '/v1/messages', { text });
  return itemsIn(body, 'replies')
    .map((reply) => String(reply['text']))
    .join('\n');
}
const settings = async () => (await product.ask('GET', '/v1/settings')).body;

describe('settings in words', () => {
  it('quiet hours are set, told and taken back', async () => {
    expect(await say('quiet hours 10pm to 6am')).toContain('Quiet hours: 22:00–06:00');
    expect(await settings()).toMatchObject({ quietFrom: '22:00', quietUntil: '06:00' });
    expect(await say('/quiet 21:30-05:45')).toContain('21:30–05:45');
    expect(await say('undo')).toContain('Undone');
    expect(await settings()).toMatchObject({ quietFrom: '22:00', quietUntil: '06:00' });
    expect(await say('no quiet hours')).toContain('Quiet hours: off');
    expect(await say('no quiet hours')).toContain('It is so already');
    expect(await settings()).toMatchObject({ quietFrom: null, quietUntil: null });
  });

  it('hours that are none are asked for, and the answer is taken', async () => {
    expect(await say('/quiet ten')).toContain('Which hours?');
    expect(await say('11pm to 5am')).toContain('23:00–05:00');
    expect(await say('/timezone Narnia')).toContain('Which time zone?');
    expect(await say('Denver')).toContain('America/Denver');
    expect(await say('undo')).toContain('Time zone: the crew’s');
  });

  it('the digest comes at the hour said, from tomorrow when that has passed today', async () => {
    expect(await say('send me my day at 7')).toContain('Your day, every day at: 07:00');
    expect(await say('/digest 00:00')).toContain('at: 00:00');
    const { data } = await product.backend.client.from('people').select('digest_on').not('digest_at', 'is', null);
    expect(data).toEqual([{ digest_on: expect.any(String) }]);
    expect(await say('stop the digest')).toContain('Your day, every day at: off');
    expect(await say('/digest')).toContain('Your day');
  });

  it('the time zone moves what is said afterwards', async () => {
    await say('/timezone Europe/Madrid');
    const { body } = await product.ask('POST', '/v1/messages', {
      text: '/newtask test the horn tomorrow at 9am',
      at: '2026-06-03T10:00:00Z',
    });
    expect(JSON.stringify(body)).toContain('2026-06-04T07:00:00.000Z');
    await say('my timezone is central time');
    expect(await settings()).toMatchObject({ timeZone: 'America/Chicago' });
  });

  it('the language is that of the answer already, and back', async () => {
    expect(await say('habla español')).toContain('Idioma: español');
    expect(await say('/showtasks')).toContain('Tareas');
    expect(await say('speak english')).toContain('Language: English');
    expect(await say('/language klingon')).toContain('I speak English and Spanish');
  });

  it('says them all when asked', async () => {
    expect(await say('what are my settings')).toMatch(
      /Quiet hours: .*\n.*at: .*\n.*Time zone: .*\n.*Language: English/,
    );
  });

  it('is no record of the conversation: "it" is what it was before', async () => {
    await say('/newtask oil the hinge');
    await say('/quiet 20:00-04:00');
    expect(await say('mark it as done')).toContain('oil the hinge');
  });
});

describe('settings over REST', () => {
  it('are read and changed by whoever they are', async () => {
    const { body, headers } = await product.ask('PATCH', '/v1/settings', {
      quietFrom: '22:00',
      quietUntil: '06:00',
      digestAt: '07:00',
      language: 'es',
    });
    expect(body).toMatchObject({ quietFrom: '22:00', quietUntil: '06:00', digestAt: '07:00', language: 'es' });
    expect(headers.get('etag')).toBe(`"${body['version']}"`);
    const late = await product.ask('PATCH', '/v1/settings', { digestAt: null }, { 'if-match': '"1"' });
    expect(late.status).toBe(412);
    const off = await product.ask('PATCH', '/v1/settings', { quietFrom: null, quietUntil: null, language: 'en' });
    expect(off.body).toMatchObject({ quietFrom: null, quietUntil: null, language: 'en' });
  });

  it.each([
    [{ quietFrom: '22:00' }],
    [{ quietFrom: '25:00', quietUntil: '06:00' }],
    [{ language: 'tlh' }],
    [{ timeZone: 'Mars/Base' }],
  ])('refuses %j', async (changes) => {
    expect((await product.ask('PATCH', '/v1/settings', changes)).status).toBe(400);
  });
});
