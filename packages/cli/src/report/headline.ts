import {
  type ReportFacts,
  type ServiceDays,
  type WorkloadSummary,
  shareOf,
  unusedOf,
  workloadKey,
} from './report-facts.ts';

/** One of the four figures at the top. */
export interface Figure {
  readonly now: number | null;
  /** The figure in the previous snapshot; `null` if it is unknown. */
  readonly previous: number | null;
}

/**
 * The figures at the top. Licence figures are those of the largest workload, because one licence qualifies for
 * several.
 */
export interface Headline {
  readonly largest: WorkloadSummary;
  readonly previousDay: string | null;
  readonly customers: Figure;
  readonly qualified: Figure;
  readonly share: Figure;
  readonly unused: Figure;
  /** The largest change since the previous snapshot; `null` if there is no such snapshot or no change. */
  readonly change: HeadlineChange | null;
}

/** The workload count that changed by the most licences. */
export interface HeadlineChange {
  readonly count: 'licensesActive' | 'licensesQualified';
  readonly workload: WorkloadSummary;
  readonly now: number;
  readonly previous: number;
  readonly previousDay: string;
}

/** `undefined` if there is no workload. */
export function headlineOf({ workloads, customers, services }: ReportFacts): Headline | undefined {
  const [largest] = workloads.toSorted((one, other) => other.licensesQualified - one.licensesQualified);
  if (largest === undefined) return undefined;
  const { previous } = largest;
  return {
    largest,
    previousDay: dayBefore(services, largest),
    customers,
    qualified: { now: largest.licensesQualified, previous: previous?.licensesQualified ?? null },
    share: { now: shareOf(largest), previous: previous === null ? null : shareOf(previous) },
    unused: { now: unusedOf(largest), previous: previous === null ? null : unusedOf(previous) },
    change: changeOf(workloads, services),
  };
}

function changeOf(
  workloads: readonly WorkloadSummary[],
  services: readonly ServiceDays[],
): HeadlineChange | null {
  let largest: HeadlineChange | null = null;
  for (const workload of workloads) {
    const previousDay = dayBefore(services, workload);
    if (workload.previous === null || previousDay === null) continue;
    for (const count of ['licensesActive', 'licensesQualified'] as const) {
      const [now, previous] = [workload[count], workload.previous[count]];
      const least = largest === null ? 0 : Math.abs(largest.now - largest.previous);
      if (Math.abs(now - previous) > least) largest = { count, workload, now, previous, previousDay };
    }
  }
  return largest;
}

function dayBefore(services: readonly ServiceDays[], { serviceCode }: WorkloadSummary): string | null {
  return services.find((service) => service.serviceCode === serviceCode)?.previousDay ?? null;
}

/** Names a workload, with its service if several services have a workload of that name. */
export function createNames(
  workloads: readonly WorkloadSummary[],
): (workload: Pick<WorkloadSummary, 'serviceCode' | 'serviceName' | 'workloadName'>) => string {
  const services = new Map<string, Set<string>>();
  for (const workload of workloads) {
    const known = services.get(workload.workloadName) ?? new Set();
    services.set(workload.workloadName, known.add(workloadKey(workload)));
  }
  return ({ serviceName, workloadName }) =>
    (services.get(workloadName)?.size ?? 0) > 1 ? `${workloadName} (${serviceName})` : workloadName;
}
