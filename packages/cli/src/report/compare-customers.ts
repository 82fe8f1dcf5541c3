import type { Counts } from '../usage/columns.ts';
import {
  type CustomerArrival,
  type Mover,
  type Movers,
  type NamedUsage,
  type TopOf,
  type WorkloadUsage,
  byMostUnused,
  byUnused,
  shareOf,
  topOf,
  workloadKey,
} from './report-facts.ts';

/** Below this share of the qualified licences, a customer counts as at risk. */
export const riskBelow = 0.4;

/** One customer's usage of one workload. */
export interface CustomerRow extends WorkloadUsage {
  readonly customerId: string;
  readonly customerName: string;
}

interface Customer {
  readonly name: string;
  readonly workloads: Map<string, WorkloadUsage>;
}

/** The customers of a snapshot. */
export class CustomerUsage {
  readonly #customers = new Map<string, Customer>();

  add({ customerId, customerName, ...usage }: CustomerRow): void {
    const known = this.#customers.get(customerId) ?? { name: customerName, workloads: new Map() };
    this.#customers.set(customerId, known);
    const key = workloadKey(usage);
    const before = known.workloads.get(key);
    known.workloads.set(key, before === undefined ? usage : { ...usage, ...sum(before, usage) });
  }

  get size(): number {
    return this.#customers.size;
  }

  /** The customers with the most unused licences, with the workloads of which they use too little. */
  atRisk(top: number): TopOf<NamedUsage> {
    const found: NamedUsage[] = [];
    for (const { name, workloads } of this.#customers.values()) {
      const low = [...workloads.values()].filter((usage) => (shareOf(usage) ?? 1) < riskBelow);
      if (low.length > 0) found.push({ name, workloads: low.sort(byUnused) });
    }
    return topOf(found.sort(byMostUnused), top);
  }

  /** The changes since an earlier snapshot. A workload that is missing in either has neither risen nor fallen. */
  changesSince(earlier: CustomerUsage, top: number): Movers {
    const rose: Mover[] = [];
    const fell: Mover[] = [];
    const came: CustomerArrival[] = [];
    for (const [id, { name: customerName, workloads }] of this.#customers) {
      const before = earlier.#customers.get(id);
      if (before === undefined) {
        came.push({ customerName, workloads: [...workloads.values()] });
        continue;
      }
      for (const [key, usage] of workloads) {
        const previous = before.workloads.get(key);
        if (previous === undefined || previous.licensesActive === usage.licensesActive) continue;
        const list = previous.licensesActive < usage.licensesActive ? rose : fell;
        list.push({ ...usage, customerName, previous });
      }
    }
    const went: CustomerArrival[] = [];
    for (const [id, { name: customerName, workloads }] of earlier.#customers) {
      if (!this.#customers.has(id)) went.push({ customerName, workloads: [...workloads.values()] });
    }
    return {
      rose: topOf(rose.sort(byChange), top),
      fell: topOf(fell.sort(byChange), top),
      came: topOf(came.sort(byName), top),
      went: topOf(went.sort(byName), top),
    };
  }
}

function sum(one: Counts, other: Counts): Counts {
  return {
    licensesActive: one.licensesActive + other.licensesActive,
    licensesQualified: one.licensesQualified + other.licensesQualified,
  };
}

function byChange(one: Mover, other: Mover): number {
  const change = ({ licensesActive, previous }: Mover) => Math.abs(licensesActive - previous.licensesActive);
  return change(other) - change(one) || byName(one, other);
}

function byName(one: { readonly customerName: string }, other: { readonly customerName: string }): number {
  return one.customerName.localeCompare(other.customerName, 'en');
}
