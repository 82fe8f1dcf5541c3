import type { Answer } from '../answer/answer.ts';
import type { Call } from '../call/call.ts';

export interface FaultContext {
  readonly call: Call;
  readonly at: Date;
  /** What the same caller is answered at another address of the operation. */
  readonly answerAt: (url: URL) => Answer;
}

/** One thing that goes wrong, or merely differs, in answers of the real service or on the way to them. */
export interface Fault {
  /** What it does, in a sentence for the list of faults. */
  readonly sentence: string;
  /** The answer with the fault in it; the same answer where the fault has nothing to take hold of. */
  readonly apply: (answer: Answer, context: FaultContext) => Answer;
}

/** A group of faults by name. */
export type FaultGroup = Readonly<Record<string, Fault>>;
