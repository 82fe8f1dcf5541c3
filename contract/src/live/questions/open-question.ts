import type { Findings } from '../service/replay.ts';
import type { Session } from '../service/session.ts';

/** The answer to a question, or why there is none, without any received value. */
export type Conclusion =
  | { readonly isAnswered: true; readonly text: string }
  | { readonly isAnswered: false; readonly because: string };

/** A question that the documentation leaves open and only the service can answer. */
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
