import { VirtualClock } from './virtual-clock.ts';
import { createService, type Policy, type Service } from './limited-service.ts';

export interface Fleet {
  readonly calls: number;
  readonly concurrency: number;
  readonly latencyInMs?: number | (() => number);
  readonly policy: Policy | ((elapsedInMs: number) => Policy);
  readonly retryAfter?: 'seconds' | 'none';
  readonly maxRetries?: number;
}

export interface Run {
  readonly elapsedInMs: number;
  /** Calls that ended with an error. */
  readonly failed: number;
  readonly refused: number;
  readonly early: number;
}

/** Makes one call of the fleet, repeatedly until it passes or is given up. */
export type Strategy = (
  service: Service,
  clock: VirtualClock,
  fleet: Fleet,
) => (index: number) => Promise<unknown>;

/** Runs a fleet of calls in virtual time, which is exact and reproducible. */
export async function simulate(fleet: Fleet, strategy: Strategy, clock = new VirtualClock()): Promise<Run> {
  const { policy, latencyInMs = 50 } = fleet;
  const service = createService({
    clock,
    policy: () => (typeof policy === 'function' ? policy(clock.elapsedInMs) : policy),
    latencyInMs: () => (typeof latencyInMs === 'number' ? latencyInMs : latencyInMs()),
    ...(fleet.retryAfter !== undefined && { retryAfter: fleet.retryAfter }),
  });
  const call = strategy(service, clock, fleet);
  let [next, failed] = [0, 0];
  const work = async () => {
    while (next < fleet.calls) {
      next += 1;
      await call(next).catch(() => {
        failed += 1;
      });
    }
  };
  await clock.run(Promise.all(Array.from({ length: fleet.concurrency }, work)));
  return { elapsedInMs: clock.elapsedInMs, failed, refused: service.refused, early: service.early };
}

/** The least time that the fleet can take. */
export function floorInMs({ calls, concurrency, latencyInMs = 50 }: Fleet, policy: Policy): number {
  const travel = typeof latencyInMs === 'number' ? latencyInMs : latencyInMs();
  return Math.max(policy.floorInMs(calls) + travel, Math.ceil(calls / concurrency) * travel);
}
