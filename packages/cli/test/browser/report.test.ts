import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runProgram } from '../support/run-program.ts';
import { startEmulator } from '../support/start-emulator.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const executablePath = '/usr/bin/chromium';
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

let browser: Browser;

beforeAll(async () => {
  await access(executablePath).catch(() => {
    throw new Error(`There is no ${executablePath}; this test needs it: apt-get install -y chromium`);
  });
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});

afterAll(() => browser.close());

const row = {
  customerTenantId: 'a1b2c3d4-0000-4000-8000-000000000001',
  customerName:
    'A customer whose name goes on and on without any end that would fit a telephone GmbH & Co. KG',
  productName: 'OFFICE 365 ENTERPRISE E3',
  workloadName: 'Yammer',
  serviceCode: 'o365',
  licensesActive: 16_400,
  licensesQualified: 5_000,
};

/** A report with everything that a report can hold: above 100 %, nothing qualified, at risk, and differences. */
async function open(width: number, colorScheme: 'light' | 'dark'): Promise<{ page: Page; asked: string[] }> {
  const out = join(await temporaryFolder(), 'report.html');
  const { words, env } = await startEmulator({
    data: {
      Value: [
        row,
        { ...row, workloadName: 'Teams', licensesQualified: 0 },
        { ...row, workloadName: 'Exchange', licensesActive: 3 },
      ],
    },
    faults: [{ fault: 'adjusted-percent', operation: 'getPartnerLicensesUsage' }],
  });
  expect((await runProgram(['report', '--out', out, ...words], { env })).code).toBe(0);
  // The page's own policy lets no script in, and axe is one.
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    bypassCSP: true,
  });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(out).href);
  return { page, asked };
}

describe('the report in a browser', () => {
  test.for([
    [1280, 'light'],
    [1280, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const)(
    'breaks no rule of axe at %i px, %s, and is no wider than the screen',
    async ([width, scheme]) => {
      const { page, asked } = await open(width, scheme);
      await page.addScriptTag({ path: axePath });
      await page.locator('summary').click();
      const { violations, passes } = await page.evaluate<{
        violations: { id: string; nodes: { html: string }[] }[];
        passes: { id: string }[];
      }>('axe.run()');
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toStrictEqual([]);
      expect(passes.map(({ id }) => id)).toContain('color-contrast');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(asked.filter((url) => !url.startsWith('file:'))).toStrictEqual([]);
      await page.context().close();
    },
  );

  test('needs no scrolling to the side on a telephone for names and figures of usual length', async () => {
    const out = join(await temporaryFolder(), 'report.html');
    expect((await runProgram(['report', '--demo', '--out', out])).code).toBe(0);
    const page = await browser.newPage({ viewport: { width: 390, height: 900 } });
    await page.goto(pathToFileURL(out).href);
    await page.locator('summary').click();
    const tables = await page
      .getByRole('region')
      .filter({ has: page.locator(':scope > table') })
      .all();
    expect(tables).toHaveLength(6);
    for (const table of tables) {
      const { name, excess } = await table.evaluate((element) => ({
        name: element.getAttribute('aria-label'),
        excess: element.scrollWidth - element.clientWidth,
      }));
      expect({ name, excess }).toStrictEqual({ name, excess: 0 });
    }
    await page.close();
  });

  test('shows one of both drawings of a chart, with the figures in text', async () => {
    const { page } = await open(390, 'light');
    const bars = page.getByRole('img', { name: 'Usage of Microsoft Office 365 by workload' });
    expect(await bars.locator('svg').count()).toBe(2);
    expect(await bars.locator('svg:visible').count()).toBe(1);
    expect(await bars.locator('svg:visible text').allTextContents()).toContain('328.0\u00A0%\u00A0▲');
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(await bars.locator('svg:visible').count()).toBe(1);
    await page.emulateMedia({ media: 'print' });
    expect(await bars.locator('svg:visible').count()).toBe(1);
    await page.context().close();
  });

  test('marks 100 %, and what is above it by more than colour', async () => {
    const { page } = await open(1280, 'light');
    const bars = page.getByRole('img', { name: 'Usage of Microsoft Office 365 by workload' });
    const chart = bars.locator('svg:visible');
    expect(await chart.locator('[stroke="var(--muted)"][stroke-dasharray]').count()).toBe(1);
    expect(await chart.locator('[fill="var(--over)"]').count()).toBe(1);
    const widthOf = (fill: string, index: number) =>
      chart
        .locator(`[fill="var(--${fill})"]`)
        .nth(index)
        .evaluate((bar) => bar.getBoundingClientRect().width);
    expect((await widthOf('over', 0)) / (await widthOf('track', 0))).toBeCloseTo(3.28 / 4, 2);
    await page.context().close();
  });

  test('follows the theme, and is light on paper', async () => {
    const { page } = await open(1280, 'dark');
    const colourOf = (selector: string, property: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
    expect(await colourOf('body', 'background-color')).toBe('rgb(13, 17, 23)');
    expect(await colourOf('.wide text', 'fill')).toBe('rgb(230, 237, 243)');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await colourOf('body', 'background-color')).toBe('rgb(255, 255, 255)');
    expect(await colourOf('.wide text', 'fill')).toBe('rgb(27, 31, 36)');
    await page.context().close();
  });

  test('is read with the keyboard: past the navigation, through the tables, into the details', async () => {
    const { page } = await open(390, 'light');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('To the figures');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Microsoft Office 365 by workload',
    );
    await page.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await page.getByRole('region', { name: 'Usage at each snapshot' }).isVisible()).toBe(true);
    await page.context().close();
  });
});
