import type { ResourceCollection } from '../../decode/collection.ts';
import type { MigrationOccurrence } from './migration-event.ts';
import type { CurrentUsage } from './read-current-usage.ts';

/** A call that either operation can answer. */
export interface TwoWays<Row, Insight extends object> {
  legacy(): Promise<ResourceCollection<Insight>>;
  current(abortSignal: AbortSignal | undefined): Promise<CurrentUsage<Row, Insight>>;
  /** Compares the superseded operation's answer with the rows, and reports. */
  compare(legacy: readonly Insight[], rows: readonly Row[]): void;
  notify(occurrence: MigrationOccurrence): void;
  /** The caller's signal. */
  readonly abortSignal: AbortSignal | undefined;
}

/** Answers from the superseded operation. The comparison never affects the caller. */
export async function serveShadow<Row, Insight extends object>(
  ways: TwoWays<Row, Insight>,
  background: Background,
  abortSignal: AbortSignal | undefined,
): Promise<ResourceCollection<Insight>> {
  const usage = await ways.legacy();
  if (abortSignal?.aborted === true) ways.notify({ type: 'comparison-skipped', reason: 'aborted' });
  else if (background.isFull()) ways.notify({ type: 'comparison-skipped', reason: 'too-many' });
  else background.start(() => compareLater(ways, usage, abortSignal));
  return usage;
}

async function compareLater<Row, Insight extends object>(
  ways: TwoWays<Row, Insight>,
  usage: ResourceCollection<Insight>,
  abortSignal: AbortSignal | undefined,
): Promise<void> {
  try {
    // Copied before the first wait, because the caller may change the answer.
    const legacy = usage.items.map((item) => ({ ...item }));
    const { rows } = await ways.current(abortSignal);
    ways.compare(legacy, rows);
  } catch (error) {
    if (abortSignal?.aborted === true) ways.notify({ type: 'comparison-skipped', reason: 'aborted' });
    else ways.notify({ type: 'comparison-failed', error });
  }
}

/** Answers from the superseding operation, or from the superseded one when that fails or has no data. */
export async function serveFallback<Row, Insight extends object>(
  ways: TwoWays<Row, Insight>,
): Promise<ResourceCollection<Insight>> {
  const answer = await tryCurrent(ways);
  if (answer.status === 'answered' && answer.usage.items.length > 0) return answer.usage;
  if (answer.status === 'answered') ways.notify({ type: 'fell-back', reason: 'no-data' });
  else ways.notify({ type: 'fell-back', reason: 'failed', error: answer.error });
  try {
    const usage = await ways.legacy();
    if (answer.status === 'answered') compareNow(ways, usage, answer.rows);
    return usage;
  } catch (error) {
    ways.abortSignal?.throwIfAborted();
    ways.notify({ type: 'fallback-failed', error });
    if (answer.status === 'answered') return answer.usage;
    throw answer.error;
  }
}

async function tryCurrent<Row, Insight extends object>(ways: TwoWays<Row, Insight>) {
  try {
    return { status: 'answered', ...(await ways.current(ways.abortSignal)) } as const;
  } catch (error) {
    ways.abortSignal?.throwIfAborted();
    return { status: 'failed', error } as const;
  }
}

function compareNow<Row, Insight extends object>(
  ways: TwoWays<Row, Insight>,
  usage: ResourceCollection<Insight>,
  rows: readonly Row[],
): void {
  try {
    ways.compare(usage.items, rows);
  } catch (error) {
    ways.notify({ type: 'comparison-failed', error });
  }
}

/** Background work with limited concurrency. */
export interface Background {
  /** Whether no more work may be started. */
  isFull(): boolean;
  /** Starts work, which must not reject. */
  start(work: () => Promise<void>): void;
  /** Resolves when no work is running. */
  settled(): Promise<void>;
}

export function createBackground(maxPending: number): Background {
  const pending = new Set<Promise<void>>();
  return {
    isFull: () => pending.size >= maxPending,
    start(work) {
      const running = work().finally(() => pending.delete(running));
      pending.add(running);
    },
    async settled() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}
