import { cleanForeignText } from './errors/foreign-text.ts';
import type { EventSink } from './events.ts';
import type { OperationId } from './call/operation.ts';

/** A difference between an answer and its documentation that does not keep the answer from being read. */
export interface Drift {
  readonly kind: 'unexpected-field' | 'missing-field' | 'new-value';
  /** Where, as a JSON pointer with `*` for any index, such as `/items/*`. */
  readonly pointer: string;
  readonly field: string;
}

/** Tells about each shape of drift once. The service names the fields; `token` is removed from the names. */
export type DriftNotifier = (operation: OperationId, token: string) => (drift: Drift) => void;

export function createDriftNotifier(onEvent: EventSink): DriftNotifier {
  if (onEvent === undefined) return () => ignore;
  const told = new Set<string>();
  return (operation, token) => (drift) => {
    const shape = `${operation} ${drift.kind} ${drift.pointer} ${drift.field}`;
    if (told.has(shape) || told.size >= mostShapes) return;
    told.add(shape);
    onEvent({ type: 'drift', operation, ...drift, field: cleanForeignText(drift.field, [token]) });
  };
}

function ignore(): void {}

/** An answer with ever new fields must not fill the memory of a client. */
const mostShapes = 1_000;
