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

/** Comparisons that may outlast their calls. */
export interface Background {
  readonly pending: Set<Promise<void>>;
  readonly maxPending: number;
  /** Aborts the comparisons. */
  readonly abortSignal: AbortSignal | undefined;
}

/** Answers from the superseded operation. The comparison never affects the caller. */
export async function serveShadow<Row, Insight extends object>(
  ways: TwoWays<Row, Insight>,
  { pending, maxPending, abortSignal }: Background,
): Promise<ResourceCollection<Insight>> {
  const usage = await ways.legacy();
  if (abortSignal?.aborted === true) ways.notify({ type: 'comparison-skipped', reason: 'aborted' });
  else if (pending.size >= maxPending) ways.notify({ type: 'comparison-skipped', reason: 'too-many' });
  else {
    const comparing = compare(ways, usage, () => ways.current(abortSignal), abortSignal);
    pending.add(comparing);
    void comparing.then(() => pending.delete(comparing));
  }
  return usage;
}

/** Answers from the superseding operation, or from the superseded one when that fails or has no data. */
export async function serveFallback<Row, Insight extends object>(
  ways: TwoWays<Row, Insight>,
): Promise<ResourceCollection<Insight>> {
  const [current] = await Promise.allSettled([ways.current(ways.abortSignal)]);
  if (current.status === 'rejected') {
    ways.abortSignal?.throwIfAborted();
    ways.notify({ type: 'fell-back', reason: 'failed', error: current.reason });
  } else {
    if (current.value.usage.items.length > 0) return current.value.usage;
    ways.notify({ type: 'fell-back', reason: 'no-data' });
  }
  const [legacy] = await Promise.allSettled([ways.legacy()]);
  if (legacy.status === 'fulfilled') {
    if (current.status === 'fulfilled') await compare(ways, legacy.value, async () => current.value);
    return legacy.value;
  }
  ways.abortSignal?.throwIfAborted();
  ways.notify({ type: 'fallback-failed', error: legacy.reason });
  if (current.status === 'fulfilled') return current.value.usage;
  throw current.reason;
}

/** Reports how the answers compare, or why they can't be compared. */
async function compare<Row, Insight extends object>(
  ways: TwoWays<Row, Insight>,
  usage: ResourceCollection<Insight>,
  readCurrent: () => Promise<CurrentUsage<Row, Insight>>,
  abortSignal?: AbortSignal,
): Promise<void> {
  try {
    // Copied before the first wait, because the caller may change the answer.
    const legacy = usage.items.map((item) => ({ ...item }));
    const { rows } = await readCurrent();
    ways.compare(legacy, rows);
  } catch (error) {
    if (abortSignal?.aborted === true) ways.notify({ type: 'comparison-skipped', reason: 'aborted' });
    else ways.notify({ type: 'comparison-failed', error });
  }
}
