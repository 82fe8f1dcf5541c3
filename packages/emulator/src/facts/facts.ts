/**
 * A service of the emulated Partner Center. Every answer, superseded or current, is made only from the facts in this
 * file.
 */

export interface Service {
  /** `o365`, `crm`, or a code from the user's own data. The superseded operations call it `serviceName`. */
  readonly code: string;
  /** The display name, which only the superseding operation sends. */
  readonly name: string;
}

export interface Workload {
  readonly code: string;
  readonly name: string;
}

export interface Product {
  /** Upper-case GUID, as the superseding operation sends it. */
  readonly id: string;
  readonly name: string;
  readonly service: Service;
}

export interface Customer {
  /** Lower-case GUID, as the customers list sends it. */
  readonly id: string;
  /** The same GUID in upper case, as the superseding operation sends it. */
  readonly tenantId: string;
  readonly name: string;
  readonly domain: string;
}

/** The licences of one customer for one product through one channel, as of one processed date. */
export interface LicensesFact {
  readonly customer: Customer;
  readonly product: Product;
  readonly channel: string;
  /** UTC, without an offset: `2017-03-09T00:00:00`. Each service is processed on its own day, so two facts of one snapshot may differ. */
  readonly processedDateTime: string;
}

/** The usage of one workload of a customer's licences. */
export interface UsageFact extends LicensesFact {
  readonly workload: Workload;
  /** Seats used in the last 28 days. May exceed `qualified`. */
  readonly active: number;
  /** Entitlements that may be used. Zero for a trial. */
  readonly qualified: number;
}

/** How many of a customer's licences for a product are assigned to users, over all workloads. */
export interface DeploymentFact extends LicensesFact {
  /** Never more than `sold`. */
  readonly deployed: number;
  /** Zero for a trial. */
  readonly sold: number;
}

/** The days on which a service was processed. */
export interface ServiceSnapshots {
  readonly service: Service;
  /** `YYYY-MM-DD`, newest first. */
  readonly days: readonly string[];
}

/**
 * The facts by customer, in a fixed order. Rows are read one customer at a time, so that they are never all in
 * memory. `day` is the day of a snapshot (`YYYY-MM-DD`); `undefined` means the latest one of each service.
 */
export interface Facts {
  readonly customerCount: number;
  readonly snapshots: readonly ServiceSnapshots[];
  customerAt(index: number): Customer;
  /** The position of the customer with this id, in either case; `undefined` when the partner has no such customer. */
  indexOfCustomer(id: string): number | undefined;
  usageOf(index: number, day: string | undefined): readonly UsageFact[];
  /** How many facts `usageOf` would return, without computing them. */
  usageCountOf(index: number, day: string | undefined): number;
}

export function createCustomer(id: string, name: string, domain: string): Customer {
  return { id: id.toLowerCase(), tenantId: id.toUpperCase(), name, domain };
}

/** For every ten licences in use, one more is assigned but unused. */
const idleShare = 0.1;

/**
 * Derives one customer's deployment from its usage. A product bought through a channel is one fact, regardless of its
 * number of workloads. Every licence sold qualifies for each of its workloads. The licences in use in the busiest
 * workload and a few idle ones are deployed, but at most all that were sold. Usage beyond entitlement deploys
 * nothing.
 */
export function deploymentOf(usage: readonly UsageFact[]): readonly DeploymentFact[] {
  const facts = new Map<string, DeploymentFact>();
  for (const { customer, product, channel, processedDateTime, active, qualified } of usage) {
    const key = JSON.stringify([product.id, channel, processedDateTime]);
    const before = facts.get(key);
    const sold = Math.max(qualified, before?.sold ?? 0);
    const inUse = Math.ceil(active * (1 + idleShare));
    const deployed = Math.min(sold, Math.max(inUse, before?.deployed ?? 0));
    facts.set(key, { customer, product, channel, processedDateTime, deployed, sold });
  }
  return [...facts.values()];
}
