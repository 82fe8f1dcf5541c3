import { eq, type LicensesUsageClient } from '@licenses-usage/client';
import { toWorkload } from './read-usage.ts';
import { type TrendPoint, type WorkloadTrend, type WorkloadUsage, workloadKey } from './report-facts.ts';

const dayInMs = 86_400_000;

export interface TrendOptions {
  readonly workloads: readonly WorkloadUsage[];
  /** How many snapshots to look back, a week apart. */
  readonly snapshots: number;
  readonly abortSignal: AbortSignal;
  readonly onProgress: (asked: number) => void;
}

/**
 * Each workload in the latest snapshot of its service, and a week, two weeks, … before. Days without a snapshot are left
 * out.
 */
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
        groupBy: ['serviceCode', 'serviceName', 'workloadCode', 'workloadName'],
        processedDateTime: day,
      } as const;
      for await (const row of client.listLicensesUsage(query, { abortSignal })) {
        const workload = toWorkload(row);
        const key = workloadKey({ ...workload, serviceCode });
        const known = points.get(key) ?? [];
        const { licensesActive, licensesQualified } = workload;
        known.push({ day, licensesActive, licensesQualified });
        points.set(key, known);
      }
      asked += 1;
      onProgress(asked);
    }
  }
  return workloads.map((workload) => {
    const { serviceCode, serviceName, workloadName } = workload;
    return { serviceCode, serviceName, workloadName, points: points.get(workloadKey(workload)) ?? [] };
  });
}

/** So many days, a week apart, oldest first. */
function weeksUntil(day: string, count: number): string[] {
  const last = Date.parse(day);
  return Array.from({ length: count }, (_, index) =>
    new Date(last - (count - 1 - index) * 7 * dayInMs).toISOString().slice(0, 10),
  );
}
