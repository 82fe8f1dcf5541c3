import { FleetError } from './fleet-error.ts';
import type { FleetProgress } from './progress.ts';

/** @throws {FleetError} when nothing has happened for too long, naming what is missing. */
export type IdleCheck = (progress: FleetProgress, nowInMs: number) => void;

/**
 * Notices that waiting for a scan has become useless: the queue stays paused, or no worker reports any more. Reports
 * are compared with each other and not with a clock, because the clocks of workers differ.
 */
export function createIdleCheck(limitInMs: number): IdleCheck {
  let before: string | undefined;
  let idleSince = 0;
  return (progress, nowInMs) => {
    const state = describeLife(progress);
    if (state !== before) {
      before = state;
      idleSince = nowInMs;
    } else if (nowInMs - idleSince >= limitInMs && !progress.done) {
      throw idle(progress, Math.round((nowInMs - idleSince) / 1000));
    }
  };
}

/** A different text whenever something has happened. Workers that can take no job do not count. */
function describeLife({ customers, succeeded, failed, paused, workers }: FleetProgress): string {
  const reports = paused === undefined ? workers.filter(({ working }) => working) : [];
  return JSON.stringify([customers, succeeded, failed, reports.map(({ id, seenAt }) => [id, seenAt])]);
}

function idle({ scan, customers, succeeded, failed, paused }: FleetProgress, seconds: number): FleetError {
  const done = `${succeeded + failed} of ${customers ?? 'an unknown number of'} customers are done`;
  if (paused !== undefined) {
    return new FleetError(
      'paused',
      `Wait for the scan ${scan}: the queue has been paused for ${seconds} s, and ${done}. ${paused.reason}`,
    );
  }
  return new FleetError(
    'no-worker',
    `Wait for the scan ${scan}: no worker has reported for ${seconds} s, and ${done}. Start a worker, and wait again; ` +
      'customers that are done are not queried again.',
  );
}
