import type { Fleet, FleetResult } from '@licenses-usage/fleet';
import type { Context } from '../context.ts';
import { CommandError, exitCode } from '../exit.ts';
import { findTarget } from '../files/find-target.ts';
import { naming } from '../files/system-error.ts';
import { writeOut } from '../output/destination.ts';
import { startProgress, type Progress } from '../output/progress.ts';
import { note } from '../output/terminal.ts';
import { hasWorkers } from './status.ts';

export interface CollectToOptions {
  readonly out: string;
  /** Waits until all customers are done. */
  readonly wait: boolean;
  /** Replaces a finished file. */
  readonly force?: true;
  readonly quiet?: true;
}

export interface Collected {
  readonly succeeded: number;
  readonly failed: number;
  readonly rows: number;
}

/** Refuses an existing file before waiting for anything, as `scan` does. */
export async function requireFreeFile(out: string, force: boolean): Promise<void> {
  const { stats } = await naming(`--out ${out}`, findTarget(out));
  if (force || stats === undefined || !stats.isFile() || stats.size === 0) return;
  throw new CommandError(
    `--out ${out}: this file already exists. Choose another one, or add --force to replace it.`,
  );
}

/** Writes the same as `scan`: one line for each customer, in order of completion. */
export async function collectTo(
  fleet: Pick<Fleet, 'collect'>,
  options: CollectToOptions,
  context: Context,
): Promise<Collected> {
  const { out, force = false } = options;
  await requireFreeFile(out, force);
  const progress = startProgress('Waiting for the workers', options, context);
  const counts = { succeeded: 0, failed: 0, rows: 0 };
  const results = collectFrom(fleet, options, progress, context);
  try {
    await writeOut(toLines(results, counts), out, context);
  } finally {
    progress.stop();
  }
  return counts;
}

/** Workers that are started together with this command have reported by then. */
const tellAfterInMs = 10_000;

/**
 * Every customer's result. Ends with an error when the queue is paused, or after 10 minutes without a worker, because
 * waiting would be useless.
 * @param now A monotonic clock in milliseconds.
 */
export function collectFrom(
  fleet: Pick<Fleet, 'collect'>,
  options: Pick<CollectToOptions, 'wait' | 'quiet'>,
  progress: Progress,
  context: Context,
  now: () => number = () => performance.now(),
): AsyncGenerator<FleetResult, void, undefined> {
  const { wait } = options;
  const { abortSignal } = context;
  let aloneSince = now();
  let isTold = false;
  return fleet.collect({
    wait,
    abortSignal,
    onProgress(state) {
      const { succeeded, failed, customers, paused, done } = state;
      if (paused !== undefined) {
        const advice = 'Repair that, and start a worker with --resume.';
        throw new CommandError(`${paused.reason} ${advice}`, exitCode.serviceFailed);
      }
      if (hasWorkers(state, Date.now())) aloneSince = now();
      else if (!isTold && !done && now() - aloneSince > tellAfterInMs) {
        isTold = true;
        note('No worker is at work. Start one: licenses-usage fleet work', options, context);
      }
      progress.advance('customer', succeeded + failed, customers ?? undefined);
    },
  });
}

async function* toLines(
  results: AsyncIterable<FleetResult>,
  counts: { -readonly [Name in keyof Collected]: Collected[Name] },
): AsyncGenerator<string> {
  for await (const result of results) {
    if (result.status === 'ok') {
      counts.succeeded += 1;
      counts.rows += result.items.length;
    } else counts.failed += 1;
    yield `${JSON.stringify(result)}\n`;
  }
}
