import { createClient, type Clock, type ThrottleOptions } from '@licenses-usage/client';
import type { Service } from '@licenses-usage/testing/limited-service';
import { createGate, ownRetryAfter, send, sharedGate, sleep } from '@licenses-usage/testing/simple-ways';
import type { Strategy } from '@licenses-usage/testing/simulate';

/** Each call backs off like p-retry's default: from one second, doubling, regardless of `Retry-After`. */
const ownBackoff: Strategy = (service, clock) => async () => {
  for (let delay = 1_000; (await send(service)) !== undefined; delay *= 2) {
    await sleep(delay, clock);
  }
};

/**
 * The same, with a lower concurrency after each cool-down, and one more after as many successes as the current
 * concurrency.
 */
const adaptiveGate: Strategy = (service, clock, { concurrency }) => {
  const gate = createGate(clock);
  const line: (() => void)[] = [];
  let [most, inFlight, passed] = [concurrency, 0, 0];
  const enter = async () => {
    for (;;) {
      await gate.pass();
      if (inFlight < most) break;
      await new Promise<void>((resolve) => {
        line.push(resolve);
      });
    }
    inFlight += 1;
  };
  const leave = () => {
    inFlight -= 1;
    for (const wake of line.splice(0, Math.max(1, Math.ceil(most - inFlight)))) wake();
  };
  return async () => {
    for (;;) {
      await enter();
      const wait = await send(service);
      if (wait === undefined) {
        passed += 1;
        if (passed >= most && most < concurrency) [most, passed] = [most + 1, 0];
      } else {
        if (gate.isOpen()) [most, passed] = [Math.max(1, Math.floor(most / 2)), 0];
        gate.close(wait);
      }
      leave();
      if (wait === undefined) return;
    }
  };
};

/** Creates a call of the client that retries in virtual time until it passes. */
export function createPatientCall(service: Service, clock: Clock, throttle: ThrottleOptions) {
  const client = createClient({
    credential: () => 'token',
    clock,
    fetch: service.fetch,
    totalTimeoutInMs: 86_400_000,
    retry: { maxRetries: 20 },
    throttle,
  });
  return () => client.getPartnerLicensesUsage();
}

/** The client, with the concurrency of the fleet. */
export const ours: Strategy = (service, clock, { concurrency }) =>
  createPatientCall(service, clock, { maxConcurrency: concurrency });

export const strategies: readonly (readonly [name: string, strategy: Strategy])[] = [
  ['each call sleeps its own Retry-After', ownRetryAfter],
  ['each call backs off on its own', ownBackoff],
  ['shared gate', sharedGate],
  ['adaptive concurrency, shared gate', adaptiveGate],
  ['this client', ours],
];
