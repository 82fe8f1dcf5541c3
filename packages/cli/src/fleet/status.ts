import type { FleetProgress, WorkerNote } from '@licenses-usage/fleet';
import type { Column, OutputRow } from '../output/rows.ts';
import { count, several } from '../output/terminal.ts';

/** What is shown of each worker. */
export const workerColumns: readonly Column[] = [
  { name: 'worker', title: 'Worker', rank: 9 },
  { name: 'state', title: 'State', rank: 8 },
  { name: 'seen', title: 'Seen, s ago', decimals: 0, rank: 5 },
  { name: 'rate', title: 'Customers/s', decimals: 1, rank: 7 },
  { name: 'succeeded', title: 'Asked', rank: 6 },
  { name: 'failed', title: 'Failed', rank: 4 },
  { name: 'requests', title: 'Requests', rank: 1 },
  { name: 'refused', title: '429', rank: 3 },
  { name: 'learnedRate', title: 'Limit/s', decimals: 1, rank: 2 },
  { name: 'coolDown', title: 'Cool-down, s', decimals: 0, rank: 2 },
];

/** A worker says something every 2 seconds; after so long it is taken for dead. */
const lostAfterInMs = 10_000;

export function workerRows({ workers }: FleetProgress, nowInMs: number): OutputRow[] {
  return workers.map((worker) => {
    const seenInMs = nowInMs - Date.parse(worker.seenAt);
    const state = stateOf(worker, seenInMs);
    const { requests = null, refused = null, learnedRate = null, coolDownUntil = null } = worker.calls ?? {};
    return {
      worker: worker.name,
      state,
      seen: Math.max(0, seenInMs / 1000),
      rate: state === 'working' ? worker.rate : 0,
      succeeded: worker.succeeded,
      failed: worker.failed,
      requests,
      refused,
      learnedRate,
      coolDown: coolDownUntil === null ? null : Math.max(0, (Date.parse(coolDownUntil) - nowInMs) / 1000),
    };
  });
}

function stateOf({ working }: WorkerNote, seenInMs: number): string {
  if (!working) return 'stopped';
  return seenInMs > lostAfterInMs ? 'lost' : 'working';
}

/** The queue in a few lines. */
export function describeQueue(progress: FleetProgress): string {
  const { scan, customers, waiting, active, delayed, succeeded, failed, paused } = progress;
  const all = customers === null ? 'still listing customers' : several(customers, 'customer');
  const states = [
    `${count(succeeded)} asked`,
    `${count(active)} in flight`,
    `${count(waiting)} waiting`,
    ...(delayed > 0 ? [`${count(delayed)} to be tried again`] : []),
    ...(failed > 0 ? [`${count(failed)} failed`] : []),
  ];
  const lines = [`Scan ${scan}: ${all}; ${states.join(', ')}.`];
  if (paused !== undefined) lines.push(`Paused since ${paused.since || 'an unknown time'}. ${paused.reason}`);
  return lines.join('\n');
}
