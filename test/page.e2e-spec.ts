import { existsSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { ADMIN_KEY, itemsIn, type Product, startProduct } from './product.ts';

const CHROMIUM = '/usr/bin/chromium';
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const inBrowser = existsSync(CHROMIUM) ? describe : describe.skip;

inBrowser(`the chat page (in ${CHROMIUM}; skipped where that is missing)`, () => {
  let product: Product;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    product = await startProduct();
    browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: ARGUMENTS });
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
  });
  beforeEach(async () => {
    context = await browser.newContext({ timezoneId: 'America/Chicago', locale: 'en-US' });
    page = await context.newPage();
    complaints.length = 0;
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
  });
  afterEach(() => context.close());

  const open = async () => {
    await page.goto(`${product.url}/#key=${ADMIN_KEY}`);
    await page.locator('#desk').waitFor();
  };
  const say = async (text: string) => {
    await page.getByLabel('Message', { exact: true }).fill(text);
    await page.keyboard.press('Enter');
  };

  it('shows a report with what was found, beside the chat', async () => {
    await open();
    await say('Eagle Lake: temperature 72F, generator 2 down');
    await page.locator('.reply', { hasText: 'temperature: 72°F' }).waitFor();
    await page.locator('article', { hasText: 'generator 2: down' }).waitFor();
    await page.getByRole('tab', { name: /Reports/ }).click();
    expect(await page.locator('article').count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('takes a newcomer from the key to the first list', async () => {
    await page.goto(product.url);
    await page.getByLabel('API key').fill(ADMIN_KEY);
    await page.getByRole('button', { name: 'Open' }).click();
    await say('add milk and eggs to the shopping list');
    await page.locator('.reply', { hasText: 'milk and eggs' }).waitFor();
    const list = page.locator('article', { hasText: 'shopping' });
    await list.getByText('milk').waitFor();
    expect(await list.getByRole('checkbox').count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  it('takes the key out of the address it was brought in, and remembers it', async () => {
    await open();
    expect(page.url()).toBe(`${product.url}/`);
    await page.reload();
    await page.locator('#desk').waitFor();
    await page.locator('.said', { hasText: 'add milk and eggs' }).waitFor();
  });

  it('says a reminder when its time comes', async () => {
    const { body: people } = await product.ask('GET', '/v1/people');
    const admin = itemsIn(people).find(({ role }) => role === 'admin');
    const due = new Date(Date.now() - 1000).toISOString();
    await product.ask('POST', '/v1/reminders', { title: 'Stretch your legs', due, personIds: [admin?.['id']] });
    const told = async () => itemsIn((await product.ask('GET', '/v1/notices')).body).length > 0;
    while (!(await told())) await page.waitForTimeout(50);
    await page.goto(`${product.url}/#key=${ADMIN_KEY}`);
    await page.getByText('⏰ Stretch your legs').waitFor();
  });

  it('tells how far a task is, and what it waits for', async () => {
    await open();
    await say('/newtask drain the tank');
    const tank = page.locator('article', { hasText: 'drain the tank' });
    await tank.waitFor();
    await say('pause it');
    await tank.getByText('on hold').waitFor();
    const ref = (await tank.locator('.ref').textContent())?.replace('#', '');
    await say(`/newtask scrub the tank floor after #${ref}`);
    await page.locator('article', { hasText: 'scrub the tank floor' }).getByText(`waits for #${ref}`).waitFor();
  });

  it('ticks tasks and items off', async () => {
    await open();
    await say('/newtask @joel grease the pump');
    const task = page.locator('article', { hasText: 'grease the pump' });
    await task.getByRole('checkbox').check();
    await task.locator('.done').waitFor();
    expect((await product.ask('GET', '/v1/tasks?q=grease')).body['items']).toMatchObject([{ status: 'done' }]);
  });

  it('shows what is newest, also when an older answer comes later', async () => {
    const later = Promise.withResolvers<void>();
    const late = new Promise<void>((resolve) => {
      void page.route(
        '**/v1/lists*',
        async (route) => {
          const response = await route.fetch();
          await later.promise;
          await route.fulfill({ response });
          resolve();
        },
        { times: 1 },
      );
    });
    await open();
    await say('/newtask sand the bench');
    const task = page.locator('article', { hasText: 'sand the bench' });
    await task.waitFor();
    later.resolve();
    await late;
    await page.evaluate('fetch("/health/live").then((answer) => answer.text())');
    expect(await task.count()).toBe(1);
  });

  it('means times in the reader’s own zone', async () => {
    await open();
    await say('/newtask call the office 2027-03-01 at 15:00');
    await page.locator('article', { hasText: 'call the office' }).getByText('3:00 PM').waitFor();
  });

  it('says so when the key is not a good one', async () => {
    await page.goto(product.url);
    await page.getByLabel('API key').fill('flrts_nobody');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'not known here' }).waitFor();
  });

  it('keeps what could not be sent, and sends it once the server is back', async () => {
    await open();
    await context.setOffline(true);
    await say('/newtask mend the fence');
    await page.getByRole('button', { name: /Tap to send again/ }).waitFor();
    expect(await page.locator('#connection').textContent()).toContain('cannot be reached');
    await context.setOffline(false);
    await page.locator('article', { hasText: 'mend the fence' }).waitFor();
    expect((await product.ask('GET', '/v1/tasks?q=mend')).body['items']).toHaveLength(1);
  });

  it('keeps a draft through a reload', async () => {
    await open();
    await page.getByLabel('Message', { exact: true }).fill('half a thou');
    await page.reload();
    await page.locator('#desk').waitFor();
    expect(await page.getByLabel('Message', { exact: true }).inputValue()).toBe('half a thou');
  });

  it('shows text as text', async () => {
    await open();
    await say('/newtask hang <img src=x onerror=alert(1)> and <b>bold</b> signs');
    await page.locator('article', { hasText: '<b>bold</b>' }).waitFor();
    expect(await page.locator('article img, article b').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('fits a phone', async () => {
    await page.setViewportSize({ width: 375, height: 667 });
    await open();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
    await page.getByRole('button', { name: 'Records' }).click();
    await page.locator('article').first().waitFor();
    expect(await page.getByLabel('Message', { exact: true }).isVisible()).toBe(false);
    await page.getByRole('tab', { name: /Lists/ }).click();
    expect(await page.getByRole('tab', { name: /Lists/ }).getAttribute('aria-selected')).toBe('true');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
  });

  it('shows Swagger UI with nothing from elsewhere', async () => {
    const elsewhere: string[] = [];
    page.on('request', (request) => !/^(data:|http:\/\/127)/.test(request.url()) && elsewhere.push(request.url()));
    await page.goto(`${product.url}/docs`);
    await page.getByText('/v1/rails/parse').waitFor();
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
