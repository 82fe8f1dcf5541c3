import { overallVerdict, type ParityVerdict } from '@licenses-usage/client/migrate';
import { exitCode, type ExitCode } from '../exit.ts';

/** How many customers of a fleet agree, differ, and so on. */
export interface Tally {
  readonly verdict: ParityVerdict;
  readonly customers: number;
  readonly agree: number;
  readonly differ: number;
  readonly notComparable: number;
  readonly noData: number;
  /** Customers whose call failed. */
  readonly failed: number;
  /** Customers with rows that are not in the list of customers. */
  readonly notListed: number;
}

type Outcome = ParityVerdict | 'failed' | 'not-listed';

/** Counts outcomes. */
export function createTally(): { add(outcome: Outcome): void; result(): Tally } {
  const counts = new Map<Outcome, number>();
  const of = (outcome: Outcome) => counts.get(outcome) ?? 0;
  return {
    add: (outcome) => counts.set(outcome, of(outcome) + 1),
    result() {
      const verdicts = (['agree', 'differ', 'not-comparable', 'no-data'] as const).filter((it) => of(it) > 0);
      return {
        // Rows of a customer that is not listed exist on one side only.
        verdict: of('not-listed') > 0 ? 'differ' : overallVerdict(verdicts),
        customers: [...counts.values()].reduce((sum, count) => sum + count, 0),
        agree: of('agree'),
        differ: of('differ'),
        notComparable: of('not-comparable'),
        noData: of('no-data'),
        failed: of('failed'),
        notListed: of('not-listed'),
      };
    },
  };
}

/** The exit code for a verdict. A failure elsewhere leaves a difference certain, but not an agreement. */
export function exitCodeOf(verdict: ParityVerdict, failed = 0): ExitCode {
  if (verdict === 'differ') return exitCode.found;
  if (failed > 0) return exitCode.serviceFailed;
  return verdict === 'agree' ? exitCode.done : exitCode.notComparable;
}
