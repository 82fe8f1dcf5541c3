import type { Description } from '../documents/description.ts';
import type { Pact } from '../documents/pact.ts';
import type { AnswerToPact } from '../emulator/answers-to-pact.ts';

/** What is held against each other: mutations change one of the three. */
export interface Subject {
  readonly description: Description;
  readonly pact: Pact;
  /** What the emulator answers to the pact's requests. */
  readonly emulator: readonly AnswerToPact[];
}

/** One small fault in one of the documents. */
export interface Mutation {
  readonly document: 'description' | 'pact' | 'emulator';
  /** Where, as a pointer into the description, or an interaction and a place in it. */
  readonly place: string;
  /** What kind of fault, such as `renamed`: mutations are counted by it. */
  readonly change: string;
  /** Whether nobody may mind. */
  readonly isHarmless: boolean;
  /** The interactions that it can touch; all when absent. */
  readonly interactions?: readonly string[];
  apply(subject: Subject): Subject;
}

/** Tells a mutation apart from all others. */
export function nameOf({ document, place, change }: Mutation): string {
  return `${document} ${place} ${change}`;
}

/** What mutations are counted by: the document and the kind of change, without what the changed thing is called. */
export function kindOf({ document, change }: Mutation): string {
  return `${document}: ${change.replaceAll(/ (\/\S+|\d+|MS-\S+|WWW-\S+|Retry-\S+)(?= )| to \w+$/g, '')}`;
}
