import { createClient } from '@licenses-usage/client';
import type { Service } from '@licenses-usage/testing/limited-service';
import type { Strategy } from '@licenses-usage/testing/simulate';
import type { VirtualClock } from '@licenses-usage/testing/virtual-clock';

function sleep(delayInMs: number, clock: VirtualClock): Promise<void> {
  return new Promise((resolve) => {
    clock.schedule(resolve, delayInMs);
  });
}

/** Sends once; how long a refusal asks to wait, or undefined after a success. */
async function send(service: Service): Promise<number | undefined> {
  const response = await service.fetch('https://service.example/');
  return response.status === 429 ? 1_000 * Number(response.headers.get('retry-after')) : undefined;
}

/** Each call minds its own Retry-After, and nobody else's. */
const ownRetryAfter: Strategy = (service, clock) => async () => {
  for (let wait = await send(service); wait !== undefined; wait = await send(service)) {
    await sleep(wait, clock);
  }
};

/** Each call backs off as p-retry does by default: from one second, doubling, whatever the service says. */
const ownBackoff: Strategy = (service, clock) => async () => {
  for (let delay = 1_000; (await send(service)) !== undefined; delay *= 2) {
    await sleep(delay, clock);
  }
};

/** One cool-down for all calls. */
function createGate(clock: VirtualClock) {
  let opensAt = 0;
  return {
    isOpen: () => clock.now() >= opensAt,
    async pass(): Promise<void> {
      while (clock.now() < opensAt) await sleep(opensAt - clock.now(), clock);
    },
    close(durationInMs: number): void {
      opensAt = Math.max(opensAt, clock.now() + durationInMs);
    },
  };
}

const sharedGate: Strategy = (service, clock) => {
  const gate = createGate(clock);
  return async () => {
    for (;;) {
      await gate.pass();
      const wait = await send(service);
      if (wait === undefined) return;
      gate.close(wait);
    }
  };
};

/** The same, with fewer calls at once after each cool-down, and one more after as many successes as there are. */
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

/** The client as it is, allowed as many requests at once as the fleet makes. */
const ours: Strategy = (service, clock, { concurrency }) => {
  const client = createClient({
    credential: () => 'token',
    clock,
    fetch: service.fetch,
    totalTimeoutInMs: 86_400_000,
    retry: { maxRetries: 20 },
    throttle: { maxConcurrency: concurrency },
  });
  return () => client.getPartnerLicensesUsage();
};

export const strategies: readonly (readonly [name: string, strategy: Strategy])[] = [
  ['each call sleeps its own Retry-After', ownRetryAfter],
  ['each call backs off on its own', ownBackoff],
  ['shared gate', sharedGate],
  ['adaptive concurrency, shared gate', adaptiveGate],
  ['this client', ours],
];
