import type { KnownService } from './catalogue.ts';
import {
  computedCustomer,
  computedHoldingCount,
  computedHoldings,
  computedPosition,
} from './computed-customers.ts';
import type { Customer, Facts, UsageFact } from './facts.ts';
import { countsAt, type CustomerHoldings, type Holding } from './holding.ts';
import type { Snapshots } from './snapshots.ts';

interface FleetPlan {
  /** The customers written by hand, which come first. */
  readonly named: readonly CustomerHoldings[];
  /** How many customers the fleet has in all; those beyond the named ones are computed from the seed. */
  readonly customerCount: number;
  readonly seed: number;
  readonly snapshots: Snapshots;
}

/** A fleet of which nothing is stored but the named customers: the others, and all history, are computed when asked for. */
export function createFleet(plan: FleetPlan): Facts {
  const named = plan.named.slice(0, plan.customerCount);
  const namedPositions = new Map(named.map((entry, index) => [entry.customer.id, index]));

  const customerAt = (index: number): Customer =>
    named[index]?.customer ?? computedCustomer(plan.seed, index + 1);
  const holdingsAt = (index: number): readonly Holding[] =>
    named[index]?.holdings ?? computedHoldings(plan.seed, index + 1);

  return {
    customerCount: plan.customerCount,
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
        const weeksAgo = day === undefined ? 0 : plan.snapshots.weeksAgo(service, day);
        if (weeksAgo === undefined) continue;
        facts.push({
          customer,
          product: holding.product,
          workload: holding.workload,
          channel: holding.channel,
          processedDateTime: `${plan.snapshots.dayOf(service, weeksAgo)}T00:00:00`,
          ...countsAt(holding, weeksAgo, index),
        });
      }
      return facts;
    },
    usageCountOf(index, day) {
      const isTold = (service: KnownService): boolean =>
        day === undefined || plan.snapshots.weeksAgo(service, day) !== undefined;
      return (
        named[index]?.holdings.filter(({ product }) => isTold(product.service)).length ??
        computedHoldingCount(plan.seed, index + 1, isTold)
      );
    },
  };
}
