import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmulatorOptions } from '@licenses-usage/emulator';
import { describe, expect, test } from 'vitest';
import { Best } from '../src/report/best.ts';
import { runProgram } from './support/run-program.ts';
import { startEmulator } from './support/start-emulator.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const row = {
  customerTenantId: 'a1b2c3d4-0000-4000-8000-000000000001',
  customerName: '</bdi><script>alert(1)</script>',
  productName: '"><img src=x onerror=alert(2)>',
  workloadName: 'Yammer',
  serviceCode: 'o365',
  licensesActive: 1,
  licensesQualified: 50,
};

async function write(options: EmulatorOptions | undefined, ...words: readonly string[]) {
  const out = join(await temporaryFolder(), 'report.html');
  const started = options === undefined ? undefined : await startEmulator(options);
  const { code, error } = await runProgram(
    ['report', '--out', out, ...words, ...(started?.words ?? ['--demo'])],
    { env: started?.env ?? {} },
  );
  return { code, error, out, page: code === 0 ? await readFile(out, 'utf8') : '' };
}

/** The cells of each row of the table with this caption. */
function rowsOf(page: string, caption: string): string[][] {
  const [, table = ''] = page.split(new RegExp(`<caption>\\s*${caption}\\s*</caption>`));
  const [body = ''] = (table.split('<tbody>')[1] ?? '').split('</tbody>');
  expect(body).not.toBe('');
  return body
    .split('</tr>')
    .slice(0, -1)
    .map((line) =>
      [...line.matchAll(/<bdi>(.*?)<\/bdi>/g)].map(([, cell = '']) => cell.replaceAll('\u00A0', ' ')),
    );
}

describe('report', () => {
  test('tells workloads, products, customers, trend and parity of the demonstration', async () => {
    const { code, error, out, page } = await write(undefined);
    expect({ code, error }).toStrictEqual({ code: 0, error: `Report written to ${out}.\n` });
    expect(rowsOf(page, 'Microsoft Office 365 by workload')[0]).toStrictEqual([
      'Exchange',
      '784',
      '854',
      '91.8 %',
    ]);
    expect(rowsOf(page, 'Microsoft Dynamics by workload')).toHaveLength(2);
    expect(rowsOf(page, 'Least used products, lowest usage first')).toHaveLength(12);
    expect(rowsOf(page, 'Customers at risk, most unused licences first')[0]).toStrictEqual([
      '青空ソフトウェア株式会社',
      'Yammer',
      '267',
      '33 of 300',
      '11.0 %',
    ]);
    expect(rowsOf(page, 'Usage at each snapshot')).toHaveLength(8 * 8);
    expect(page).toContain('✓ Both operations say the same.');
    expect(page).toContain('9 of 9 figures that both have agree at 2 decimals.');
  });

  test('says how many rows of a list it shows, and shows more or all on demand', async () => {
    const caption = 'Customers at risk, most unused licences first';
    const cut = await write({ customers: 60 });
    const [, total = ''] =
      /12 of (\d+) are shown; --top shows more\.<\/p>\s*<div[^>]*Customers at risk/.exec(
        cut.page.replaceAll(/>\s+</g, '><'),
      ) ?? [];
    expect(Number(total)).toBeGreaterThan(12);
    expect(rowsOf(cut.page, caption)).toHaveLength(12);
    const all = await write({ customers: 60 }, '--top', 'all', '--snapshots', '1');
    expect(rowsOf(all.page, caption)).toHaveLength(Number(total));
    expect(all.page).not.toContain('are shown');
    expect(rowsOf((await write({ customers: 60 }, '--top', '3')).page, caption)).toHaveLength(3);
    expect(await write(undefined, '--top', 'some')).toMatchObject({
      code: 2,
      error: '--top takes a whole number from 1, or all; received "some".\n',
    });
  });

  test('needs nothing but itself', async () => {
    const { page } = await write(undefined, '--snapshots', '1');
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).not.toMatch(/<(?:script|link|img|iframe|object|embed)\b/);
    expect(page).not.toMatch(/(?:src|href)="(?!#)/);
    expect(page).not.toMatch(/url\((?!#)|@import/);
    expect(rowsOf(page, 'Usage at each snapshot')).toHaveLength(8);
  });

  test('lets no name become markup', async () => {
    const { page } = await write({ data: { Value: [row] } });
    expect(page).not.toContain('<script');
    expect(page).not.toContain('<img');
    expect(rowsOf(page, 'Customers at risk, most unused licences first')[0]?.[0]).toBe(
      '&lt;/bdi&gt;&lt;script&gt;alert(1)&lt;/script&gt;',
    );
  });

  test('shows what is above 100 %, and has no percentage where nothing is qualified', async () => {
    const { page } = await write({
      data: {
        Value: [
          { ...row, licensesActive: 164 },
          { ...row, workloadName: 'Teams', licensesActive: 14, licensesQualified: 0 },
        ],
      },
    });
    expect(rowsOf(page, 'Microsoft Office 365 by workload')).toStrictEqual([
      ['Yammer', '164', '50', '328.0 % ▲'],
      ['Teams', '14', '0', '–'],
    ]);
    expect(page).toContain('>400 %</text>');
  });

  test('shows where the superseded operation says something else, or nothing', async () => {
    const operation = 'getPartnerLicensesUsage';
    const data = { Value: [{ ...row, licensesActive: 164 }] };
    const adjusted = await write({ data, faults: [{ fault: 'adjusted-percent', operation }] });
    expect(adjusted.page).toContain('✗ The operations differ.');
    expect(rowsOf(adjusted.page, 'What differs')).toStrictEqual([
      ['o365 · Yammer · reseller', 'proratedLicensesUsagePercent', '295.20', '328.00'],
    ]);
    const missing = await write({ data, faults: [{ fault: 'zero-rows', operation }] });
    expect(rowsOf(missing.page, 'What differs')).toStrictEqual([
      ['o365 · Yammer · reseller', 'proratedLicensesUsagePercent', 'missing', '328.00'],
    ]);
  });

  test('is written without parity when the superseded operation is gone', async () => {
    const { code, page } = await write({
      faults: [{ fault: 'not-found', operation: 'getPartnerLicensesUsage' }],
    });
    expect(code).toBe(0);
    expect(page).toContain('Not compared.');
    expect(page).toMatch(/<p>getPartnerLicensesUsage \(GET .*404/);
  });

  test('is not written without data', async () => {
    const { code, error, out } = await write({ data: { Value: [] } });
    expect({ code, error }).toStrictEqual({
      code: 4,
      error: 'There is no data to report on, which is not the same as no usage.\n',
    });
    expect(await readdir(join(out, '..'))).toStrictEqual([]);
    expect((await write(undefined, '--snapshots', '0')).code).toBe(2);
  });
});

test('the best of many are kept in order, the first of equals first', () => {
  const best = new Best<readonly [number, string]>(3, ([one], [other]) => one - other);
  for (const item of [
    [5, 'a'],
    [1, 'b'],
    [4, 'c'],
    [1, 'd'],
    [0, 'e'],
    [4, 'f'],
  ] as const)
    best.add(item);
  expect(best.items).toStrictEqual([
    [0, 'e'],
    [1, 'b'],
    [1, 'd'],
  ]);
});
