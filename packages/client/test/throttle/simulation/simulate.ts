import {
  simulate as simulateFleet,
  type Fleet,
  type Run,
  type Strategy,
} from '@licenses-usage/testing/simulate';
import { createClient } from '../../../src/create-client.ts';

export { floorInMs, type Fleet, type Strategy } from '@licenses-usage/testing/simulate';

/** The client as it is, allowed as many requests at once as the fleet makes. */
export const ours: Strategy = (service, clock, { concurrency, maxRetries = 20 }) => {
  const client = createClient({
    credential: () => 'token',
    clock,
    fetch: service.fetch,
    totalTimeoutInMs: 86_400_000,
    retry: { maxRetries },
    throttle: { maxConcurrency: concurrency },
  });
  return () => client.getPartnerLicensesUsage();
};

/** Runs a fleet of calls of the client, or by another strategy, in virtual time. */
export function simulate(fleet: Fleet, strategy: Strategy = ours): Promise<Run> {
  return simulateFleet(fleet, strategy);
}
