import type { ParityReport } from '@licenses-usage/client/migrate';
import type { Counts } from '../usage/columns.ts';

/** The usage of one workload of one service over all customers. */
export interface WorkloadUsage extends Counts {
  readonly serviceCode: string;
  readonly serviceName: string;
  readonly workloadName: string;
}

export interface ProductUsage extends Counts {
  readonly productName: string;
  readonly workloadName: string;
}

export interface CustomerUsage extends Counts {
  readonly customerName: string;
  readonly workloadName: string;
}

/** One workload through the snapshots, oldest first. */
export interface WorkloadTrend {
  readonly serviceCode: string;
  readonly workloadName: string;
  readonly points: readonly TrendPoint[];
}

export interface TrendPoint {
  /** The day of the snapshot, `YYYY-MM-DD`. */
  readonly day: string;
  /** 0 to 100 and above; `null` when nothing is qualified. */
  readonly usagePercent: number | null;
}

/** The first rows of a list, and how many it has. */
export interface TopOf<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

/** Everything that a report tells. */
export interface ReportFacts {
  /** Who answered. */
  readonly service: string;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  /** The day of the latest snapshot of each service. */
  readonly asOf: readonly { readonly serviceName: string; readonly day: string }[];
  readonly workloads: readonly WorkloadUsage[];
  /** Lowest percentage first. */
  readonly leastUsed: TopOf<ProductUsage>;
  /** Most unused licences first. */
  readonly atRisk: TopOf<CustomerUsage>;
  /** How many rows of a list are shown. */
  readonly top: number;
  readonly trends: readonly WorkloadTrend[];
  /** The comparison with the superseded operation, or why there is none. */
  readonly parity: ParityReport | { readonly failure: string };
}
