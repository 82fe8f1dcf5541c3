import type { FleetProgress } from '@licenses-usage/fleet';
import { setTimeout as sleep } from 'node:timers/promises';

export interface UntilDoneOptions {
  /** Called with each look at the queue. */
  readonly onLook: () => void;
  /** Describes who works, for the error. */
  readonly describeWorkers: () => string;
  readonly intervalInMs?: number;
  /** How long nothing may change: longer than any outage of a row. */
  readonly patienceInMs?: number;
}

/**
 * Waits until the scan is done. Redis may be down meanwhile, and then the scan is not done. Rejects when nothing has
 * changed for too long, saying what it waits for.
 */
export async function untilDone(
  fleet: { status(): Promise<Pick<FleetProgress, CountName | 'done'>> },
  { onLook, describeWorkers, intervalInMs = 200, patienceInMs = 60_000 }: UntilDoneOptions,
): Promise<void> {
  let last = 'Redis has not answered';
  let changedAt = performance.now();
  for (;;) {
    const leftInMs = patienceInMs - (performance.now() - changedAt);
    if (leftInMs <= 0) {
      throw new Error(`Nothing has changed for ${patienceInMs} ms: ${last}; ${describeWorkers()}.`);
    }
    const timer = new AbortController();
    const timeUp = sleep(leftInMs, undefined, { signal: timer.signal }).catch(() => undefined);
    const status = await Promise.race([fleet.status().catch(() => undefined), timeUp]);
    timer.abort();
    if (status?.done === true) return;
    const now = status === undefined ? last : countNames.map((name) => `${status[name]} ${name}`).join(', ');
    if (now !== last) [last, changedAt] = [now, performance.now()];
    await sleep(intervalInMs);
    onLook();
  }
}

const countNames = ['waiting', 'active', 'delayed', 'succeeded', 'failed'] as const;
type CountName = (typeof countNames)[number];
