import type { DeploymentFact, UsageFact } from './facts.ts';

/** For ten licences in use, one more is assigned to somebody who makes no use of it. */
const idleShare = 0.1;

/**
 * The deployment behind one customer's usage: a product bought through a channel is one fact, however many workloads it has. Every
 * licence sold qualifies for each of its workloads; deployed are those in use in the busiest one and a few idle ones, up to all that
 * were sold. Use beyond entitlement needs no licence, so it deploys none.
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
