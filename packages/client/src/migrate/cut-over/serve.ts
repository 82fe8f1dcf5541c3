import type { MigrationOccurrence } from './migration-event.ts';

/** A call that either operation can answer. */
export interface TwoWays<Usage, Rows> {
  legacy(): Promise<Usage>;
  current(abortSignal: AbortSignal | undefined): Promise<{ readonly rows: Rows; readonly usage: Usage }>;
  /** Copies the superseded operation's answer. The returned function compares the copy and reports. */
  prepareComparison(usage: Usage): (rows: Rows) => void;
  notify(occurrence: MigrationOccurrence): void;
  /** The caller's signal. */
  readonly abortSignal: AbortSignal | undefined;
}

/** Answers from the superseded operation. The comparison never affects the caller. */
export async function serveShadow<Usage, Rows>(
  ways: TwoWays<Usage, Rows>,
  background: Background,
  abortSignal: AbortSignal | undefined,
): Promise<Usage> {
  const usage = await ways.legacy();
  if (abortSignal?.aborted === true) ways.notify({ type: 'comparison-skipped', reason: 'aborted' });
  else if (background.isFull()) ways.notify({ type: 'comparison-skipped', reason: 'too-many' });
  else {
    // Copied now, because the caller may change the answer.
    const compare = attempt(ways, () => ways.prepareComparison(usage));
    if (compare !== undefined) background.start(() => compareLater(ways, compare, abortSignal));
  }
  return usage;
}

async function compareLater<Usage, Rows>(
  ways: TwoWays<Usage, Rows>,
  compare: (rows: Rows) => void,
  abortSignal: AbortSignal | undefined,
): Promise<void> {
  try {
    const { rows } = await ways.current(abortSignal);
    compare(rows);
  } catch (error) {
    if (abortSignal?.aborted === true) ways.notify({ type: 'comparison-skipped', reason: 'aborted' });
    else ways.notify({ type: 'comparison-failed', error });
  }
}

/** Answers from the superseding operation, or from the superseded one when that fails or has no data. */
export async function serveFallback<Usage extends { readonly items: readonly unknown[] }, Rows>(
  ways: TwoWays<Usage, Rows>,
): Promise<Usage> {
  const answer = await tryCurrent(ways);
  if (answer.status === 'answered' && answer.usage.items.length > 0) return answer.usage;
  if (answer.status === 'answered') ways.notify({ type: 'fell-back', reason: 'no-data' });
  else ways.notify({ type: 'fell-back', reason: 'failed', error: answer.error });
  try {
    const usage = await ways.legacy();
    if (answer.status === 'answered') attempt(ways, () => ways.prepareComparison(usage)(answer.rows));
    return usage;
  } catch (error) {
    ways.abortSignal?.throwIfAborted();
    ways.notify({ type: 'fallback-failed', error });
    if (answer.status === 'answered') return answer.usage;
    throw answer.error;
  }
}

async function tryCurrent<Usage, Rows>(ways: TwoWays<Usage, Rows>) {
  try {
    return { status: 'answered', ...(await ways.current(ways.abortSignal)) } as const;
  } catch (error) {
    ways.abortSignal?.throwIfAborted();
    return { status: 'failed', error } as const;
  }
}

function attempt<Usage, Rows, Result>(ways: TwoWays<Usage, Rows>, run: () => Result): Result | undefined {
  try {
    return run();
  } catch (error) {
    ways.notify({ type: 'comparison-failed', error });
    return undefined;
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
