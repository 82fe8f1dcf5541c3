import type { Description } from '../documents/description.ts';
import type { Pact } from '../documents/pact.ts';
import type { AnswerToPact } from '../emulator/answers-to-pact.ts';

/** The three documents that the gates compare. A mutation changes one of them. */
export interface Subject {
  readonly description: Description;
  readonly pact: Pact;
  /** The emulator's answers to the pact's requests. */
  readonly emulator: readonly AnswerToPact[];
}

/** One small fault in one of the documents. */
export interface Mutation {
  readonly document: 'description' | 'pact' | 'emulator';
  /** The place, as a pointer into the description, or as an interaction and a place in it. */
  readonly place: string;
  /** The kind of fault, such as `renamed`, by which mutations are counted. */
  readonly change: string;
  /** Whether no gate may refuse it. */
  readonly isHarmless: boolean;
  /** The interactions that it can affect; all when absent. */
  readonly interactions?: readonly string[];
  apply(subject: Subject): Subject;
}

/** The unique name of a mutation. */
export function nameOf({ document, place, change }: Mutation): string {
  return `${document} ${place} ${change}`;
}

/**
 * The category by which mutations are counted: the document and the kind of change, without the name of the changed
 * element.
 */
export function kindOf({ document, change }: Mutation): string {
  return `${document}: ${change.replaceAll(/ (\/\S+|\d+|MS-\S+|WWW-\S+|Retry-\S+)(?= )| to \w+$/g, '')}`;
}
