import type { ParityReport } from '@licenses-usage/client/migrate';
import type { Counts } from '../usage/columns.ts';

/** The usage of one workload of one service: of all customers, or of the customer or product that lists it. */
export interface WorkloadUsage extends Counts {
  readonly serviceCode: string;
  readonly serviceName: string;
  readonly workloadName: string;
}

/** One workload over all customers. */
export interface WorkloadSummary extends WorkloadUsage {
  /** The counts of the previous snapshot; `null` if it had no rows, which is not 0. */
  readonly previous: Counts | null;
}

/** A customer or a product, and its workloads, most unused licences first. */
export interface NamedUsage {
  readonly name: string;
  readonly workloads: readonly WorkloadUsage[];
}

/** One workload over the snapshots, oldest first. */
export interface WorkloadTrend {
  readonly serviceCode: string;
  readonly serviceName: string;
  readonly workloadName: string;
  readonly points: readonly TrendPoint[];
}

/** The counts of one snapshot. */
export interface TrendPoint extends Counts {
  /** The day of the snapshot, `YYYY-MM-DD`. */
  readonly day: string;
}

/** A customer's workload whose active licences differ from the previous snapshot. */
export interface Mover extends WorkloadUsage {
  readonly customerName: string;
  readonly previous: Counts;
}

/** A customer that has rows in only one of two snapshots. */
export interface CustomerArrival {
  readonly customerName: string;
  readonly workloads: readonly WorkloadUsage[];
}

/** The differences between the latest snapshot of each service and the previous one. */
export interface Movers {
  /** Most licences first. */
  readonly rose: TopOf<Mover>;
  readonly fell: TopOf<Mover>;
  /** Customers without a row in the previous snapshot. */
  readonly came: TopOf<CustomerArrival>;
  /** Customers without a row in the latest snapshot, with their previous licences. */
  readonly went: TopOf<CustomerArrival>;
}

/** The first rows of a list, and its length. */
export interface TopOf<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

/** The snapshots of a service that are compared. */
export interface ServiceDays {
  readonly serviceCode: string;
  readonly serviceName: string;
  /** The day of the latest snapshot, `YYYY-MM-DD`. */
  readonly day: string;
  /** The day of the previous snapshot; `null` if none is known. */
  readonly previousDay: string | null;
}

/** All facts of a report, as plain data. They come from the service or from a history. */
export interface ReportFacts {
  /** The source of the facts. */
  readonly source: string;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  readonly services: readonly ServiceDays[];
  /** Most unused licences first. */
  readonly workloads: readonly WorkloadSummary[];
  /** How many customers have rows in the latest snapshot, and in the previous one (`null` if it is unknown). */
  readonly customers: { readonly now: number; readonly previous: number | null };
  /** All products, the one with the most unused licences in a workload first. */
  readonly products: readonly NamedUsage[];
  /** Customers with the workloads that they use too little, most unused licences first. */
  readonly atRisk: TopOf<NamedUsage>;
  /** `null` if there is no previous snapshot. */
  readonly movers: Movers | null;
  /** How many rows of a list a page shows. The lists may hold more, for a workbook. */
  readonly top: number;
  readonly trends: readonly WorkloadTrend[];
  /** The comparison with the superseded operation, or why it failed; `null` if none was attempted. */
  readonly parity: ParityReport | { readonly failure: string } | null;
}

/** How many licences are qualified but not active. Negative if more are active than qualified. */
export function unusedOf({ licensesActive, licensesQualified }: Counts): number {
  return licensesQualified - licensesActive;
}

/** Active ÷ qualified, which may exceed 1; `null` if nothing is qualified. */
export function shareOf({ licensesActive, licensesQualified }: Counts): number | null {
  return licensesQualified === 0 ? null : licensesActive / licensesQualified;
}

/** Most unused licences first. */
export function byUnused(one: Counts, other: Counts): number {
  return unusedOf(other) - unusedOf(one);
}

/** Orders by the workload with the most unused licences. Each has at least one workload. */
export function byMostUnused(one: NamedUsage, other: NamedUsage): number {
  const [first, second] = [one.workloads[0], other.workloads[0]];
  if (first === undefined || second === undefined) return 0;
  return byUnused(first, second) || one.name.localeCompare(other.name, 'en');
}

/** The first items of a list, with its length. */
export function topOf<Item>(items: readonly Item[], top: number): TopOf<Item> {
  return { items: items.slice(0, top), total: items.length };
}

/** Cuts a list to the items that a page shows. */
export function cutTo<Item>({ items, total }: TopOf<Item>, top: number): TopOf<Item> {
  return { items: items.slice(0, top), total };
}

/** Distinguishes workloads: several services have a SharePoint. */
export function workloadKey({
  serviceCode,
  workloadName,
}: Pick<WorkloadUsage, 'serviceCode' | 'workloadName'>): string {
  return `${serviceCode}\0${workloadName}`;
}
