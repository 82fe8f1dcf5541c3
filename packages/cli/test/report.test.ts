import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmulatorOptions } from '@licenses-usage/emulator';
import { describe, expect, test } from 'vitest';
import { factsOf, pageOf, rowsOf, textOf } from './support/report.ts';
import { runProgram } from './support/run-program.ts';
import { startEmulator } from './support/start-emulator.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const snapshotDate = '2026-11-26';

const row = {
  customerTenantId: 'a1b2c3d4-0000-4000-8000-000000000001',
  customerName: '</bdi><script>alert(1)</script>',
  productName: '"><img src=x onerror=alert(2)>',
  workloadName: 'Yammer',
  serviceCode: 'o365',
  licensesActive: 1,
  licensesQualified: 50,
};

describe('report', () => {
  test('shows what changed, workloads, movers, customers, products, trend and parity of the demonstration', async () => {
    const page = pageOf(await factsOf({ snapshotDate }));
    const text = textOf(page);
    expect(text).toContain('Teams changed most since 19 November 2026: 16 more active licences, now 464.');
    expect(text).toContain('Customers 11 unchanged with licences');
    expect(text).toContain('Qualified licences 854 +1 of Exchange, the largest workload');
    expect(text).toContain('Share active 91.8% −0.7 points of the licences of Exchange');
    expect(text).toContain('Unused licences 70 +6 of Exchange');
    expect(rowsOf(page, 'Usage by workload').slice(0, 2)).toStrictEqual([
      ['Skype For BusinessMicrosoft Office 365', '39.7%', '216', '544', '+5', '328'],
      ['YammerMicrosoft Office 365', '44.5%', '209', '470', '+6', '261'],
    ]);
    expect(rowsOf(page, 'Rose')[0]).toStrictEqual(['青空ソフトウェア株式会社Teams', '247', '261', '+14']);
    expect(rowsOf(page, 'Fell')[0]).toStrictEqual(['Adventure Works CyclesExchange', '182', '176', '−6']);
    expect(rowsOf(page, 'Usage of customers at risk').slice(0, 5)).toStrictEqual([
      ['青空ソフトウェア株式会社'],
      ['Yammer', '11.0%', '33', '300', '267'],
      ['O&#39;Brien Outfitters'],
      ['Yammer', '10.0%', '12', '120', '108'],
      ['Skype For Business', '37.5%', '45', '120', '75'],
    ]);
    expect(rowsOf(page, 'Usage by product')[0]).toStrictEqual(['OFFICE 365 ENTERPRISE E1']);
    expect(text).toContain('Others: 4 products with fewer than 10 qualified licences');
    expect(rowsOf(page, 'Usage at each snapshot')).toHaveLength(8 * 8 + 8);
    expect(text).toContain('✓ Yes. Moving to the new way changes no figure.');
    expect(text).toContain('9 of the 9 figures that both ways give are the same.');
  });

  test('says how many customers of a longer list it shows, and shows all on demand', async () => {
    const options: EmulatorOptions = { snapshotDate, customers: 60 };
    const cut = pageOf(await factsOf({ ...options, snapshots: 1 }));
    const [, total = ''] = /12 of (\d+) customers at risk/.exec(textOf(cut)) ?? [];
    expect(Number(total)).toBeGreaterThan(12);
    const customers = (page: string, end = '') =>
      rowsOf(page, `Usage of customers at risk${end}`).filter((cells) => cells.length === 1);
    expect(customers(cut)).toHaveLength(12);
    const all = pageOf(await factsOf({ ...options, snapshots: 1, top: Infinity }));
    expect(customers(all)).toHaveLength(Number(total));
    expect(all).not.toContain('--top shows more');
  });

  test('folds long lists after their first rows', async () => {
    const page = pageOf(await factsOf({ snapshotDate, customers: 100, snapshots: 2, top: Infinity }));
    const groups = (caption: string) => rowsOf(page, caption).filter((cells) => cells.length === 1).length;
    const rest = groups('Usage of customers at risk, continued');
    expect(groups('Usage of customers at risk')).toBe(50);
    expect(textOf(page)).toContain(`${rest} more customers at risk`);
    expect(rowsOf(page, 'Rose')).toHaveLength(50);
    expect(rowsOf(page, 'Rose, continued').length).toBeGreaterThan(10);
  });

  test('asks for several snapshots of a long trend at once, and keeps their order', async () => {
    let [inFlight, most] = [0, 0];
    const facts = await factsOf({
      snapshotDate,
      snapshots: 30,
      wrapFetch: (fetch) => async (input, init) => {
        inFlight += 1;
        most = Math.max(most, inFlight);
        try {
          return await fetch(input, init);
        } finally {
          inFlight -= 1;
        }
      },
    });
    expect(most).toBe(6);
    const days = facts.trends[0]?.points.map(({ day }) => day) ?? [];
    expect(days).toHaveLength(30);
    expect(days).toStrictEqual(days.toSorted());
  });

  test('is self-contained', async () => {
    const page = pageOf(await factsOf({ snapshotDate }));
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).not.toMatch(/<(?:script|link|img|iframe|object|embed)\b/);
    expect(page).not.toMatch(/(?:src|href)="(?!#)/);
    expect(page).not.toMatch(/url\(|@import/);
  });

  test('does not compare when there is only one snapshot', async () => {
    const page = pageOf(await factsOf({ snapshotDate, snapshots: 1 }));
    const text = textOf(page);
    expect(text).toContain('There is no earlier snapshot to compare with.');
    expect(text).toContain('Customers 11 with licences');
    expect(rowsOf(page, 'Usage by workload')[1]).toStrictEqual([
      'YammerMicrosoft Office 365',
      '44.5%',
      '209',
      '470',
      '261',
    ]);
    expect(text).toContain('There is one snapshot of each workload. Its figures are under “Workloads”.');
    expect(page).not.toContain('<figure>');
  });

  test('lets no name become markup', async () => {
    const page = pageOf(await factsOf({ data: { Value: [row] } }));
    expect(page).not.toContain('<script');
    expect(page).not.toContain('<img');
    expect(rowsOf(page, 'Usage of customers at risk')[0]).toStrictEqual([
      '&lt;/bdi&gt;&lt;script&gt;alert(1)&lt;/script&gt;',
    ]);
  });

  test('marks shares above 100 %, and has no percentage when nothing is qualified', async () => {
    const page = pageOf(
      await factsOf({
        data: {
          Value: [
            { ...row, licensesActive: 164 },
            { ...row, workloadName: 'Teams', licensesActive: 14, licensesQualified: 0 },
          ],
        },
      }),
    );
    expect(rowsOf(page, 'Usage by workload').map(([, ...figures]) => figures)).toStrictEqual([
      ['–', '14', '0', '14 over'],
      ['328.0% ▲', '164', '50', '114 over'],
    ]);
    expect(textOf(page)).toContain('Active beyond qualified 114');
  });

  test('shows when the superseded operation differs or has no rows', async () => {
    const operation = 'getPartnerLicensesUsage';
    const data = { Value: [{ ...row, licensesActive: 164 }] };
    const adjusted = pageOf(await factsOf({ data, faults: [{ fault: 'adjusted-percent', operation }] }));
    expect(textOf(adjusted)).toContain('✗ No. Some figures differ.');
    const where = 'o365 · Yammer · resellerproratedLicensesUsagePercent';
    expect(rowsOf(adjusted, 'What differs')).toStrictEqual([[where, '295.20', '328.00']]);
    const missing = pageOf(await factsOf({ data, faults: [{ fault: 'zero-rows', operation }] }));
    expect(rowsOf(missing, 'What differs')).toStrictEqual([[where, 'missing', '328.00']]);
  });

  test('is written without parity when the superseded operation no longer works', async () => {
    const facts = await factsOf({ faults: [{ fault: 'not-found', operation: 'getPartnerLicensesUsage' }] });
    const text = textOf(pageOf(facts));
    expect(text).toContain('Not compared: the old way gave no figures.');
    expect(text).toMatch(/getPartnerLicensesUsage \(GET .*404/);
  });
});

describe('the command report', () => {
  async function write(options: EmulatorOptions | undefined, ...words: readonly string[]) {
    const out = join(await temporaryFolder(), 'report.html');
    const started = options === undefined ? undefined : await startEmulator(options);
    const run = await runProgram(['report', '--out', out, ...words, ...(started?.words ?? ['--demo'])], {
      env: started?.env ?? {},
    });
    // Everything goes to the file.
    expect(run.out).toBe('');
    return { code: run.code, error: run.error, out };
  }

  test('writes the file, with a look of the partner', async () => {
    const words = [
      '--locale',
      'de-DE',
      '--title',
      'Lizenzen <heute>',
      '--partner-name',
      'Contoso',
      '--accent',
      '#7A1FA2',
    ];
    const { code, error, out } = await write(undefined, '--snapshots', '2', ...words);
    expect({ code, error }).toStrictEqual({ code: 0, error: `Report written to ${out}.\n` });
    const page = await readFile(out, 'utf8');
    expect(page).toContain('<title>Lizenzen &lt;heute&gt; · Contoso</title>');
    expect(page).toContain('--accent: #7a1fa2;');
    const year = new Date().getFullYear();
    expect(textOf(page)).toMatch(new RegExp(`as of \\d+\\. (?:[A-Z]|ä)[a-zä]+ (?:${year}|${year - 1})`));
    expect(rowsOf(page, 'Usage by workload')[1]?.[1]).toBe('44,5 %');
  });

  test('is not written without data', async () => {
    const { code, error, out } = await write({ data: { Value: [] } });
    expect({ code, error }).toStrictEqual({
      code: 4,
      error: 'There is no data to report on, which is not the same as no usage.\n',
    });
    expect(await readdir(join(out, '..'))).toStrictEqual([]);
  });

  test.for([
    [['--top', 'some'], '--top takes a whole number from 1, or all; received "some".'],
    [['--snapshots', '0'], '--snapshots takes a whole number from 1 to 104, such as 8; received "0".'],
    [
      ['--locale', 'klingon!'],
      '--locale takes a language and a region, such as de-DE or en-US; received "klingon!".',
    ],
    [['--title', ' '], '--title takes one line of 1 to 120 characters.'],
    [['--partner-name', 'a\nb'], '--partner-name takes one line of 1 to 120 characters.'],
    [['--accent', 'red'], '--accent takes a colour such as #0b5a9e; received "red".'],
    [
      ['--accent', '#ffcc00'],
      '--accent #ffcc00 has a contrast of 1.5 to white, and text needs 4.5: choose a darker colour.',
    ],
  ] as const)('refuses %j before any request', async ([words, error]) => {
    const { emulator, words: connection, env } = await startEmulator();
    const folder = await temporaryFolder();
    const out = join(folder, 'report.html');
    const refused = await runProgram(['report', '--out', out, ...connection, ...words], { env });
    expect(refused).toMatchObject({ code: 2, out: '', error: `${error}\n` });
    const files = await readdir(folder);
    expect({ files, requests: emulator.requests }).toStrictEqual({ files: [], requests: [] });
  });
});
