import type { Attempt } from '../attempt.ts';
import type { CallContext } from '../call-context.ts';
import type { OperationId } from './operation.ts';
import { operations } from '../generated/operations.ts';
import type { AnswerHeaders } from './direct-response.ts';

/** What is known of a call while it is under way. */
export interface CallState {
  readonly operation: OperationId;
  readonly callId: number;
  /** How errors name the call. The template of the path stands for the path: it names no customer. */
  readonly tried: string;
  readonly correlationId: string;
  requestId: string;
  readonly attempts: Attempt[];
  /** When the call began or its last attempt ended, in monotonic milliseconds. */
  idleSince: number;
}

let calls = 0;

export function createCallState(operation: OperationId, correlationId: string, now: number): CallState {
  const { method, path } = operations[operation];
  calls += 1;
  return {
    operation,
    callId: calls,
    tried: `${operation} (${method} ${path})`,
    correlationId,
    requestId: crypto.randomUUID(),
    attempts: [],
    idleSince: now,
  };
}

/** What every event says of the call that it is about. */
export function identify(
  state: CallState,
): Pick<CallState, 'operation' | 'callId' | 'requestId' | 'correlationId'> {
  const { operation, callId, requestId, correlationId } = state;
  return { operation, callId, requestId, correlationId };
}

export function createContext(state: CallState, headers: AnswerHeaders): CallContext {
  return {
    requestId: headers.get('ms-requestid') ?? state.requestId,
    correlationId: headers.get('ms-correlationid') ?? state.correlationId,
    msCv: headers.get('ms-cv') ?? undefined,
    serverId: headers.get('ms-serverid') ?? undefined,
    date: headers.get('date') ?? undefined,
    attempts: state.attempts,
  };
}
