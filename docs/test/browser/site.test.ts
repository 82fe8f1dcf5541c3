import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

const site = pathToFileURL(join(import.meta.dirname, '../../.dist/')).href;
let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
});
afterAll(() => browser.close());

test.each([
  ['index.html', 'licenses-usage'],
  ['documents/Migrate.html', 'Migrate from the superseded licence-usage calls'],
  ['modules/_licenses-usage_client.html', 'Module @licenses-usage/client'],
  ['rest/index.html', 'Partner Center licence usage'],
])(
  '%s opens on a phone without errors, without the network, no wider than the screen',
  async (path, heading) => {
    const page = await browser.newPage({ viewport: { width: 390, height: 800 } });
    const surprises: string[] = [];
    page.on('pageerror', (error) => surprises.push(error.message));
    page.on('response', (response) => {
      if (!/^(file|data|blob):/.test(response.url())) surprises.push(response.url());
    });
    await page.goto(site + path);
    await page.getByRole('heading', { level: 1, name: heading }).first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(surprises).toEqual([]);
    await page.close();
  },
);

test('the search finds what a package exports', async () => {
  const page = await browser.newPage();
  await page.goto(`${site}index.html`);
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('combobox').pressSequentially('createRefreshTokenCredential');
  await page.getByRole('option', { name: 'createRefreshTokenCredential' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'createRefreshTokenCredential' }).waitFor();
  expect(page.url()).toContain('createRefreshTokenCredential');
  await page.close();
});

test('the REST reference leads to its operations', async () => {
  const page = await browser.newPage();
  await page.goto(`${site}rest/index.html#/licences-usage/listlicensesusage`);
  const address = page.getByText('/v1/analytics/commercial/usage/license/').first();
  await address.waitFor();
  expect(await address.isVisible()).toBe(true);
  await page.close();
});
