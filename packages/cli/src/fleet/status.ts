import type { CustomerFailure, FleetProgress, WorkerNote } from '@licenses-usage/fleet';
import { renderBar } from '../output/bar.ts';
import type { Status } from '../output/paint.ts';
import { describeDuration, describeRate } from '../output/progress.ts';
import type { Column, OutputRow } from '../output/rows.ts';
import { cleanText, count, several } from '../output/terminal.ts';
import { type Look, renderVerdict, renderWithoutVerdict } from '../output/verdict.ts';

/** The columns for each worker. */
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

/** A worker reports every 2 seconds; after this long it counts as lost. */
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

/** Whether any worker is at work, as far as its reports say. */
export function hasWorkers({ workers }: Pick<FleetProgress, 'workers'>, nowInMs: number): boolean {
  return workers.some((worker) => stateOf(worker, nowInMs - Date.parse(worker.seenAt)) === 'working');
}

function stateOf({ working }: WorkerNote, seenInMs: number): string {
  if (!working) return 'stopped';
  return seenInMs > lostAfterInMs ? 'lost' : 'working';
}

/** Describes the queue in a few lines, with the remaining time. */
export function describeQueue(progress: FleetProgress, nowInMs: number, look: Look): string {
  const { scan, customers, waiting, active, delayed, succeeded, failed, paused, done, workers } = progress;
  const all = customers === null ? 'still listing customers' : several(customers, 'customer');
  const states = [
    `${count(succeeded)} asked`,
    `${count(active)} in flight`,
    `${count(waiting)} waiting`,
    ...(delayed > 0 ? [`${count(delayed)} to be retried`] : []),
    ...(failed > 0 ? [`${count(failed)} failed`] : []),
  ];
  const say = (status: Status, text: string): string => renderVerdict(status, cleanText(text), look);
  const sentence = `Scan ${scan}: ${all}; ${states.join(', ')}.`;
  const ended = failed > 0 ? 'problem' : 'ok';
  // A running scan is neither a success nor a failure.
  const isUndecided = !done && failed === 0;
  const lines = [
    isUndecided ? renderWithoutVerdict(cleanText(sentence), look) : say(done ? ended : 'warning', sentence),
  ];
  if (paused !== undefined)
    lines.push(say('problem', `Paused since ${paused.since || 'an unknown time'}. ${paused.reason}`));
  if (workers.length === 0) lines.push(say('warning', 'No worker has reported yet.'));
  const far = paused === undefined && !done ? describeAdvance(progress, nowInMs, look) : undefined;
  return [...lines, ...(far === undefined ? [] : [far])].join('\n');
}

/** Names customers on the dead-letter list, and says how many more there are. */
export function describeFailures(shown: readonly CustomerFailure[], failed: number, look: Look): string {
  const lines = shown.map(({ customerId, error }) =>
    renderVerdict('problem', cleanText(`${customerId}: ${error.name}: ${error.message}`), look),
  );
  const hidden = failed - shown.length;
  if (hidden > 0) {
    const text = `${several(hidden, 'more customer')} failed. --format json names all of them.`;
    lines.push(renderWithoutVerdict(text, look));
  }
  return lines.join('\n');
}

const [shortestBar, longestBar] = [8, 20];

/** The progress, with the rate of all workers and the time left. Empty while customers are still being listed. */
function describeAdvance(
  { customers, succeeded, failed, workers }: FleetProgress,
  nowInMs: number,
  look: Look,
): string | undefined {
  if (customers === null || customers === 0) return undefined;
  const finished = succeeded + failed;
  const percent = Math.min(100, (100 * finished) / customers);
  const perSecond = workers
    .filter((worker) => stateOf(worker, nowInMs - Date.parse(worker.seenAt)) === 'working')
    .reduce((sum, { rate }) => sum + rate, 0);
  const text = [
    `${Math.floor(percent)}%`,
    ...(perSecond > 0
      ? [describeRate(perSecond), `${describeDuration((customers - finished) / perSecond)} left`]
      : []),
  ].join(', ');
  // Two spaces before the bar, and one after it.
  const room = (look.width ?? Infinity) - text.length - 3;
  if (room < shortestBar) return renderWithoutVerdict(text, look);
  return renderWithoutVerdict(`${renderBar(percent, Math.min(longestBar, room), look.paint)} ${text}`, {
    ...look,
    width: undefined,
  });
}
