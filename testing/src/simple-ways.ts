import type { Service } from './limited-service.ts';
import type { Strategy } from './simulate.ts';
import type { VirtualClock } from './virtual-clock.ts';

/* Two simple strategies for refusals, as a reference for others. */

export function sleep(delayInMs: number, clock: VirtualClock): Promise<void> {
  return new Promise((resolve) => {
    clock.schedule(resolve, delayInMs);
  });
}

/** Sends once. Returns how long a refusal asks to wait, a second if it does not say, or undefined after a success. */
export async function send(service: Service): Promise<number | undefined> {
  const response = await service.fetch('https://service.example/');
  return response.status === 429 ? 1_000 * Number(response.headers.get('retry-after') ?? 1) : undefined;
}

/** Each call follows only its own Retry-After. */
export const ownRetryAfter: Strategy = (service, clock) => async () => {
  for (let wait = await send(service); wait !== undefined; wait = await send(service)) {
    await sleep(wait, clock);
  }
};

/** One cool-down for all calls. */
export function createGate(clock: VirtualClock) {
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

/** All calls follow every Retry-After. */
export const sharedGate: Strategy = (service, clock) => {
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
