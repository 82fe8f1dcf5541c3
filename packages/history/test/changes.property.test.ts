import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';

import { openHistory, type HistoryRow } from '../src/index.ts';
import { idOf, usageRow } from './support/rows.ts';

const root = mkdtempSync(join(tmpdir(), 'history-changes-'));
afterAll(() => rmSync(root, { recursive: true }));

const rowOf = (processedDateTime: string) =>
  fc
    .record({
      customerTenantId: fc.integer({ min: 0, max: 4 }).map(idOf),
      workloadCode: fc.constantFrom('EXO', 'SPO', null),
      serviceCode: fc.constantFrom('o365', 'crm'),
      productId: fc.constantFrom('A', 'B'),
      licensesActive: fc.integer({ min: 0, max: 20 }),
      licensesQualified: fc.integer({ min: 0, max: 20 }),
    })
    .map((row) => usageRow({ ...row, workloadName: row.workloadCode, processedDateTime }));

/** What changed, computed row by row in plain code. */
function expectedChanges(
  before: readonly HistoryRow[],
  after: readonly HistoryRow[],
  fellBy: number,
): readonly string[] {
  const services = new Set(
    before.map((row) => row.serviceCode).filter((code) => after.some((row) => row.serviceCode === code)),
  );
  const sums = (rows: readonly HistoryRow[]) => {
    const found = new Map<string, { active: number; qualified: number }>();
    for (const row of rows) {
      if (!('workloadCode' in row) || !services.has(row.serviceCode)) continue;
      const key = JSON.stringify([row.serviceCode, row.customerTenantId?.toLowerCase(), row.workloadCode]);
      const sum = found.get(key) ?? { active: 0, qualified: 0 };
      found.set(key, {
        active: sum.active + row.licensesActive,
        qualified: sum.qualified + row.licensesQualified,
      });
    }
    return found;
  };
  const [left, right] = [sums(before), sums(after)];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) => {
    const [one, two] = [left.get(key), right.get(key)];
    if (one === undefined) return `${key} came`;
    if (two === undefined) return `${key} went`;
    if (one.qualified === 0 || two.qualified === 0) return [];
    // In whole numbers: 100 a/b - 100 c/d >= n  is  100 (ad - cb) >= n b d.
    const points = 100 * (one.active * two.qualified - two.active * one.qualified);
    return points > 0 && points >= fellBy * one.qualified * two.qualified ? `${key} fell` : [];
  });
}

test('changes are those that plain code finds', async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(rowOf('2026-11-15T00:00:00Z'), { minLength: 1, maxLength: 12 }),
      fc.array(rowOf('2026-11-22T00:00:00Z'), { minLength: 1, maxLength: 12 }),
      fc.constantFrom(1, 10, 25, 50),
      async (before, after, fellBy) => {
        runs += 1;
        await using history = await openHistory(join(root, String(runs)));
        await history.recordRows([before]);
        await history.recordRows([after]);
        const changes = await history.changes({ fellBy, came: true, went: true });
        const found = changes.map(({ subject, change }) => {
          const { service, customer, workload } = subject;
          return `${JSON.stringify([service?.id, customer?.id, workload?.id])} ${change}`;
        });
        expect(found.sort()).toEqual([...expectedChanges(before, after, fellBy)].sort());
      },
    ),
    { numRuns: Number(process.env['RUNS'] ?? 12) },
  );
});
