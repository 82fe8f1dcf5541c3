import { isFaultOnly } from '../decode/fault.ts';
import type { DecodeContext } from '../decode/decode-context.ts';
import { parseJson } from '../decode/parse-json.ts';
import type { OperationId } from './operation.ts';
import type { ClientContext } from './client-context.ts';
import { isLicensesUsageError } from '../errors/licenses-usage-error.ts';
import type { ResolvedRequestOptions } from '../request-options.ts';
import { CoolDownProblem, StoreProblem } from '../throttle/throttle.ts';
import { isSuccess, type Answered, type Send } from './attempt.ts';
import { createCallState, identify, type CallState } from './call-state.ts';
import { createDecodeContext } from './create-decode-context.ts';
import { createDeadline, type Deadline } from './deadline.ts';
import { defined } from './defined.ts';
import {
  createCoolDownError,
  createCredentialError,
  createFailure,
  createServiceError,
  createStoreError,
  createTimeoutError,
} from './failure.ts';
import { nextRetry } from './next-retry.ts';
import { parseClaimsChallenge } from './parse-claims-challenge.ts';
import type { OwnHeaders } from './request-headers.ts';
import { sleep } from './sleep.ts';
import { CredentialProblem } from './token.ts';
import { takeTurn } from './turn.ts';

export interface CallRequest {
  readonly operation: OperationId;
  /** What the service counts the request under, from the general to the particular. */
  readonly throttleKeys: readonly string[];
  readonly send: Send;
  /** Sent beside the headers that every operation takes. */
  readonly ownHeaders?: OwnHeaders;
  /**
   * Takes the body of a success while it comes in, in place of having it read whole. Called again, with the body from its
   * start, when the call is tried again. Returns the text of a body that was not worth it.
   */
  readonly takeBody?: (
    response: Response,
    ctx: DecodeContext,
    abortSignal: AbortSignal,
  ) => Promise<string | undefined>;
}

/** The parsed body of a success, unless it was taken while it came in, and the reader that knows where it came from. */
export interface Answer {
  readonly body: unknown;
  readonly ctx: DecodeContext;
}

/**
 * Makes one call: waits its turn, sends, tries again where that may help, parses the answer and has it read.
 * @throws {ServiceError | ResponseFormatError | TransportError | TimeoutError | AuthenticationError} or the reason of
 * the caller's abort.
 */
export async function call<Result>(
  client: ClientContext,
  request: CallRequest,
  requestOptions: ResolvedRequestOptions,
  read: (answer: Answer) => Result | Promise<Result>,
): Promise<Result> {
  const { clock } = client.options;
  const { abortSignal, totalTimeoutInMs, correlationId } = requestOptions;
  abortSignal?.throwIfAborted();
  const state = createCallState(request.operation, correlationId, clock.monotonic());
  const deadline = createDeadline(clock, totalTimeoutInMs, abortSignal);
  const { onEvent } = client.options;
  const startedAt = clock.monotonic();
  let endedAt: number | undefined;
  let errorName: string | undefined;
  onEvent?.({ type: 'call-started', ...identify(state) });
  try {
    const answer = await tryUntilAnswered(client, request, state, deadline);
    // The service has done its part. Whoever reads rows while they come in takes as long as they like.
    deadline.release();
    endedAt = clock.monotonic();
    return await read(answer);
  } catch (caught) {
    const error = explain(caught, state, deadline, abortSignal);
    errorName = abortSignal?.aborted === true ? 'AbortError' : nameOf(error);
    throw error;
  } finally {
    deadline.release();
    const durationInMs = Math.round((endedAt ?? clock.monotonic()) - startedAt);
    const attempts = state.attempts.length;
    onEvent?.({ type: 'call-ended', ...identify(state), attempts, durationInMs, ...defined({ errorName }) });
  }
}

/** What the caller gets to see: its own reason first, then what ended the call. */
function explain(
  error: unknown,
  state: CallState,
  deadline: Deadline,
  abortSignal: AbortSignal | undefined,
): unknown {
  if (abortSignal?.aborted === true) return abortSignal.reason;
  if (deadline.hasExpired()) return createTimeoutError(state, 'totalTimeoutInMs', deadline.timeoutInMs);
  if (error instanceof CoolDownProblem) return createCoolDownError(state, error.waitInMs);
  if (error instanceof CredentialProblem) return createCredentialError(state, error);
  return error instanceof StoreProblem ? createStoreError(state, error) : error;
}

/** A foreign name may hold anything; only the names of our own errors are told. */
function nameOf(error: unknown): string {
  return isLicensesUsageError(error) ? error.name : 'Error';
}

async function tryUntilAnswered(
  client: ClientContext,
  request: CallRequest,
  state: CallState,
  deadline: Deadline,
): Promise<Answer> {
  const { options, tokens, retryBudget } = client;
  let retries = 0;
  let renewedToken: string | undefined;
  let mayRenew = true;
  for (;;) {
    const { outcome, token, backoffInMs } = await takeTurn(client, state, {
      request,
      deadline,
      retries,
      renewedToken,
    });
    renewedToken = undefined;
    if (isSuccess(outcome)) {
      retryBudget.earn();
      return readAnswer(client, state, outcome, token);
    }
    if (outcome.status === 401 && mayRenew) {
      mayRenew = false;
      const claims = parseClaimsChallenge(outcome.headers.get('www-authenticate'));
      renewedToken = await tokens.renew(token, claims, deadline.abortSignal);
      if (renewedToken !== undefined) {
        options.onEvent?.({ type: 'token-refreshed', ...identify(state) });
        state.requestId = crypto.randomUUID();
        continue;
      }
    }
    const retry = nextRetry({
      outcome,
      retries,
      options: options.retry,
      remainingInMs: deadline.remainingInMs(),
      nowInMs: options.clock.now(),
      backoffInMs,
    });
    // With a 429 the service steers its clients; the budget protects one that can't.
    const goesOn = retry.goesOn && (outcome.status === 429 || retryBudget.spend());
    if (!goesOn)
      throw createFailure(state, outcome, { token, retryAfterInMs: retry.retryAfterInMs, options });
    retries += 1;
    // A retry carries the id of the attempt before until a response has arrived.
    // Source: https://learn.microsoft.com/en-us/partner-center/developer/headers
    if (outcome.status !== undefined) state.requestId = crypto.randomUUID();
    const { delayInMs, retryAfterInMs } = retry;
    const number = state.attempts.length + 1;
    options.onEvent?.({ type: 'retry', ...identify(state), attempt: number, delayInMs, retryAfterInMs });
    await sleep(delayInMs, options.clock, deadline.abortSignal);
  }
}

function readAnswer(client: ClientContext, state: CallState, outcome: Answered, token: string): Answer {
  const ctx = createDecodeContext(client, state, outcome.headers, token);
  if (outcome.isTaken === true) return { body: undefined, ctx };
  const body = parseJson(outcome.text, ctx);
  // The service's own table of errors has a fault with status 200: a success status is no proof of a success.
  if (isFaultOnly(body)) throw createServiceError(state, outcome, { token, retryAfterInMs: undefined });
  return { body, ctx };
}
