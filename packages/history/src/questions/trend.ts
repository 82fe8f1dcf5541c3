import type { HistoryField } from '../kinds.ts';
import type { HistoryStore, SqlValue } from '../store.ts';
import {
  conditionsFor,
  idsOf,
  quote,
  requireFields,
  requireTime,
  shareOf,
  subjectOf,
  timeOf,
  type Asked,
  type Share,
  type Subject,
} from './select.ts';
import { sums } from './sums.ts';

/** What to show over time. */
export interface TrendOptions extends Asked {
  /**
   * The subject of a point. Default: `['workload']`, and `['service']` for deployment. Usage requires `workload`: one
   * licence qualifies for several workloads, and a sum over them would count it several times.
   */
  readonly by?: readonly HistoryField[] | undefined;
  /** Leaves out earlier snapshots. A date, or a date and time, in UTC. */
  readonly since?: string | Date | undefined;
}

/** A percentage at one date. */
export interface TrendPoint extends Share {
  /** The subject of the point. */
  readonly subject: Subject;
  /** UTC, with `Z`. */
  readonly processedDateTime: string;
}

/** The percentages over time, oldest first. */
export async function askTrend(store: HistoryStore, options: TrendOptions): Promise<TrendPoint[]> {
  const kind = options.kind ?? 'usage';
  const by = requireFields('by', options.by ?? [kind === 'usage' ? 'workload' : 'service'], kind);
  const since = options.since === undefined ? -Infinity : requireTime('since', options.since);
  const snapshots = (await store.snapshots()).filter(
    (its) => its.kind === kind && Date.parse(its.processedDateTime) >= since,
  );
  const values: SqlValue[] = [];
  const where = conditionsFor(options, kind, values, store.tenantIdCaseOf(snapshots));
  const rows = await store.select(
    `${sums(store, { kind, snapshots, by, where })}
     order by "at", ${['partner', ...idsOf(by)].map(quote).join(', ')}`,
    values,
  );
  return rows.map((row) => ({
    subject: subjectOf(row, by),
    processedDateTime: timeOf(row['at']),
    ...shareOf(row, ''),
  }));
}
