import { type KnownService, services } from './catalogue.ts';
import {
  computedCustomer,
  computedHoldingCount,
  computedHoldings,
  computedPosition,
} from './computed-customers.ts';
import type { Customer, Facts, UsageFact } from './facts.ts';
import { countsAt, type CustomerHoldings, type Holding } from './holding.ts';
import { documentedDates, documentedHoldings } from './named-customers.ts';
import type { Snapshots } from './snapshots.ts';

interface FleetPlan {
  /** The customers written by hand, which come first. */
  readonly named: readonly CustomerHoldings[];
  /** Includes the named ones. Customers beyond these are computed from the seed. */
  readonly customerCount: number;
  readonly seed: number;
  readonly snapshots: Snapshots;
}

/** Creates a fleet that stores only the named customers. The others, and all history, are computed on demand. */
export function createFleet(plan: FleetPlan): Facts {
  const named = plan.named.slice(0, plan.customerCount);
  const namedPositions = new Map(named.map((entry, index) => [entry.customer.id, index]));

  const customerAt = (index: number): Customer =>
    named[index]?.customer ?? computedCustomer(plan.seed, index + 1);
  const holdingsAt = (index: number): readonly Holding[] =>
    named[index]?.holdings ?? computedHoldings(plan.seed, index + 1);

  /** The age of a customer's snapshot of a day. The documented customers also have their documented days. */
  const weeksAgo = (index: number, service: KnownService, day: string | undefined): number | undefined => {
    if (day === undefined) return 0;
    const isDocumented =
      index < Math.min(named.length, documentedHoldings.length) && day === documentedDates[service.code];
    return plan.snapshots.weeksAgo(service, day) ?? (isDocumented ? 0 : undefined);
  };

  return {
    customerCount: plan.customerCount,
    snapshots: Object.values(services).map((service) => ({ service, days: plan.snapshots.days(service) })),
    customerAt,
    indexOfCustomer(id) {
      const namedPosition = namedPositions.get(id.toLowerCase());
      if (namedPosition !== undefined) return namedPosition;
      const position = computedPosition(plan.seed, id);
      if (position === undefined || position <= named.length || position > plan.customerCount)
        return undefined;
      return position - 1;
    },
    usageOf(index, day) {
      const customer = customerAt(index);
      const facts: UsageFact[] = [];
      for (const holding of holdingsAt(index)) {
        const { service } = holding.product;
        const age = weeksAgo(index, service, day);
        if (age === undefined) continue;
        facts.push({
          customer,
          product: holding.product,
          workload: holding.workload,
          channel: holding.channel,
          processedDateTime: `${day ?? plan.snapshots.latestDay(service)}T00:00:00`,
          ...countsAt(holding, age, index),
        });
      }
      return facts;
    },
    usageCountOf(index, day) {
      const isTold = (service: KnownService): boolean => weeksAgo(index, service, day) !== undefined;
      return (
        named[index]?.holdings.filter(({ product }) => isTold(product.service)).length ??
        computedHoldingCount(plan.seed, index + 1, isTold)
      );
    },
  };
}
