import type { FleetProgress, WorkerNote } from '@licenses-usage/fleet';

/** A queue of one customer that is done. */
export function progressOf(more: Partial<FleetProgress> = {}): FleetProgress {
  return {
    scan: 's',
    customers: 1,
    waiting: 0,
    active: 0,
    delayed: 0,
    succeeded: 1,
    failed: 0,
    paused: undefined,
    done: true,
    workers: [],
    ...more,
  };
}

/** A worker that was last seen at this time. */
export function workerSeenAt(seenAt: string, more: Partial<WorkerNote> = {}): WorkerNote {
  return {
    id: seenAt,
    name: 'one',
    startedAt: '2026-11-30T08:00:00.000Z',
    seenAt,
    succeeded: 5,
    failed: 1,
    rate: 6.5,
    working: true,
    ...more,
  };
}
