import type { DriftNotifier } from './notices.ts';
import type { AttemptRecord, CallContext } from '../call-context.ts';
import { DecodeContext } from '../decode/decode-context.ts';
import type { Deadline } from '../time/abort.ts';
import type { AnswerHeaders } from './response.ts';
import type { Operation } from './operation.ts';

/** The state of a call in progress. */
export interface CallState {
  readonly operation: Operation;
  readonly callId: number;
  /** Names the call in errors. The path is the template: it holds no customer's id. */
  readonly tried: string;
  readonly correlationId: string;
  requestId: string;
  readonly attempts: AttemptRecord[];
  /** When the call began or its last attempt ended, in monotonic milliseconds. */
  idleSince: number;
  readonly deadline: Deadline;
}

let calls = 0;

export function createCallState(
  operation: Operation,
  correlationId: string,
  deadline: Deadline,
  now: number,
): CallState {
  const { operationId, path } = operation;
  calls += 1;
  return {
    operation,
    callId: calls,
    tried: `${operationId} (GET ${path})`,
    correlationId,
    requestId: crypto.randomUUID(),
    attempts: [],
    idleSince: now,
    deadline,
  };
}

/** The fields by which every event identifies its call. */
export function identify({ operation, callId, requestId, correlationId }: CallState) {
  return { operation: operation.operationId, callId, requestId, correlationId };
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

/** Creates the context for decoding the body that came with these headers. */
export function createDecodeContext(
  notifyDrift: DriftNotifier | undefined,
  state: CallState,
  headers: AnswerHeaders,
  token: string,
): DecodeContext {
  const onDrift = notifyDrift?.(state.operation.operationId, token);
  return new DecodeContext(state.tried, createContext(state, headers), onDrift);
}
