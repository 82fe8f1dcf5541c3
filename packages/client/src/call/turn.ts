import type { AttemptCause } from '../attempt.ts';
import { isLicensesUsageError } from '../errors/licenses-usage-error.ts';
import { attempt, isSuccess, type Outcome } from './attempt.ts';
import type { CallRequest } from './call.ts';
import type { ClientContext } from './client-context.ts';
import { createDecodeContext } from './create-decode-context.ts';
import { identify, type CallState } from './call-state.ts';
import type { Deadline } from './deadline.ts';
import { defined } from './defined.ts';
import { headersOf } from './direct-response.ts';
import { parseRetryAfter } from './parse-retry-after.ts';
import { redactHeaders } from './redact-headers.ts';
import { createRequestHeaders } from './request-headers.ts';
import { retryDelay } from './retry-delay.ts';

export interface TurnRequest {
  readonly request: CallRequest;
  readonly deadline: Deadline;
  readonly retries: number;
  /** Used instead of asking for one, after the service refused the one before. */
  readonly renewedToken: string | undefined;
}

/** How an attempt ended. */
export interface Turn {
  readonly outcome: Outcome;
  readonly token: string;
  /** How long to wait before the next one when the service does not say. */
  readonly backoffInMs: number;
}

/** Makes one attempt in turn: from the throttle's permit, to the last byte of the answer. */
export async function takeTurn(client: ClientContext, state: CallState, turn: TurnRequest): Promise<Turn> {
  const { options, throttle } = client;
  const { deadline } = turn;
  const { throttleKeys } = turn.request;
  const acquiring = throttle.acquire(throttleKeys, {
    remainingInMs: deadline.remainingInMs,
    abortSignal: deadline.abortSignal,
    onWait: ({ reason, waitInMs }) =>
      options.onEvent?.({ type: 'throttled', ...identify(state), reason, waitInMs }),
  });
  const permit = acquiring instanceof Promise ? await acquiring : acquiring;
  try {
    const { clock } = options;
    // Drawn once: the call waits as long as those that it holds back.
    const backoffInMs = retryDelay(turn.retries, options.retry, () => clock.random());
    const found = turn.renewedToken ?? client.tokens.get(deadline.abortSignal);
    const token = typeof found === 'string' ? found : await found;
    const outcome = await sendOnce(client, state, turn, token, (response) => {
      if (response.status !== 429) return;
      // At once: others would run into the same limit while the body of this answer is still on its way.
      const retryAfterInMs = parseRetryAfter(headersOf(response), clock.now());
      permit.release({ kind: 'throttled', retryAfterInMs: retryAfterInMs ?? backoffInMs });
    });
    client.notifyDeprecation(state.operation, outcome.headers);
    if (isSuccess(outcome)) permit.release({ kind: 'passed' });
    return { outcome, token, backoffInMs };
  } finally {
    permit.release({ kind: 'failed' });
  }
}

async function sendOnce(
  client: ClientContext,
  state: CallState,
  { request, deadline }: TurnRequest,
  token: string,
  onResponse: (response: Response) => void,
): Promise<Outcome> {
  const { options, http } = client;
  const { clock, onEvent } = options;
  const number = state.attempts.length + 1;
  const startedAt = clock.monotonic();

  function record(ended: {
    readonly status?: number | undefined;
    readonly cause?: AttemptCause | undefined;
  }): void {
    const endedAt = clock.monotonic();
    const durationInMs = Math.round(endedAt - startedAt);
    const { requestId, idleSince } = state;
    state.attempts.push({
      requestId,
      ...defined(ended),
      delayInMs: Math.round(startedAt - idleSince),
      durationInMs,
    });
    state.idleSince = endedAt;
    const { status, cause } = ended;
    onEvent?.({ type: 'response', ...identify(state), attempt: number, status, cause, durationInMs });
  }

  onEvent?.({ type: 'request', ...identify(state), attempt: number });
  try {
    const { send, takeBody, ownHeaders } = request;
    const outcome = await attempt(
      {
        options,
        http,
        send,
        headers: createRequestHeaders(options, state, token, ownHeaders),
        token,
        onResponse,
        takeBody:
          takeBody &&
          ((response, abortSignal) => {
            const ctx = createDecodeContext(client, state, redactHeaders(headersOf(response), token), token);
            return takeBody(response, ctx, abortSignal);
          }),
      },
      deadline.abortSignal,
    );
    const { status } = outcome;
    record({ status, cause: outcome.kind === 'answered' ? outcome.cut : outcome.kind });
    return outcome;
  } catch (error) {
    record({
      cause: isLicensesUsageError(error) ? 'failed' : deadline.hasExpired() ? 'timed-out' : 'aborted',
    });
    throw error;
  }
}
