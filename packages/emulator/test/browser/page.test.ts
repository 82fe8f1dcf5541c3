import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { createEmulator, type Emulator, faultNames, type ListeningEmulator } from '../../src/index.ts';

const executablePath = '/usr/bin/chromium';
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const run = promisify(execFile);

let browser: Browser;
let emulator: Emulator;
let listening: ListeningEmulator;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  await access(executablePath).catch(() => {
    throw new Error(`There is no ${executablePath}; this test needs it: apt-get install -y chromium`);
  });
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});

afterAll(() => browser.close());

const row = {
  customerTenantId: 'a1b2c3d4-0000-4000-8000-000000000001',
  customerName: "O'Brien & <b>Sons</b>",
  productName: 'P',
  workloadName: 'Exchange',
  serviceCode: 'o365',
  licensesActive: 1,
  licensesQualified: 2,
};
const brokenName = '"><script>document.title="broken"</script>';

beforeEach(async () => {
  emulator = createEmulator({
    data: {
      Value: [
        row,
        { ...row, customerTenantId: 'a1b2c3d4-0000-4000-8000-000000000002', customerName: brokenName },
      ],
    },
  });
  listening = await emulator.listen();
  page = await browser.newPage();
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(listening.url);
});

afterEach(async () => {
  await page.close();
  await listening.close();
});

const send = () => page.getByRole('button', { name: 'Send' }).click();
const textOf = async (id: string): Promise<string> => (await page.locator(`#${id}`).textContent()) ?? '';

/** The line with status, time and size, once there is an answer. */
async function status(): Promise<string> {
  await page.waitForFunction(() =>
    /^(\d{3} |No answer)/.test(document.querySelector('#status')?.textContent ?? ''),
  );
  return textOf('status');
}

async function waitForRows(count: number): Promise<void> {
  await page.waitForFunction((wanted) => document.querySelectorAll('#log tr').length === wanted, count);
}

describe('the page at /', () => {
  test('shows the served data and the state of the switches', async () => {
    expect(await page.title()).toBe('Partner Center, emulated');
    const operations = page.getByRole('list', { name: 'Operations' }).getByRole('button');
    expect(await operations.first().textContent()).toContain('/v1/analytics/commercial/usage/license/');
    expect(await operations.filter({ hasText: 'superseded' }).count()).toBe(4);
    expect(await textOf('now-customers')).toBe('2');
    expect(await textOf('now-snapshots')).toBe('Microsoft Office 365: 2017-03-09');
    expect(await textOf('now-throttling')).toBe('off');
    expect(await textOf('now-faults')).toBe('none');
    expect(complaints).toEqual([]);
  });

  test('shows request and answer side by side, with status, time, size and headers', async () => {
    await page.getByLabel('Rows in a page (top)').fill('1');
    await send();
    expect(await status()).toMatch(/^200 OK · \d+ ms · [\d,]+ bytes, with a byte order mark$/);
    expect(await textOf('headers')).toContain('ms-serverid: 030020525');
    expect(await textOf('response')).toContain('\n  "TotalCount": 2');
    expect(await textOf('request')).toBe(
      'GET /v1/analytics/commercial/usage/license/?top=1\nAccept: application/json\nAuthorization: Bearer $ACCESS_TOKEN',
    );
    expect(emulator.requests).toHaveLength(1);
    expect(emulator.requests[0]?.headers['authorization']).toBe('Bearer [redacted]');
    expect(complaints).toEqual([]);
  });

  test('shows numbers as they were sent', async () => {
    await page.getByLabel('Operation', { exact: true }).selectOption('getPartnerLicensesUsage');
    await send();
    expect(await status()).toMatch(/^200 /);
    expect(await textOf('response')).toContain('"proratedLicensesUsagePercent": 50.0');
  });

  test('sends only the parameters of the operation', async () => {
    await page.getByLabel('Rows in a page (top)').fill('1');
    await page.getByLabel('Operation', { exact: true }).selectOption('listCustomers');
    expect(await page.getByLabel('Rows in a page (top)').isVisible()).toBe(false);
    await page.getByLabel('Customers in a page (size)').fill('1');
    await send();
    expect(await status()).toMatch(/^200 /);
    expect(await textOf('response')).toContain('"totalCount": 1');
    expect(emulator.requests[0]?.url).toBe(`${listening.url}/v1/customers?size=1`);
  });

  test('finds a customer by any part of its name, and shows its usage on a click', async () => {
    const found = page.getByRole('list', { name: 'Customers found' }).getByRole('button');
    await found.nth(1).waitFor();
    expect(await page.locator('#found bdi').allTextContents()).toEqual([row.customerName, brokenName]);
    expect(await textOf('found-note')).toBe('All 2.');
    await page.getByLabel('Find a customer').fill('SCRIPT');
    await page.getByText('1 found among 2.').waitFor();
    expect(await page.locator('#found bdi').allTextContents()).toEqual([brokenName]);
    await found.first().click();
    expect(await status()).toMatch(/^200 /);
    expect(await textOf('response')).toContain('"usagePercent": 50.0');
    expect(emulator.requests[0]?.url).toContain('a1b2c3d4-0000-4000-8000-000000000002');
    expect(await page.title()).toBe('Partner Center, emulated');
    expect(complaints).toEqual([]);
  });

  test('shows requests of other programs live, as text and without values of filters', async () => {
    await waitForRows(0);
    const address = `${listening.url}/v1/customers?filter=${encodeURIComponent("x eq 'Secret AG'")}&size=<b>1</b>`;
    await fetch(address);
    await waitForRows(1);
    const cells = await page.locator('#log td').allTextContents();
    expect(cells.slice(1)).toEqual([
      '401',
      "GET /v1/customers?filter=x eq '…'&size=<b>1</b>",
      'listCustomers',
      '',
    ]);
    expect(await textOf('log-note')).toBe('1 so far, newest first.');
    emulator.reset();
    await waitForRows(0);
  });

  test('says when the emulator no longer answers', async () => {
    await listening.close();
    const note = page.getByText('The emulator does not answer. Is it still running?');
    await note.waitFor();
    expect(await note.isVisible()).toBe(true);
  });

  test('shows what happens without a token', async () => {
    await page.getByLabel('Token', { exact: true }).fill('');
    await send();
    expect(await status()).toMatch(/^401 /);
    expect(await textOf('response')).toContain('"code": "800001"');
    expect(await textOf('request')).not.toContain('Authorization');
  });

  test('enables faults for the request, with an explanation of each', async () => {
    await page.getByText('Faults of this request').click();
    const boxes = page.locator('input[name="fault"]');
    const values = await boxes.evaluateAll((found) => found.map((box) => box.getAttribute('value')));
    expect(values.filter((value) => !faultNames.some((name) => name === value))).toEqual([]);
    expect(values.length).toBeGreaterThan(60);
    await page.getByLabel('unavailable', { exact: true }).check();
    await send();
    expect(await status()).toMatch(/^503 /);
    expect(emulator.requests[0]?.faults).toEqual(['unavailable']);
  });

  test('says so when a connection breaks', async () => {
    await page.getByText('Faults of this request').click();
    await page.getByLabel('connection-reset', { exact: true }).check();
    await send();
    expect(await status()).toMatch(/^No answer · \d+ ms · TypeError: Failed to fetch$/);
  });

  test('copies the shown text', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy: curl' }).click();
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(await textOf('curl'));
  });

  test('can be used with only the keyboard', async () => {
    await page.getByLabel('Operation', { exact: true }).focus();
    for (let steps = 0; steps < 8; steps += 1) await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Send');
    await page.keyboard.press('Enter');
    expect(await status()).toMatch(/^200 /);
  });
});

describe('a snippet of the page', () => {
  test.for([
    [
      'listLicensesUsage',
      { Filter: `customerName eq 'O''Brien & <b>Sons</b>'`, 'Rows in a page (top)': '1' },
    ],
    ['listLicensesDeployment', { 'Group by': 'serviceName, productName' }],
    ['listCustomers', { 'Customers in a page (size)': '2' }],
    ['getCustomerLicensesUsage', {}],
    ['getPartnerLicensesUsage', {}],
  ] as const)('asks for %s as the page did, and holds no token', async ([operation, fields]) => {
    await page.getByLabel('Operation', { exact: true }).selectOption(operation);
    await page.getByLabel('Token', { exact: true }).fill('typed-token');
    for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value);
    await page.getByText('Faults of this request').click();
    await page.getByLabel('gzip', { exact: true }).check();
    await send();
    expect(await status()).toMatch(/^200 /);
    const [curl, client] = [await textOf('curl'), await textOf('client')];
    expect(curl + client + (await textOf('request'))).not.toContain('typed-token');

    const env = { ...process.env, ACCESS_TOKEN: 'typed-token' };
    await run('sh', ['-c', `${curl} --silent --output /dev/null`], { env });
    const { stdout } = await run('node', ['--input-type=module', '--eval', client], {
      env,
      cwd: import.meta.dirname,
    });
    expect(stdout).not.toBe('');
    const asked = emulator.requests.map(({ url, faults, status: answered }) => ({
      query: Object.fromEntries(new URL(url).searchParams),
      path: new URL(url).pathname,
      faults,
      answered,
    }));
    expect(asked).toHaveLength(3);
    expect(asked[1]).toEqual(asked[0]);
    expect(asked[2]).toMatchObject({ path: asked[0]?.path, faults: ['gzip'], answered: 200 });
  });
});

describe('the page on a screen', () => {
  test.for([
    [1280, 'light'],
    [1280, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const)('of %i px, %s, has no axe violation and is no wider', async ([width, colorScheme]) => {
    // The page's own policy would block axe, which is a script.
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme,
      bypassCSP: true,
    });
    const open = await context.newPage();
    await open.goto(listening.url);
    await open.locator('#found button').first().click();
    await open.locator('#log tr').first().waitFor();
    await open.getByText('Faults of this request').click();
    await open.addScriptTag({ path: axePath });
    const { violations, passes } = await open.evaluate<{
      violations: { id: string; nodes: { html: string }[] }[];
      passes: { id: string }[];
    }>('axe.run()');
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toStrictEqual([]);
    expect(passes.map(({ id }) => id)).toContain('color-contrast');
    expect(await open.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await context.close();
  });
});
