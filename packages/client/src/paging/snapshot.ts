import { requireProcessedDateTime } from '../input/processed-date-time.ts';

/**
 * The one snapshot that all rows are of, in the form that the service takes; `null` when there is no such one, and
 * nothing as long as there are no rows.
 */
export function snapshotOf(rows: readonly object[]): string | null | undefined {
  const dates = new Set(rows.map((row) => ('processedDateTime' in row ? row.processedDateTime : undefined)));
  const [date] = dates;
  if (dates.size === 0) return undefined;
  if (dates.size > 1 || typeof date !== 'string') return null;
  try {
    return requireProcessedDateTime('processedDateTime', date);
  } catch {
    return null;
  }
}
