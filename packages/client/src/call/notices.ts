import type { AnswerHeaders } from './response.ts';
import type { OperationId } from '../call-context.ts';
import type { Operation } from './operation.ts';
import { cleanForeignText } from '../errors/foreign-text.ts';
import type { DeprecationNotice, Drift, EventSink } from '../events.ts';

/** Reports each operation that is superseded, or that the service calls deprecated, once. */
export type DeprecationNotifier = (operation: Operation, headers: AnswerHeaders) => void;

export function createDeprecationNotifier(
  onDeprecation: ((notice: DeprecationNotice) => void) | undefined,
): DeprecationNotifier | undefined {
  if (onDeprecation === undefined) return undefined;
  const reported = new Set<OperationId>();
  return ({ operationId: operation, supersededBy }, headers) => {
    if (reported.has(operation)) return;
    const deprecation = headers.get('deprecation') ?? undefined;
    const sunset = headers.get('sunset') ?? undefined;
    const isAnnounced = (deprecation ?? sunset) !== undefined;
    if (supersededBy === undefined && !isAnnounced) return;
    reported.add(operation);
    const link = isAnnounced ? (headers.get('link') ?? undefined) : undefined;
    const message = describe(operation, supersededBy, sunset, isAnnounced);
    onDeprecation({ operation, supersededBy, deprecation, sunset, link, message });
  };
}

function describe(
  operation: OperationId,
  supersededBy: OperationId | undefined,
  sunset: string | undefined,
  isAnnounced: boolean,
): string {
  const what = supersededBy === undefined ? 'is deprecated' : `is superseded by ${supersededBy}`;
  const unannounced = isAnnounced
    ? ', and the service says so'
    : '. No retirement date is published; migrate while both answer';
  return `${operation} ${what}${sunset === undefined ? unannounced : ` and stops answering on ${sunset}`}.`;
}

/** Reports each shape of drift once. The service chooses the names of fields, so they are cleaned. */
export type DriftNotifier = (operation: OperationId, token: string) => (drift: Drift) => void;

/** Bounds memory: answers may keep introducing new fields. */
const maxShapes = 1_000;

export function createDriftNotifier(onEvent: EventSink): DriftNotifier | undefined {
  if (onEvent === undefined) return undefined;
  const reported = new Set<string>();
  return (operation, token) => (drift) => {
    const shape = `${operation} ${drift.kind} ${drift.pointer} ${drift.field}`;
    if (reported.has(shape) || reported.size >= maxShapes) return;
    reported.add(shape);
    onEvent({ type: 'drift', operation, ...drift, field: cleanForeignText(drift.field, [token]) });
  };
}
