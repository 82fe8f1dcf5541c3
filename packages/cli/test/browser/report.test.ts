import { access, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { factsOf, pageOf } from '../support/report.ts';
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
const everything = factsOf({
  data: {
    Value: [
      row,
      { ...row, workloadName: 'Teams', licensesQualified: 0 },
      { ...row, workloadName: 'Exchange', licensesActive: 3 },
      { ...row, productName: 'SMALL', licensesActive: 1, licensesQualified: 2 },
    ],
  },
  faults: [{ fault: 'adjusted-percent', operation: 'getPartnerLicensesUsage' }],
});
/** The emulator's own data: names of usual length, and eight snapshots. */
const usual = factsOf({ snapshotDate: '2026-11-26' });

interface OpenOptions {
  readonly width: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly facts?: typeof usual;
}

async function open({
  width,
  colorScheme = 'light',
  facts = everything,
}: OpenOptions): Promise<{ page: Page; asked: string[] }> {
  const out = join(await temporaryFolder(), 'report.html');
  await writeFile(out, pageOf(await facts));
  // The policy of the page allows no scripts, and axe is one.
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

/** Opens everything that is folded, as a thorough reader does. */
async function unfold(page: Page): Promise<void> {
  for (const summary of await page.locator('summary').all()) await summary.click();
}

describe('the report in a browser', () => {
  test.for([
    [1280, 'light'],
    [1280, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const)(
    'has no axe violation at %i px, %s, and is no wider than the screen',
    async ([width, colorScheme]) => {
      for (const facts of [everything, usual]) {
        const { page, asked } = await open({ width, colorScheme, facts });
        await page.addScriptTag({ path: axePath });
        await unfold(page);
        const { violations, passes } = await page.evaluate<{
          violations: { id: string; nodes: { html: string }[] }[];
          passes: { id: string }[];
        }>('axe.run()');
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toStrictEqual([]);
        expect(passes.map(({ id }) => id)).toContain('color-contrast');
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        expect(asked.filter((url) => !url.startsWith('file:'))).toStrictEqual([]);
        await page.context().close();
      }
    },
  );

  test('needs no horizontal scrolling on a phone with names and figures of usual length', async () => {
    const { page } = await open({ width: 390, facts: usual });
    await unfold(page);
    const tables = await page
      .getByRole('region')
      .filter({ has: page.locator(':scope > table') })
      .all();
    expect(tables).toHaveLength(8);
    for (const table of tables) {
      const { name, excess } = await table.evaluate((element) => ({
        name: element.getAttribute('aria-label'),
        excess: element.scrollWidth - element.clientWidth,
      }));
      expect({ name, excess }).toStrictEqual({ name, excess: 0 });
    }
    await page.context().close();
  });

  test('breaks a long name without spaces', async () => {
    const { atRisk, ...rest } = await usual;
    const items = atRisk.items.map((customer) => ({ ...customer, name: 'Donaudampfschifffahrt'.repeat(6) }));
    const facts = Promise.resolve({ ...rest, atRisk: { ...atRisk, items } });
    const { page } = await open({ width: 390, facts });
    const table = page.getByRole('region', { name: 'Usage of customers at risk' });
    expect(await table.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    await page.context().close();
  });

  test('has one bar in each row: beside the name, or below it on a phone', async () => {
    const { page } = await open({ width: 390, facts: usual });
    const rows = page.getByRole('region', { name: 'Usage by workload' }).locator('tbody tr');
    const bars = rows.first().locator('.bar:visible');
    expect(await bars.count()).toBe(1);
    for (const media of ['screen', 'print'] as const) {
      await page.setViewportSize({ width: media === 'print' ? 390 : 1280, height: 900 });
      await page.emulateMedia({ media });
      expect(await bars.count()).toBe(1);
      expect(await rows.first().locator('td .bar:visible').count()).toBe(1);
    }
    await page.context().close();
  });

  test('draws a bar as long as its share, and marks 100 % where more is active', async () => {
    const { page } = await open({ width: 1280, facts: usual });
    const widthOf = (workload: string, part: string) =>
      page
        .getByRole('region', { name: 'Usage by product' })
        .locator('tbody', { hasText: workload })
        .locator(`td ${part}`)
        .first()
        .evaluate((bar) => bar.getBoundingClientRect().width);
    expect(
      (await widthOf('EXCHANGE ONLINE (PLAN 2)', '.fill')) /
        (await widthOf('EXCHANGE ONLINE (PLAN 2)', '.track')),
    ).toBeCloseTo(0.9, 2);
    expect(
      (await widthOf('YAMMER ENTERPRISE', '.over')) / (await widthOf('YAMMER ENTERPRISE', '.track')),
    ).toBe(1);
    expect(await page.locator('tbody', { hasText: 'YAMMER ENTERPRISE' }).locator('td .notch').count()).toBe(
      1,
    );
    await page.context().close();
  });

  test('follows the colour scheme, and is light on paper', async () => {
    const { page } = await open({ width: 1280, colorScheme: 'dark' });
    const colourOf = (selector: string, property: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
    expect(await colourOf('body', 'color')).toBe('rgb(232, 236, 240)');
    expect(await colourOf('td .fill', 'fill')).toBe('rgb(108, 178, 245)');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await colourOf('body', 'color')).toBe('rgb(22, 25, 29)');
    expect(await colourOf('td .fill', 'fill')).toBe('rgb(11, 90, 158)');
    await page.context().close();
  });

  test('names options of the command only on the screen', async () => {
    const { atRisk, ...rest } = await usual;
    const facts = Promise.resolve({ ...rest, atRisk: { ...atRisk, total: 433 } });
    const { page } = await open({ width: 1280, facts });
    const hint = page.getByText('--top shows more').first();
    await expect.poll(() => hint.isVisible()).toBe(true);
    await page.emulateMedia({ media: 'print' });
    expect(await hint.isVisible()).toBe(false);
    expect(await page.locator('.cut', { hasText: 'of 433' }).isVisible()).toBe(true);
    await page.context().close();
  });

  test('keeps the header of a table and its heading with the first row on paper', async () => {
    const { page } = await open({ width: 1280, facts: usual });
    await unfold(page);
    await page.emulateMedia({ media: 'print' });
    // Columns break as pages do, and a test can see what is in them.
    for (let height = 600; height < 1_100; height += 20) {
      await page.addStyleTag({
        content: `body { width: 700px; height: ${height}px; columns: 700px auto; column-fill: auto; }`,
      });
      const lonely = await page.evaluate(() =>
        Array.from(document.querySelectorAll('table'), (table) => {
          const leftOf = (element: Element | null) => Math.round(element?.getClientRects()[0]?.left ?? -1);
          const firstRow = table.querySelector('tbody th');
          const above = table.closest('.scroll')?.previousElementSibling ?? null;
          const isTogether = [table.querySelector('thead th'), above].every(
            (element) => Math.abs(leftOf(element) - leftOf(firstRow)) < 100,
          );
          return isTogether ? [] : [table.caption?.textContent];
        }).flat(),
      );
      expect({ height, lonely }).toStrictEqual({ height, lonely: [] });
    }
    await page.context().close();
  });

  test('can be read with the keyboard: past the navigation, through the tables, into the details', async () => {
    const { page } = await open({ width: 390, facts: usual });
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('To the figures');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Workloads');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Usage by workload',
    );
    await page.getByText('Figures of all snapshots').focus();
    await page.keyboard.press('Enter');
    expect(await page.getByRole('region', { name: 'Usage at each snapshot' }).isVisible()).toBe(true);
    await page.context().close();
  });
});
