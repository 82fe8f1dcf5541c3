import { eq, type LicensesUsageClient } from '@licenses-usage/client';
import { usagePercent } from '../usage/columns.ts';
import type { TrendPoint, WorkloadTrend, WorkloadUsage } from './report-facts.ts';

const dayInMs = 86_400_000;

export interface TrendOptions {
  readonly workloads: readonly WorkloadUsage[];
  /** How many snapshots to look back, a week apart. */
  readonly snapshots: number;
  readonly abortSignal: AbortSignal;
  readonly onProgress: (asked: number) => void;
}

/** Each workload a week, two weeks, … before the latest snapshot of its service. Days without a snapshot are left out. */
export async function readTrends(
  client: LicensesUsageClient,
  latest: ReadonlyMap<string, string>,
  { workloads, snapshots, abortSignal, onProgress }: TrendOptions,
): Promise<WorkloadTrend[]> {
  const points = new Map<string, TrendPoint[]>();
  let asked = 0;
  for (const [serviceCode, latestDay] of latest) {
    for (const day of weeksUntil(latestDay, snapshots)) {
      const query = {
        filter: eq('serviceCode', serviceCode),
        groupBy: ['workloadCode', 'workloadName'],
        processedDateTime: day,
      } as const;
      for await (const row of client.listLicensesUsage(query, { abortSignal })) {
        const key = keyOf(serviceCode, row.workloadName ?? row.workloadCode ?? '–');
        const known = points.get(key) ?? [];
        known.push({ day, usagePercent: usagePercent(row) });
        points.set(key, known);
      }
      asked += 1;
      onProgress(asked);
    }
  }
  return workloads.map(({ serviceCode, workloadName }) => {
    return { serviceCode, workloadName, points: points.get(keyOf(serviceCode, workloadName)) ?? [] };
  });
}

function keyOf(serviceCode: string, workloadName: string): string {
  return JSON.stringify([serviceCode, workloadName]);
}

/** So many days, a week apart, oldest first. */
function weeksUntil(day: string, count: number): string[] {
  const last = Date.parse(day);
  return Array.from({ length: count }, (_, index) =>
    new Date(last - (count - 1 - index) * 7 * dayInMs).toISOString().slice(0, 10),
  );
}
