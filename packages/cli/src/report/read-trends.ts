import { eq, type LicensesUsageClient } from '@licenses-usage/client';
import { toWorkload } from './read-usage.ts';
import { type TrendPoint, type WorkloadTrend, type WorkloadUsage, workloadKey } from './report-facts.ts';

const dayInMs = 86_400_000;

export interface TrendOptions {
  readonly workloads: readonly WorkloadUsage[];
  /** How many weekly snapshots to look back. */
  readonly snapshots: number;
  readonly abortSignal: AbortSignal;
  readonly onProgress: (asked: number) => void;
}

/**
 * Reads each workload in the latest snapshot of its service, and one week, two weeks, … earlier. Days without a
 * snapshot are left out.
 */
export async function readTrends(
  client: LicensesUsageClient,
  latest: ReadonlyMap<string, string>,
  { workloads, snapshots, abortSignal, onProgress }: TrendOptions,
): Promise<WorkloadTrend[]> {
  const points = new Map<string, TrendPoint[]>();
  const wanted = Array.from(latest, ([serviceCode, day]) =>
    weeksUntil(day, snapshots).map((week) => ({ serviceCode, day: week })),
  ).flat();
  let asked = 0;
  const answers = await mapInLanes(wanted, async ({ serviceCode, day }) => {
    const query = {
      filter: eq('serviceCode', serviceCode),
      groupBy: ['serviceCode', 'serviceName', 'workloadCode', 'workloadName'],
      processedDateTime: day,
    } as const;
    const rows = await client.listLicensesUsage(query, { abortSignal }).toArray();
    asked += 1;
    onProgress(asked);
    return rows.map((row) => ({ day, workload: { ...toWorkload(row), serviceCode } }));
  });
  for (const { day, workload } of answers.flat()) {
    const key = workloadKey(workload);
    const known = points.get(key) ?? [];
    const { licensesActive, licensesQualified } = workload;
    known.push({ day, licensesActive, licensesQualified });
    points.set(key, known);
  }
  return workloads.map((workload) => {
    const { serviceCode, serviceName, workloadName } = workload;
    return { serviceCode, serviceName, workloadName, points: points.get(workloadKey(workload)) ?? [] };
  });
}

/** This many days, a week apart, oldest first. */
function weeksUntil(day: string, count: number): string[] {
  const last = Date.parse(day);
  return Array.from({ length: count }, (_, index) =>
    new Date(last - (count - 1 - index) * 7 * dayInMs).toISOString().slice(0, 10),
  );
}

/** Concurrent requests: a trend of two years takes two hundred. */
const lanes = 6;

/** Maps all items with limited concurrency, and keeps their order. */
async function mapInLanes<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const remaining = items.entries();
  const runLane = async (): Promise<void> => {
    for (const [index, item] of remaining) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, runLane));
  return results;
}
