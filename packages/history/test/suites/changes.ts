import { describe, expect, test } from 'vitest';

import type { Change, History } from '../../src/index.ts';
import { idOf, usageRow } from '../support/rows.ts';

const first = '2026-11-15T00:00:00Z';
const second = '2026-11-22T00:00:00Z';

/** Active and qualified licences. */
type Counts = readonly [number, number];

/** The changes between two snapshots, which every kind of history must report. */
export function testChanges(open: () => Promise<History>): void {
  describe('changes', () => {
    const brief = (changes: readonly Change[]) =>
      changes.map(({ subject, change, before, after }) => [
        subject.customer?.id?.slice(-1),
        change,
        before?.percent ?? null,
        after?.percent ?? null,
      ]);

    test('tells what fell, rose, came and went', async () => {
      await using history = await open();
      const rowOf = (number: number, date: string, licensesActive: number) =>
        usageRow({
          customerTenantId: idOf(number),
          customerName: `Customer ${number}`,
          processedDateTime: date,
          licensesActive,
        });
      await history.recordRows([
        [rowOf(1, first, 50), rowOf(2, first, 50), rowOf(3, first, 50), rowOf(4, first, 50)],
      ]);
      await history.recordRows([
        [rowOf(1, second, 40), rowOf(2, second, 75), rowOf(3, second, 45), rowOf(5, second, 1)],
      ]);
      expect(brief(await history.changes())).toEqual([
        ['2', 'rose', 50, 75],
        ['1', 'fell', 50, 40],
        ['4', 'went', 50, null],
        ['5', 'came', null, 1],
      ]);
      expect(brief(await history.changes({ fellBy: 5 }))).toEqual([
        ['1', 'fell', 50, 40],
        ['3', 'fell', 50, 45],
      ]);
    });

    test('compares each service with itself, whatever its dates', async () => {
      await using history = await open();
      const rowOf = (serviceCode: string, processedDateTime: string, licensesActive: number) =>
        usageRow({ serviceCode, processedDateTime, licensesActive });
      await history.recordRows([[rowOf('o365', first, 50), rowOf('crm', '2026-11-16T00:00:00Z', 50)]]);
      await history.recordRows([[rowOf('o365', second, 10), rowOf('crm', '2026-11-23T00:00:00Z', 90)]]);
      expect((await history.changes()).map(({ subject, change }) => [subject.service?.id, change])).toEqual([
        ['crm', 'rose'],
        ['o365', 'fell'],
      ]);
    });

    test('finds nothing in a history of one snapshot', async () => {
      await using history = await open();
      await history.recordRows([[usageRow()]]);
      expect(await history.changes()).toEqual([]);
    });

    test('compares with the snapshot of a day', async () => {
      await using history = await open();
      for (const [date, active] of [
        ['2026-11-01', 90],
        ['2026-11-08', 60],
        ['2026-11-15', 50],
      ] as const)
        await history.recordRows([
          [usageRow({ processedDateTime: `${date}T00:00:00Z`, licensesActive: active })],
        ]);
      expect(brief(await history.changes({ from: '2026-11-03' }))).toEqual([['1', 'fell', 90, 50]]);
      expect(brief(await history.changes({ to: '2026-11-08' }))).toEqual([['1', 'fell', 90, 60]]);
    });

    test('takes ids in any case for the same customer', async () => {
      await using history = await open();
      await history.recordRows([[usageRow({ licensesActive: 50 })]]);
      await history.recordRows([
        [
          usageRow({
            processedDateTime: second,
            customerTenantId: idOf(1).toLowerCase(),
            licensesActive: 10,
          }),
        ],
      ]);
      expect(brief(await history.changes())).toEqual([['1', 'fell', 50, 10]]);
    });

    test('gives each of 20 differences between two snapshots the right word, and no other', async () => {
      await using history = await open();
      // Before, after, and the kind of change; `null` stands for no row. For each kind, eight customers do not change.
      const differences: readonly (readonly [Counts | null, Counts | null, Change['change'] | undefined])[] =
        [
          [[50, 100], [40, 100], 'fell'], // by exactly ten points
          [[50, 100], [41, 100], undefined], // by nine
          [[100, 100], [0, 100], 'fell'], // to zero, which is data
          [[50, 100], [50, 200], 'fell'], // as more are qualified
          [[3, 10], [2, 10], 'fell'], // by ten points that binary fractions don't hold
          [[150, 100], [120, 100], 'fell'], // from above 100
          [[50, 100], [60, 100], 'rose'],
          [[50, 100], [59, 100], undefined],
          [[0, 100], [10, 100], 'rose'],
          [[50, 100], [50, 50], 'rose'], // as fewer are qualified
          [[90, 100], [130, 100], 'rose'], // beyond 100
          [[1, 3], [2, 3], 'rose'],
          [null, [40, 100], 'came'],
          [null, [0, 0], 'came'],
          [null, [0, 100], 'came'],
          [[40, 100], null, 'went'],
          [[0, 100], null, 'went'], // no data any more, which is not zero again
          [[0, 0], null, 'went'],
          [[0, 0], [5, 10], undefined], // no percentage before
          [[5, 10], [0, 0], undefined], // none after
        ];
      const rowsOf = (side: 0 | 1, processedDateTime: string) =>
        [
          ...differences,
          ...Array.from(
            { length: 8 },
            () =>
              [
                [5, 10],
                [5, 10],
              ] as const,
          ),
        ].flatMap((difference, number) => {
          const [licensesActive, licensesQualified] = difference[side] ?? [];
          if (licensesActive === undefined || licensesQualified === undefined) return [];
          const customerTenantId = idOf(number);
          return usageRow({ customerTenantId, processedDateTime, licensesActive, licensesQualified });
        });
      await history.recordRows([rowsOf(0, first)]);
      await history.recordRows([rowsOf(1, second)]);
      const words = new Map(
        (await history.changes()).map(({ subject, change }) => [
          Number(subject.customer?.id?.slice(-12)),
          change,
        ]),
      );
      expect(Array.from({ length: 28 }, (_, number) => words.get(number))).toEqual(
        Array.from({ length: 28 }, (_, number) => differences[number]?.[2]),
      );
    });
  });
}
