import { operations } from './generated/operations.ts';
import type { AnswerHeaders } from './call/direct-response.ts';
import type { OperationId } from './call/operation.ts';

/** Says that an operation which the program calls is to go, or has a successor. */
export interface DeprecationNotice {
  readonly operation: OperationId;
  /** The operation to call instead, as the description of the service names it. */
  readonly supersededBy: OperationId | undefined;
  /** The `Deprecation` header (RFC 9745), verbatim. */
  readonly deprecation: string | undefined;
  /** The `Sunset` header (RFC 8594), verbatim: when the operation is expected to stop answering. */
  readonly sunset: string | undefined;
  /** The `Link` header, verbatim, when it came with one of the two. */
  readonly link: string | undefined;
  /** The notice as a sentence, ready for a log. */
  readonly message: string;
}

/** Tells about each operation that is superseded, or that the service calls deprecated, once. */
export type DeprecationNotifier = (operation: OperationId, headers: AnswerHeaders) => void;

export function createDeprecationNotifier(
  onDeprecation: ((notice: DeprecationNotice) => void) | undefined,
): DeprecationNotifier {
  const told = new Set<OperationId>();
  return (operation, headers) => {
    if (onDeprecation === undefined || told.has(operation)) return;
    const supersededBy = operations[operation].supersededBy ?? undefined;
    const deprecation = headers.get('deprecation') ?? undefined;
    const sunset = headers.get('sunset') ?? undefined;
    if (supersededBy === undefined && deprecation === undefined && sunset === undefined) return;
    told.add(operation);
    const isAnnounced = deprecation !== undefined || sunset !== undefined;
    const link = isAnnounced ? (headers.get('link') ?? undefined) : undefined;
    const message = describe(operation, supersededBy, sunset, isAnnounced);
    try {
      onDeprecation({ operation, supersededBy, deprecation, sunset, link, message });
    } catch {
      // Documented at the option: nothing sensible is left to tell it to.
    }
  };
}

function describe(
  operation: OperationId,
  supersededBy: OperationId | undefined,
  sunset: string | undefined,
  isAnnounced: boolean,
): string {
  const what = supersededBy === undefined ? 'is deprecated' : `is superseded by ${supersededBy}`;
  if (sunset !== undefined) return `${operation} ${what} and stops answering on ${sunset}.`;
  if (isAnnounced) return `${operation} ${what}, and the service says so.`;
  return `${operation} ${what}. No retirement date is published; migrate while both answer.`;
}
