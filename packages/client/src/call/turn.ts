import type { AttemptCause } from '../attempt.ts';
import type { ThrottleEnding } from '../throttle/throttle-store.ts';
import { attempt, isSuccess, type Outcome } from './attempt.ts';
import type { Caller, CallRequest } from './call.ts';
import { identify, type CallState } from './call-state.ts';
import type { Deadline } from './deadline.ts';
import { defined } from './defined.ts';
import { nextRetry, type NextRetry } from './next-retry.ts';
import { createRequestHeaders } from './request-headers.ts';

export interface TurnRequest {
  readonly request: CallRequest;
  readonly deadline: Deadline;
  readonly retries: number;
  /** Used instead of asking for one, after the service refused the one before. */
  readonly renewedToken: string | undefined;
}

/** How an attempt ended, and what follows from it. */
export interface Turn {
  readonly outcome: Outcome;
  readonly retry: NextRetry;
  readonly token: string;
}

/** Makes one attempt in turn: from the throttle's leave to go, to the last byte of the answer. */
export async function takeTurn(caller: Caller, state: CallState, turn: TurnRequest): Promise<Turn> {
  const { options, throttle } = caller;
  const { deadline } = turn;
  const { throttleKeys } = turn.request;
  await throttle.enter(throttleKeys, {
    remainingInMs: deadline.remainingInMs,
    abortSignal: deadline.abortSignal,
    onWait: ({ reason, waitInMs }) =>
      options.onEvent({ type: 'throttled', ...identify(state), reason, waitInMs }),
  });
  let ending: ThrottleEnding = { kind: 'failed' };
  try {
    const token = turn.renewedToken ?? (await caller.tokens.get(deadline.abortSignal));
    const outcome = await sendOnce(caller, state, turn, token);
    caller.notifyDeprecation(state.operation, outcome.headers);
    const { clock } = options;
    const retry = nextRetry({
      outcome,
      retries: turn.retries,
      options: options.retry,
      remainingInMs: deadline.remainingInMs(),
      nowInMs: clock.now(),
      random: () => clock.random(),
    });
    if (isSuccess(outcome)) ending = { kind: 'passed' };
    else if (outcome.status === 429) ending = { kind: 'throttled', retryAfterInMs: retry.delayInMs };
    return { outcome, retry, token };
  } finally {
    throttle.leave(throttleKeys, ending);
  }
}

async function sendOnce(
  { options, http }: Caller,
  state: CallState,
  { request, deadline }: TurnRequest,
  token: string,
): Promise<Outcome> {
  const { clock, onEvent } = options;
  const number = state.attempts.length + 1;
  const startedAt = clock.now();

  function record(ended: {
    readonly status?: number | undefined;
    readonly cause?: AttemptCause | undefined;
  }): void {
    const endedAt = clock.now();
    const durationInMs = endedAt - startedAt;
    const { requestId, idleSince } = state;
    state.attempts.push({ requestId, ...defined(ended), delayInMs: startedAt - idleSince, durationInMs });
    state.idleSince = endedAt;
    const { status, cause } = ended;
    onEvent({ type: 'response', ...identify(state), attempt: number, status, cause, durationInMs });
  }

  onEvent({ type: 'request', ...identify(state), attempt: number });
  const header = createRequestHeaders(options, state);
  try {
    const outcome = await attempt({ options, http, send: request.send, header, token }, deadline.abortSignal);
    const { status } = outcome;
    record({ status, cause: outcome.kind === 'answered' ? outcome.cut : outcome.kind });
    return outcome;
  } catch (error) {
    record({ cause: deadline.hasExpired() ? 'timed-out' : 'aborted' });
    throw error;
  }
}
