import { operations } from './generated/operations.ts';

export type OperationId = keyof typeof operations;

/** Says that an operation which the program calls has a successor. */
export interface DeprecationNotice {
  readonly operation: OperationId;
  readonly supersededBy: OperationId;
  /** The notice as a sentence, ready for a log. */
  readonly message: string;
}

/** Tells about each superseded operation once, the first time it is called. */
export function createDeprecationNotifier(
  onDeprecation: ((notice: DeprecationNotice) => void) | undefined,
): (operation: OperationId) => void {
  const told = new Set<OperationId>();
  return (operation) => {
    const { supersededBy } = operations[operation];
    if (onDeprecation === undefined || supersededBy === null || told.has(operation)) return;
    told.add(operation);
    onDeprecation({
      operation,
      supersededBy,
      message: `${operation} is superseded by ${supersededBy}. No retirement date is published; migrate while both answer.`,
    });
  };
}
