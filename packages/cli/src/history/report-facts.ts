import type { History, HistoryField, Snapshot, TrendPoint } from '@licenses-usage/history';
import { CommandError } from '../exit.ts';
import { CustomerUsage } from '../report/compare-customers.ts';
import {
  type NamedUsage,
  type ReportFacts,
  type ServiceDays,
  type WorkloadTrend,
  type WorkloadUsage,
  byMostUnused,
  byUnused,
  workloadKey,
} from '../report/report-facts.ts';
import { toWorkload } from '../report/read-usage.ts';

export interface HistoryFactsOptions {
  /** The partner of the rows. Needed if the history has several partners. */
  readonly partner: string | undefined;
  /** How many snapshots of each service the trend shows. */
  readonly snapshots: number;
  /** How many rows of a list are shown. */
  readonly top: number;
  /** Whether lists are read completely nevertheless, for a workbook. */
  readonly isWhole: boolean;
}

/**
 * Reads the facts of a report from a history only, without the service. `undefined` if the history has no usage.
 * @throws {CommandError} if it has several partners and none is named.
 */
export async function readFactsOf(
  history: Pick<History, 'place' | 'snapshots' | 'trend'>,
  { partner, top, isWhole, ...options }: HistoryFactsOptions,
): Promise<ReportFacts | undefined> {
  // The second latest is needed for the comparison.
  const snapshots = Math.max(options.snapshots, 2);
  const found = (await history.snapshots()).filter(({ kind }) => kind === 'usage');
  const where = { partner: choosePartner(found, partner) };
  const days = daysByService(
    found.filter((snapshot) => snapshot.partner === where.partner),
    snapshots,
  );
  if (days.size === 0) return undefined;
  /** The rows of the last snapshots of each service, summed by some fields. */
  const lastRows = async (by: readonly HistoryField[], count: number): Promise<readonly UsageAt[]> => {
    const last = new Map(Array.from(days, ([service, all]) => [service, all.slice(-count)]));
    const [since] = [...last.values()].flat().toSorted();
    const points = await history.trend({ by, where, since });
    return points.map(toUsage).filter(({ day, usage }) => last.get(usage.serviceCode)?.includes(day));
  };
  const trends = toTrends(await lastRows(['service', 'workload'], snapshots));
  const services = Array.from(days, ([serviceCode, all]) => toServiceDays(serviceCode, all, trends));
  const daysOf = (usage: Pick<WorkloadUsage, 'serviceCode'>) =>
    services.find((its) => its.serviceCode === usage.serviceCode);
  const products = await lastRows(['product', 'service', 'workload'], 1);

  const [customers, before] = [new CustomerUsage(), new CustomerUsage()];
  for (const { day, usage, subject } of await lastRows(['customer', 'service', 'workload'], 2)) {
    const customerName = subject.customer?.name ?? subject.customer?.id ?? '–';
    const row = { customerId: subject.customer?.id ?? customerName, customerName, ...usage };
    (day === daysOf(usage)?.day ? customers : before).add(row);
  }
  const hasBefore = services.every(({ previousDay }) => previousDay !== null);
  const most = isWhole ? Infinity : top;
  return {
    source: `the history in ${history.place}`,
    createdAt: new Date().toISOString(),
    services,
    workloads: trends
      .flatMap(({ points, ...workload }) => {
        const its = daysOf(workload);
        const [now, previous] = [its?.day, its?.previousDay].map((day) =>
          points.find((point) => point.day === day),
        );
        if (now === undefined) return [];
        const { licensesActive, licensesQualified } = now;
        return { ...workload, licensesActive, licensesQualified, previous: previous ?? null };
      })
      .sort(byUnused),
    customers: { now: customers.size, previous: hasBefore ? before.size : null },
    products: toProducts(products),
    atRisk: customers.atRisk(most),
    movers: hasBefore ? customers.changesSince(before, most) : null,
    top,
    trends,
    parity: null,
  };
}

/** The usage of one workload on one day, with its customer or product. */
interface UsageAt {
  readonly day: string;
  readonly usage: WorkloadUsage;
  readonly subject: TrendPoint['subject'];
}

function toUsage({ subject, processedDateTime, active, qualified }: TrendPoint): UsageAt {
  const { service, workload } = subject;
  const usage = toWorkload({
    serviceCode: service?.id ?? null,
    serviceName: service?.name ?? null,
    workloadCode: workload?.id ?? null,
    workloadName: workload?.name ?? null,
    licensesActive: active,
    licensesQualified: qualified,
  });
  return { day: processedDateTime.slice(0, 10), usage, subject };
}

function choosePartner(snapshots: readonly Snapshot[], partner: string | undefined): string {
  const partners = [...new Set(snapshots.map((snapshot) => snapshot.partner))];
  const [first = '', second] = partners;
  if (partner === undefined) {
    if (second === undefined) return first;
    throw new CommandError(
      `The history has the partners ${partners.join(', ')}. Choose one with --profile, or write a report of each with ` +
        '--all-profiles.',
    );
  }
  if (partners.includes(partner)) return partner;
  throw new CommandError(
    `The history has nothing of the partner ${partner}. It has ${partners.join(', ') || 'no usage'}.`,
  );
}

/** The days of the last snapshots of each service, oldest first. */
function daysByService(
  snapshots: readonly Snapshot[],
  count: number,
): ReadonlyMap<string, readonly string[]> {
  const days = new Map<string, string[]>();
  for (const { serviceCode, processedDateTime } of snapshots) {
    const known = days.get(serviceCode ?? '') ?? [];
    days.set(serviceCode ?? '', [...known, processedDateTime.slice(0, 10)]);
  }
  return new Map(Array.from(days, ([service, all]) => [service, all.sort().slice(-count)]));
}

function toTrends(rows: readonly UsageAt[]): readonly WorkloadTrend[] {
  const trends = new Map<string, WorkloadTrend & { readonly points: WorkloadTrend['points'][number][] }>();
  for (const { day, usage } of rows) {
    const { licensesActive, licensesQualified, ...workload } = usage;
    const known = trends.get(workloadKey(usage)) ?? { ...workload, points: [] };
    known.points.push({ day, licensesActive, licensesQualified });
    trends.set(workloadKey(usage), known);
  }
  return [...trends.values()];
}

function toServiceDays(
  serviceCode: string,
  days: readonly string[],
  trends: readonly WorkloadTrend[],
): ServiceDays {
  const serviceName = trends.find((trend) => trend.serviceCode === serviceCode)?.serviceName ?? serviceCode;
  return { serviceCode, serviceName, day: days.at(-1) ?? '', previousDay: days.at(-2) ?? null };
}

function toProducts(rows: readonly UsageAt[]): readonly NamedUsage[] {
  const products = new Map<string, WorkloadUsage[]>();
  for (const { usage, subject } of rows) {
    const name = subject.product?.name ?? '–';
    const known = products.get(name) ?? [];
    const sameAt = known.findIndex((one) => workloadKey(one) === workloadKey(usage));
    const same = known[sameAt];
    // Two ids can have one name.
    if (same === undefined) known.push(usage);
    else
      known[sameAt] = {
        ...usage,
        licensesActive: usage.licensesActive + same.licensesActive,
        licensesQualified: usage.licensesQualified + same.licensesQualified,
      };
    products.set(name, known);
  }
  return Array.from(products, ([name, workloads]) => ({ name, workloads: workloads.sort(byUnused) })).sort(
    byMostUnused,
  );
}
