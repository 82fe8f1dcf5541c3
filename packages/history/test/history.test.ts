import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import type { HistoryRow } from '../src/index.ts';
import { describeHistories } from './support/histories.ts';
import { testChanges } from './suites/changes.ts';
import { deploymentRow, idOf, usageRow } from './support/rows.ts';

const first = '2026-11-15T00:00:00Z';
const second = '2026-11-22T00:00:00Z';
const exported = mkdtempSync(join(tmpdir(), 'history-exported-'));
afterAll(() => rmSync(exported, { recursive: true }));

describeHistories((open) => {
  test('keeps one snapshot for each service and date', async () => {
    await using history = await open();
    const { recorded, kept, empty } = await history.recordRows([
      [usageRow(), usageRow({ customerTenantId: idOf(2) })],
      [usageRow({ serviceCode: 'crm', processedDateTime: second, licensesActive: 3 })],
    ]);
    expect([recorded.length, kept, empty]).toEqual([2, [], []]);
    const snapshots = await history.snapshots();
    expect(snapshots.map((its) => ({ ...its, file: undefined }))).toEqual([
      {
        partner: 'partner',
        kind: 'usage',
        serviceCode: 'crm',
        processedDateTime: second,
        rows: 1,
        active: 3,
        qualified: 100,
        file: undefined,
      },
      {
        partner: 'partner',
        kind: 'usage',
        serviceCode: 'o365',
        processedDateTime: first,
        rows: 2,
        active: 80,
        qualified: 200,
        file: undefined,
      },
    ]);
  });

  test('keeps null, unknown fields, quotes and large counts unchanged', async () => {
    await using history = await open();
    const row = {
      ...usageRow({
        customerName: `O'Brien "& Sons", 青空\n`,
        productName: null,
        workloadCode: '',
        serviceCode: null,
      }),
      licensesActive: Number.MAX_SAFE_INTEGER,
      tenantRegion: 'EU',
      nested: { list: [1, null] },
    };
    await history.recordRows([[row, usageRow({ serviceCode: null })]]);
    const out = join(exported, 'rows.ndjson');
    expect(await history.export({ format: 'ndjson', out })).toBe(2);
    const rows = readFileSync(out, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line));
    const found = rows.find(({ extra }) => extra !== null && extra !== undefined);
    expect(found).toMatchObject({
      partner: 'partner',
      customerName: `O'Brien "& Sons", 青空\n`,
      workloadCode: '',
      licensesActive: Number.MAX_SAFE_INTEGER,
    });
    expect([found?.['productName'] ?? null, found?.['serviceCode'] ?? null]).toEqual([null, null]);
    expect(JSON.parse(String(found?.['extra']))).toEqual({ tenantRegion: 'EU', nested: { list: [1, null] } });
  });

  test('keeps existing snapshots, unless it is told to replace them', async () => {
    await using history = await open();
    await history.recordRows([[usageRow()]]);
    const again = await history.recordRows([[usageRow({ licensesActive: 50 })]]);
    expect([again.recorded.length, again.kept.length]).toEqual([0, 1]);
    expect((await history.snapshots())[0]?.active).toBe(40);
    await history.recordRows([[usageRow({ licensesActive: 50 })]], { existing: 'replace' });
    expect((await history.snapshots()).map(({ active }) => active)).toEqual([50]);
  });

  test('keeps partners apart', async () => {
    await using history = await open();
    await history.recordRows([[usageRow()]], { partner: 'contoso_eu' });
    await history.recordRows([[usageRow({ licensesActive: 90 })]], { partner: 'contoso.us' });
    expect((await history.trend()).map(({ subject, percent }) => [subject.partner, percent])).toEqual([
      ['contoso.us', 90],
      ['contoso_eu', 40],
    ]);
    expect(await history.trend({ where: { partner: 'contoso_eu' } })).toHaveLength(1);
  });

  test('records nothing of a list that ends early', async () => {
    await using history = await open();
    async function* broken(): AsyncGenerator<readonly HistoryRow[]> {
      yield [usageRow()];
      throw new Error('The service is gone.');
    }
    await expect(history.recordRows(broken())).rejects.toThrow('The service is gone.');
    expect(await history.snapshots()).toEqual([]);
  });

  test('ends with the reason of an abort, and leaves nothing', async () => {
    await using history = await open();
    const reason = new Error('enough');
    const aborted = history.recordRows([[usageRow()]], { abortSignal: AbortSignal.abort(reason) });
    await expect(aborted).rejects.toBe(reason);
    expect(await history.snapshots()).toEqual([]);
  });

  test('refuses rows without a date, and invalid counts', async () => {
    await using history = await open();
    await expect(history.recordRows([[usageRow({ processedDateTime: null })]])).rejects.toMatchObject({
      name: 'HistoryError',
      code: 'input',
      message: expect.stringContaining('processedDateTime'),
    });
    await expect(history.recordRows([[usageRow({ licensesActive: 1.5 })]])).rejects.toMatchObject({
      code: 'input',
    });
    expect(await history.snapshots()).toEqual([]);
  });

  test('refuses rows with invalid texts', async () => {
    await using history = await open();
    const row = { ...usageRow() };
    Object.assign(row, { productName: 365 });
    await expect(history.recordRows([[row]])).rejects.toMatchObject({
      code: 'input',
      message:
        'A row has no text as productName. Record the rows that the client delivers. Nothing was recorded.',
    });
    expect(await history.snapshots()).toEqual([]);
  });

  describe('trend', () => {
    test('has percentages from sums, oldest first', async () => {
      await using history = await open();
      await history.recordRows([
        [usageRow({ processedDateTime: second, licensesActive: 1, licensesQualified: 3 })],
      ]);
      await history.recordRows([
        [
          usageRow({ licensesActive: 10, licensesQualified: 10 }),
          usageRow({ customerTenantId: idOf(2), licensesActive: 0, licensesQualified: 90 }),
        ],
      ]);
      expect(await history.trend()).toEqual([
        {
          subject: { partner: 'partner', workload: { id: 'EXO', name: 'Exchange' } },
          processedDateTime: first,
          active: 10,
          qualified: 100,
          percent: 10,
        },
        {
          subject: { partner: 'partner', workload: { id: 'EXO', name: 'Exchange' } },
          processedDateTime: second,
          active: 1,
          qualified: 3,
          percent: 100 / 3,
        },
      ]);
      expect((await history.trend({ since: '2026-11-16' })).map((point) => point.processedDateTime)).toEqual([
        second,
      ]);
    });

    test('has no percentage when nothing is qualified', async () => {
      await using history = await open();
      await history.recordRows([[usageRow({ licensesActive: 0, licensesQualified: 0 })]]);
      expect((await history.trend())[0]?.percent).toBeNull();
    });

    test('refuses sums over workloads', async () => {
      await using history = await open();
      await expect(history.trend({ by: ['customer'] })).rejects.toMatchObject({
        code: 'input',
        message: expect.stringContaining('workload'),
      });
    });

    test('selects by id or name, and leaves out exceptions', async () => {
      await using history = await open();
      await history.recordRows([
        [usageRow(), usageRow({ customerTenantId: idOf(2), customerName: 'Contoso', licensesActive: 90 })],
      ]);
      const percentOf = async (options: Parameters<typeof history.trend>[0]) =>
        (await history.trend(options)).map((point) => point.percent);
      expect(await percentOf({ where: { customer: idOf(2).toLowerCase() } })).toEqual([90]);
      expect(await percentOf({ where: { customer: 'contoso' } })).toEqual([90]);
      expect(await percentOf({ except: { customer: ['Contoso'] } })).toEqual([40]);
      expect(await percentOf({ where: { customer: `x' or '1'='1` } })).toEqual([]);
    });

    test.each([
      ['upper case', [idOf(1), idOf(2)]],
      ['lower case', [idOf(1).toLowerCase(), idOf(2).toLowerCase()]],
      ['both cases', [idOf(1), idOf(2).toLowerCase()]],
      ['none for one', [idOf(1), null]],
    ])('selects a customer by tenant id where the rows have %s', async (_, [one = null, two = null]) => {
      await using history = await open();
      const named = usageRow({ customerTenantId: two, customerName: idOf(1), licensesActive: 90 });
      await history.recordRows([[usageRow({ customerTenantId: one }), named]]);
      const earlier = usageRow({ customerTenantId: idOf(1), processedDateTime: '2026-11-08T00:00:00Z' });
      await history.recordRows([[earlier]]);
      const percentsOf = async (options: Parameters<typeof history.trend>[0]) =>
        (await history.trend(options)).map((point) => point.percent);
      for (const id of [idOf(1), idOf(1).toLowerCase()]) {
        expect(await percentsOf({ where: { customer: id } })).toEqual([40, 40]);
        expect(await percentsOf({ where: { customer: id }, since: '2026-11-15' })).toEqual([40]);
        expect(await percentsOf({ except: { customer: id } })).toEqual([90]);
      }
    });

    test('reads deployment, which has no workloads', async () => {
      await using history = await open();
      await history.recordRows([[deploymentRow()]], { kind: 'deployment' });
      expect(
        (await history.trend({ kind: 'deployment' })).map(({ subject, percent }) => [
          subject.service?.id,
          percent,
        ]),
      ).toEqual([['o365', 40]]);
      expect(await history.trend()).toEqual([]);
    });
  });

  testChanges(open);

  test('lists customers at risk, the most unused licences first', async () => {
    await using history = await open();
    await history.recordRows([
      [
        usageRow({ licensesActive: 39, licensesQualified: 100 }),
        usageRow({ customerTenantId: idOf(2), licensesActive: 0, licensesQualified: 500 }),
        usageRow({ customerTenantId: idOf(3), licensesActive: 40, licensesQualified: 100 }),
        usageRow({ customerTenantId: idOf(4), licensesActive: 0, licensesQualified: 0 }),
      ],
    ]);
    expect(
      (await history.atRisk()).map(({ subject, unused }) => [subject.customer?.id?.slice(-1), unused]),
    ).toEqual([
      ['2', 500],
      ['1', 61],
    ]);
    expect(await history.atRisk({ below: 10, minQualified: 501 })).toEqual([]);
  });

  test('exports the selected rows as CSV and Parquet', async () => {
    await using history = await open();
    await history.recordRows([[usageRow(), usageRow({ customerTenantId: idOf(2) })]]);
    const out = join(exported, 'rows.csv');
    expect(await history.export({ format: 'csv', out, where: { customer: idOf(2) } })).toBe(1);
    const [head, line] = readFileSync(out, 'utf8').split('\n');
    expect(head).toBe(
      'partner,processedDateTime,serviceCode,customerTenantId,customerName,workloadCode,workloadName,serviceName,channel,productId,productName,licensesActive,licensesQualified,extra',
    );
    expect(line).toContain(idOf(2));
    expect(await history.export({ format: 'parquet', out: join(exported, 'rows.parquet') })).toBe(2);
    expect(readFileSync(join(exported, 'rows.parquet')).subarray(0, 4).toString()).toBe('PAR1');
  });

  test('writes CSV in which no name is a formula', async () => {
    await using history = await open();
    await history.recordRows([
      [usageRow({ customerName: '=1+1' }), usageRow({ customerName: '\n=1+1', customerTenantId: idOf(2) })],
    ]);
    const out = join(exported, 'names.csv');
    await history.export({ format: 'csv', out });
    const lines = readFileSync(out, 'utf8');
    expect(lines).toContain(",'=1+1,");
    expect(lines).toContain(`,"'\n=1+1",`);
  });

  test('forgets a customer, whose rows are gone from every snapshot', async () => {
    await using history = await open();
    for (const date of [first, second])
      await history.recordRows([
        [
          usageRow({ processedDateTime: date }),
          usageRow({ processedDateTime: date, customerTenantId: idOf(2) }),
        ],
      ]);
    expect(await history.forget(idOf(2).toLowerCase())).toBe(2);
    expect(await history.forget(idOf(2))).toBe(0);
    expect((await history.snapshots()).map(({ rows, active }) => [rows, active])).toEqual([
      [1, 40],
      [1, 40],
    ]);
    expect((await history.verify()).map(({ fault }) => fault)).toEqual([undefined, undefined]);
    expect(await history.trend({ where: { customer: idOf(2) } })).toEqual([]);
  });

  test('finds every snapshot sound', async () => {
    await using history = await open();
    await history.recordRows([[usageRow()]]);
    expect((await history.verify()).map(({ snapshot, fault }) => [snapshot?.rows, fault])).toEqual([
      [1, undefined],
    ]);
  });
});
