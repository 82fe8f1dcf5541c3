import { isLicensesUsageError } from '@licenses-usage/client';

/** What a scan has done so far. It changes while the scan runs. */
export interface Counts {
  succeeded: number;
  failed: number;
  skipped: number;
  rows: number;
}

/**
 * Scans until all customers are done, and sums what was done between pauses.
 * @param scanOn Scans what is left, and counts it. Customers that were done before are skipped.
 * @param waitOut Waits when the service asks for a pause. Without it, a pause is an error.
 */
export async function scanPastPauses(
  scanOn: (counts: Counts) => Promise<void>,
  waitOut: ((inMs: number) => Promise<void>) | undefined,
): Promise<Counts> {
  let before = { succeeded: 0, rows: 0 };
  for (;;) {
    const counts: Counts = { succeeded: 0, failed: 0, skipped: 0, rows: before.rows };
    try {
      await scanOn(counts);
      const skipped = counts.skipped - before.succeeded;
      return { ...counts, succeeded: counts.succeeded + before.succeeded, skipped };
    } catch (error) {
      const pauseInMs = retryAfterOf(error);
      if (waitOut === undefined || pauseInMs === undefined) throw error;
      before = { succeeded: before.succeeded + counts.succeeded, rows: counts.rows };
      await waitOut(pauseInMs);
    }
  }
}

/** How long to wait before the scan continues; `undefined` for an error that no wait ends. */
function retryAfterOf(error: unknown): number | undefined {
  return isLicensesUsageError(error) && 'retryAfterInMs' in error ? error.retryAfterInMs : undefined;
}
