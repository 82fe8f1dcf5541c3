import { access } from 'node:fs/promises';

import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { createEmulator, type Emulator, faultNames, type ListeningEmulator } from '../../src/index.ts';

const executablePath = '/usr/bin/chromium';

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

beforeEach(async () => {
  const row = {
    productName: 'P',
    workloadName: 'Exchange',
    serviceCode: 'o365',
    licensesActive: 1,
    licensesQualified: 2,
  };
  emulator = createEmulator({
    data: {
      Value: [
        {
          ...row,
          customerTenantId: 'a1b2c3d4-0000-4000-8000-000000000001',
          customerName: "O'Brien & <b>Sons</b>",
        },
        {
          ...row,
          customerTenantId: 'a1b2c3d4-0000-4000-8000-000000000002',
          customerName: '"><script>document.title="broken"</script>',
        },
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

/** The page's own answer to a request, once it has one. */
async function response(): Promise<string> {
  await page.waitForFunction(() =>
    /^(\d{3} after|There was no answer)/.test(document.querySelector('#response')?.textContent ?? ''),
  );
  return (await page.locator('#response').textContent()) ?? '';
}

describe('the page at /', () => {
  test('says what runs, and shows the customers by name, whatever the name', async () => {
    expect(await page.title()).toBe('Partner Center, emulated');
    const names = await page.locator('tbody td:first-child').allTextContents();
    expect(names).toEqual(["O'Brien & <b>Sons</b>", '"><script>document.title="broken"</script>']);
    expect(complaints).toEqual([]);
  });

  test('sends a request and shows it beside the answer', async () => {
    await page.getByLabel('Rows in a page (top)').fill('1');
    await page.getByRole('button', { name: 'Send' }).click();
    const answer = await response();
    expect(answer).toMatch(/^200 after \d+ ms\n/);
    expect(answer).toContain('ms-serverid: 030020525');
    expect(answer).toContain('"TotalCount": 2');
    expect(await page.locator('#request').textContent()).toBe(
      'GET /v1/analytics/commercial/usage/license/?top=1\nAccept: application/json\nAuthorization: Bearer demo-token',
    );
    expect(emulator.requests).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  test('asks for no more than the operation takes', async () => {
    await page.getByLabel('Rows in a page (top)').fill('1');
    await page.getByLabel('Operation').selectOption('listCustomers');
    expect(await page.getByLabel('Rows in a page (top)').isVisible()).toBe(false);
    await page.getByLabel('Customers in a page (size)').fill('1');
    await page.getByRole('button', { name: 'Send' }).click();
    expect(await response()).toContain('"totalCount": 1');
    expect(emulator.requests[0]?.url).toBe(`${listening.url}/v1/customers?size=1`);
  });

  test('shows the usage of a customer at a click on it', async () => {
    await page.getByRole('button', { name: "Show the usage of O'Brien & <b>Sons</b>" }).click();
    expect(await response()).toContain('"usagePercent": 50');
    expect(emulator.requests[0]?.operation).toBe('getCustomerLicensesUsage');
  });

  test('shows what happens without a token', async () => {
    await page.getByLabel('Token', { exact: true }).fill('');
    await page.getByRole('button', { name: 'Send' }).click();
    expect(await response()).toMatch(/^401 after [^]*"code": "800001"/);
  });

  test('switches faults on for the request, each explained', async () => {
    await page.getByText('Faults of this request').click();
    const boxes = page.locator('input[name="fault"]');
    const values = await boxes.evaluateAll((found) => found.map((box) => box.getAttribute('value')));
    expect(values.filter((value) => !faultNames.some((name) => name === value))).toEqual([]);
    expect(values.length).toBeGreaterThan(60);
    await page.getByLabel('unavailable', { exact: true }).check();
    await page.getByRole('button', { name: 'Send' }).click();
    expect(await response()).toMatch(/^503 after /);
    expect(emulator.requests[0]?.faults).toEqual(['unavailable']);
  });

  test('says so when a connection breaks', async () => {
    await page.getByText('Faults of this request').click();
    await page.getByLabel('connection-reset', { exact: true }).check();
    await page.getByRole('button', { name: 'Send' }).click();
    expect(await response()).toBe('There was no answer: TypeError: Failed to fetch');
  });

  test('is used with the keyboard alone', async () => {
    await page.getByLabel('Operation').focus();
    for (let steps = 0; steps < 8; steps += 1) await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => document.activeElement?.textContent);
    expect(focused).toBe('Send');
    await page.keyboard.press('Enter');
    expect(await response()).toMatch(/^200 /);
  });

  test('names every control, and has no id twice', async () => {
    const unnamed = await page.evaluate(() =>
      [...document.querySelectorAll('input, select, button')]
        .filter((control) => {
          const labels =
            'labels' in control && control.labels instanceof NodeList ? control.labels.length : 0;
          return labels === 0 && control.getAttribute('aria-label') === null && control.textContent === '';
        })
        .map((control) => control.outerHTML),
    );
    expect(unnamed).toEqual([]);
    const ids = await page.locator('[id]').evaluateAll((found) => found.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.getByRole('main').count()).toBe(1);
  });
});
