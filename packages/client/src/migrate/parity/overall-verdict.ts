import type { ParityVerdict } from './parity-report.ts';

const worstFirst = ['differ', 'not-comparable', 'agree', 'no-data'] as const;

/**
 * The verdict over several reports, such as those of a fleet: the first of differ, not-comparable, agree and no-data that
 * one of them has. `no-data` when there are none.
 */
export function overallVerdict(verdicts: Iterable<ParityVerdict>): ParityVerdict {
  const given = new Set(verdicts);
  return worstFirst.find((verdict) => given.has(verdict)) ?? 'no-data';
}
