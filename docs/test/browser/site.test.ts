import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
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
  '%s opens on a phone without errors and network requests, and is no wider than the screen',
  async (path, heading) => {
    // Without the page's own policy, so that requests that it would block are seen too.
    const context = await browser.newContext({ viewport: { width: 390, height: 800 }, bypassCSP: true });
    const page = await context.newPage();
    const surprises: string[] = [];
    page.on('pageerror', (error) => surprises.push(error.message));
    page.on('request', (request) => {
      if (!/^(file|data|blob):/.test(request.url())) surprises.push(request.url());
    });
    await page.goto(site + path);
    await page.getByRole('heading', { level: 1, name: heading }).first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(surprises).toEqual([]);
    await context.close();
  },
);

test.each([
  ['index.html', 1280, 'light'],
  ['index.html', 1280, 'dark'],
  ['index.html', 390, 'light'],
  ['index.html', 390, 'dark'],
  ['documents/Migrate.html', 390, 'dark'],
] as const)('%s has no axe violation at %i px, %s', async (path, width, colorScheme) => {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  await page.goto(site + path);
  await page.getByRole('main').waitFor();
  await page.addScriptTag({ path: axePath });
  const { violations } = await page.evaluate<{
    violations: { id: string; nodes: { html: string }[] }[];
  }>('axe.run()');
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toStrictEqual([]);
  await context.close();
});

test('the front page shows two commands, and leads to the guides before the modules', async () => {
  const page = await browser.newPage();
  await page.goto(`${site}index.html`);
  expect(await page.locator('main, [role=main]').locator('pre').first().textContent()).toMatch(
    /npx -y pnpm@12 cli usage --demo[^]*npx -y pnpm@12 sample/,
  );
  const navigation = page.locator('#tsd-nav-container');
  await navigation.getByRole('link', { name: 'Start' }).waitFor();
  const text = (await navigation.textContent()) ?? '';
  expect(text.indexOf('Migrate')).toBeLessThan(text.indexOf('@licenses-usage'));
  await page.close();
});

test('a signature shows nullable values', async () => {
  const page = await browser.newPage();
  await page.goto(`${site}interfaces/_licenses-usage_client.LicensesUsageRow.html`);
  const signature = page.locator('.tsd-signature').first();
  expect(await signature.textContent()).toMatch(/customerName: string \| null;/);
  await page.close();
});

test.each([
  ['an operation', 'listLicensesDeployment', 'listLicensesDeployment'],
  ['an option', 'attemptTimeoutInMs', 'attemptTimeoutInMs'],
  ['an error class', 'ResponseFormatError', 'ResponseFormatError'],
  ['a function', 'createRefreshTokenCredential', 'createRefreshTokenCredential'],
  ['an AADSTS code', 'AADSTS700082', 'Sign in'],
])('the search finds %s', async (_, words, found) => {
  const page = await browser.newPage();
  await page.goto(`${site}index.html`);
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('combobox').pressSequentially(words);
  const option = page.getByRole('option', { name: found }).first();
  await option.waitFor();
  await option.click();
  await page.waitForURL((url) => !url.pathname.endsWith('index.html'));
  expect(await page.getByRole('main').textContent()).toContain(words);
  await page.close();
});

test('the REST reference leads to its operations', async () => {
  const page = await browser.newPage();
  await page.goto(`${site}rest/index.html#/licences-usage/listlicensesusage`);
  const address = page.getByText('/v1/analytics/commercial/usage/license/').first();
  await address.waitFor();
  expect(await address.isVisible()).toBe(true);
  expect(await page.getByText('API docs by').first().isVisible()).toBe(false);
  await page.close();
});
