import type { Findings } from '../service/replay.ts';
import type { Session } from '../service/session.ts';

/** What the service said to a question, or why it said nothing: without a value that was received. */
export type Conclusion =
  | { readonly isAnswered: true; readonly text: string }
  | { readonly isAnswered: false; readonly because: string };

/** A question that the documentation leaves open, and that only the service can answer. */
export interface OpenQuestion {
  readonly title: string;
  readonly conclude: (session: Session, findings: Findings) => Promise<Conclusion>;
}

export function answered(text: string): Conclusion {
  return { isAnswered: true, text };
}

export function couldNotTell(because: string): Conclusion {
  return { isAnswered: false, because };
}
