import { isLicensesUsageError, type LicensesUsageClient } from '@licenses-usage/client';
import type { Progress } from '../output/progress.ts';
import { comparePartner } from '../parity/compare-one.ts';
import { readLatestDay } from '../usage/snapshots.ts';
import { readTrends } from './read-trends.ts';
import { readCustomers, readPreviousCustomers, readProducts, readWorkloads } from './read-usage.ts';
import type { ReportFacts, ServiceDays, WorkloadTrend } from './report-facts.ts';

export interface GatherOptions {
  readonly source: string;
  readonly snapshots: number;
  /** How many rows of a list are shown. */
  readonly top: number;
  /** Whether lists are read completely nevertheless, for a workbook. Default: false. */
  readonly isWhole?: boolean;
  readonly abortSignal: AbortSignal;
  readonly progress: Pick<Progress, 'show' | 'advance'>;
}

/** Reads all facts of a report. `undefined` if there is no workload. */
export async function gatherFacts(
  client: LicensesUsageClient,
  { source, snapshots, top, isWhole = false, abortSignal, progress }: GatherOptions,
): Promise<ReportFacts | undefined> {
  progress.show('Reading workloads');
  const workloads = await readWorkloads(client, abortSignal);
  if (workloads.length === 0) return undefined;
  progress.show('Reading products');
  const products = await readProducts(client, abortSignal);

  const latest = new Map<string, string>();
  for (const { serviceCode } of workloads) {
    if (latest.has(serviceCode) || serviceCode === '') continue;
    const day = await readLatestDay(client, serviceCode, abortSignal);
    if (day !== undefined) latest.set(serviceCode, day);
  }
  const total = latest.size * snapshots;
  progress.show('Reading snapshots');
  const trends = await readTrends(client, latest, {
    workloads,
    snapshots,
    abortSignal,
    onProgress: (asked) => progress.advance('snapshot', asked, total),
  });
  const services = Array.from(latest, ([serviceCode, day]) => daysOf(serviceCode, day, trends));

  const readOptions = {
    abortSignal,
    onRows: (rows: number, of: number | undefined) => progress.advance('row', rows, of),
  };
  progress.show('Reading customers');
  const customers = await readCustomers(client, readOptions);
  progress.show('Reading customers of the snapshot before');
  const previous = await readPreviousCustomers(client, services, readOptions);

  const most = isWhole ? Infinity : top;
  progress.show('Comparing with the superseded operation');
  return {
    source,
    createdAt: new Date().toISOString(),
    services,
    workloads: workloads.map((workload, index) => {
      const day = services.find(({ serviceCode }) => serviceCode === workload.serviceCode)?.previousDay;
      const before = trends[index]?.points.find((point) => point.day === day);
      return { ...workload, previous: before ?? null };
    }),
    customers: { now: customers.size, previous: previous?.size ?? null },
    products,
    atRisk: customers.atRisk(most),
    movers: previous === undefined ? null : customers.changesSince(previous, most),
    top,
    trends,
    parity: await compare(client, abortSignal),
  };
}

/** A service is compared with the latest earlier snapshot that any of its workloads has. */
function daysOf(serviceCode: string, day: string, trends: readonly WorkloadTrend[]): ServiceDays {
  const own = trends.filter((trend) => trend.serviceCode === serviceCode);
  const days = own.flatMap(({ points }) => points.map((point) => point.day)).filter((one) => one < day);
  return {
    serviceCode,
    serviceName: own[0]?.serviceName ?? serviceCode,
    day,
    previousDay: days.sort().at(-1) ?? null,
  };
}

/** The superseded operation may no longer work, and the report is useful without it. */
async function compare(
  client: LicensesUsageClient,
  abortSignal: AbortSignal,
): Promise<NonNullable<ReportFacts['parity']>> {
  try {
    return await comparePartner(client, {}, abortSignal);
  } catch (error) {
    abortSignal.throwIfAborted();
    if (isLicensesUsageError(error)) return { failure: error.message };
    throw error;
  }
}
