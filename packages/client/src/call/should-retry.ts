import type { Outcome } from './outcome.ts';

const passingStatuses = new Set([408, 429, 500, 502, 503, 504]);

/** Whether another attempt may fare better. All operations are GET, so repeating one changes nothing. */
export function shouldRetry(outcome: Outcome): boolean {
  if (outcome.kind === 'answered') return passingStatuses.has(outcome.status);
  return outcome.kind === 'failed' ? !outcome.isPermanent : outcome.kind === 'timed-out';
}
