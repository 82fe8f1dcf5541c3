import type { ParityReport } from '@licenses-usage/client/migrate';
import type { Counts } from '../usage/columns.ts';

/** The usage of one workload of one service: of all customers, or of whom or what it is listed under. */
export interface WorkloadUsage extends Counts {
  readonly serviceCode: string;
  readonly serviceName: string;
  readonly workloadName: string;
}

/** One workload over all customers. */
export interface WorkloadSummary extends WorkloadUsage {
  /** The same in the snapshot before the latest; `null` where it had no rows, which is not 0. */
  readonly previous: Counts | null;
}

/** A customer or a product, and its workloads, most unused licences first. */
export interface NamedUsage {
  readonly name: string;
  readonly workloads: readonly WorkloadUsage[];
}

/** One workload through the snapshots, oldest first. */
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

/** A customer's workload whose active licences are others than in the snapshot before. */
export interface Mover extends WorkloadUsage {
  readonly customerName: string;
  readonly previous: Counts;
}

/** A customer that has rows in one of two snapshots alone. */
export interface CustomerArrival {
  readonly customerName: string;
  readonly workloads: readonly WorkloadUsage[];
}

/** What differs between the latest snapshot of each service and the one before. */
export interface Movers {
  /** Most licences first. */
  readonly rose: TopOf<Mover>;
  readonly fell: TopOf<Mover>;
  /** Customers without a row in the snapshot before. */
  readonly came: TopOf<CustomerArrival>;
  /** Customers without a row in the latest snapshot; what they had before. */
  readonly went: TopOf<CustomerArrival>;
}

/** The first rows of a list, and how many it has. */
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
  /** The day of the snapshot before; `null` where none is known. */
  readonly previousDay: string | null;
}

/** Everything that a report tells. Plain data: one answer of the service makes it, and so does a history. */
export interface ReportFacts {
  /** Who answered. */
  readonly source: string;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  readonly services: readonly ServiceDays[];
  /** Most unused licences first. */
  readonly workloads: readonly WorkloadSummary[];
  /** How many customers have rows in the latest snapshot, and in the one before (`null` where it is not known). */
  readonly customers: { readonly now: number; readonly previous: number | null };
  /** All products, the one with the most unused licences in a workload first. */
  readonly products: readonly NamedUsage[];
  /** Customers with the workloads they use too little of, most unused licences first. */
  readonly atRisk: TopOf<NamedUsage>;
  /** `null` where there is no snapshot before the latest. */
  readonly movers: Movers | null;
  /** How many rows of a list a page shows. The lists may hold more, for a workbook. */
  readonly top: number;
  readonly trends: readonly WorkloadTrend[];
  /** The comparison with the superseded operation, or why there is none; `null` where nobody was asked. */
  readonly parity: ParityReport | { readonly failure: string } | null;
}

/** How many licences are qualified and not active. Negative where more are active than qualified. */
export function unusedOf({ licensesActive, licensesQualified }: Counts): number {
  return licensesQualified - licensesActive;
}

/** Active ÷ qualified, above 1 where more are active; `null` where nothing is qualified. */
export function shareOf({ licensesActive, licensesQualified }: Counts): number | null {
  return licensesQualified === 0 ? null : licensesActive / licensesQualified;
}

/** Most unused licences first. */
export function byUnused(one: Counts, other: Counts): number {
  return unusedOf(other) - unusedOf(one);
}

/** By the workload with the most unused licences. Each has a workload. */
export function byMostUnused(one: NamedUsage, other: NamedUsage): number {
  const [first, second] = [one.workloads[0], other.workloads[0]];
  if (first === undefined || second === undefined) return 0;
  return byUnused(first, second) || one.name.localeCompare(other.name, 'en');
}

/** The first of a list, with its length. */
export function topOf<Item>(items: readonly Item[], top: number): TopOf<Item> {
  return { items: items.slice(0, top), total: items.length };
}

/** What a page shows of a list that may hold more than that. */
export function cutTo<Item>({ items, total }: TopOf<Item>, top: number): TopOf<Item> {
  return { items: items.slice(0, top), total };
}

/** Tells workloads apart: several services have a SharePoint. */
export function workloadKey({
  serviceCode,
  workloadName,
}: Pick<WorkloadUsage, 'serviceCode' | 'workloadName'>): string {
  return `${serviceCode}\0${workloadName}`;
}
