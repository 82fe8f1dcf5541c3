import { isLicensesUsageError, type LicensesUsageClient } from '@licenses-usage/client';
import { comparePartner } from '../parity/compare-one.ts';
import { readLatestDay } from '../usage/snapshots.ts';
import { readTrends } from './read-trends.ts';
import { readAtRisk, readLeastUsed, readWorkloads } from './read-usage.ts';
import type { ReportFacts } from './report-facts.ts';

export interface GatherOptions {
  readonly service: string;
  readonly snapshots: number;
  /** How many rows of a list are shown. */
  readonly top: number;
  readonly abortSignal: AbortSignal;
  readonly onProgress: (text: string) => void;
}

/** Reads everything that a report tells. Without any workload there is nothing to tell: `undefined`. */
export async function gatherFacts(
  client: LicensesUsageClient,
  { service, snapshots, top, abortSignal, onProgress }: GatherOptions,
): Promise<ReportFacts | undefined> {
  onProgress('Reading workloads');
  const workloads = await readWorkloads(client, abortSignal);
  if (workloads.length === 0) return undefined;
  onProgress('Reading products');
  const leastUsed = await readLeastUsed(client, top, abortSignal);
  onProgress('Reading customers');
  const atRisk = await readAtRisk(client, top, abortSignal);

  const latest = new Map<string, string>();
  for (const { serviceCode } of workloads) {
    if (latest.has(serviceCode) || serviceCode === '') continue;
    const day = await readLatestDay(client, serviceCode, abortSignal);
    if (day !== undefined) latest.set(serviceCode, day);
  }
  const total = latest.size * snapshots;
  const trends = await readTrends(client, latest, {
    workloads,
    snapshots,
    abortSignal,
    onProgress: (asked) => onProgress(`Reading snapshots, ${asked} of ${total}`),
  });
  onProgress('Comparing with the superseded operation');
  return {
    service,
    createdAt: new Date().toISOString(),
    asOf: Array.from(latest, ([serviceCode, day]) => {
      const named = workloads.find((workload) => workload.serviceCode === serviceCode);
      return { serviceName: named?.serviceName ?? serviceCode, day };
    }),
    workloads,
    leastUsed,
    atRisk,
    top,
    trends,
    parity: await compare(client, abortSignal),
  };
}

/** The superseded operation may be gone, and the report is of use without. */
async function compare(
  client: LicensesUsageClient,
  abortSignal: AbortSignal,
): Promise<ReportFacts['parity']> {
  try {
    return await comparePartner(client, {}, abortSignal);
  } catch (error) {
    abortSignal.throwIfAborted();
    if (isLicensesUsageError(error)) return { failure: error.message };
    throw error;
  }
}
