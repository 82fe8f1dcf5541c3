import type { AttemptCause } from '../call-context.ts';
import { ResponseFormatError } from '../errors/response-format-error.ts';
import { isLicensesUsageError } from '../errors/is-licenses-usage-error.ts';
import type { ResolvedRequestOptions } from '../request-options.ts';
import type { Permit } from '../throttle/waiting-line.ts';
import { abortable, createDeadline } from '../time/abort.ts';
import { createDecodeContext, identify, type CallState } from './call-state.ts';
import type { ClientContext } from './client-context.ts';
import { defined } from '../input/values.ts';
import {
  type AnswerHeaders,
  AnswerProblem,
  cleanHeadersOf,
  discardBody,
  headersOf,
  isSuccessStatus,
  noHeaders,
  readBody,
} from './response.ts';
import { loadFailures } from './load-failures.ts';
import type { CallRequest } from './operation.ts';
import type { Failed, Outcome, Refused } from './outcome.ts';
import { createRequestHeaders, type RequestHeaders, send } from './request.ts';
import { cautiousWaitInMs, waitAfter } from './retry.ts';

export interface AttemptSettings {
  readonly options: ResolvedRequestOptions;
  /** How long the call waits before its next attempt when the service does not say. */
  readonly backoffInMs: number;
  /** The token to use in place of the cached one that the service refused. */
  readonly renewedToken: string | undefined;
}

export interface AttemptResult {
  readonly outcome: Outcome;
  /** The token that was sent. */
  readonly token: string;
}

/**
 * Makes one attempt: waits for the throttle and for a token, sends the request, and reads the whole answer.
 *
 * Rejects with the reason of an abort, the failure of the throttle or the credential, or a `LicensesUsageError` that
 * the transport threw. Everything else is an outcome.
 */
export async function runAttempt(
  client: ClientContext,
  state: CallState,
  request: CallRequest<unknown>,
  { options, backoffInMs, renewedToken }: AttemptSettings,
): Promise<AttemptResult> {
  const { onEvent } = client.options;
  const { abortSignal, remainingInMs } = state.deadline;
  const acquiring = client.throttle.acquire(request.throttleKeys, {
    remainingInMs,
    abortSignal,
    onWait: ({ reason, waitInMs }) => onEvent?.({ type: 'throttled', ...identify(state), reason, waitInMs }),
  });
  const permit = acquiring instanceof Promise ? await acquiring : acquiring;
  try {
    const found = renewedToken ?? client.tokens.get(abortSignal, remainingInMs());
    const token = typeof found === 'string' ? found : await found;
    const added = { extra: options.headers, own: request.ownHeaders };
    const headers = createRequestHeaders(client.options, state, token, added);
    const endAttempt = beginAttempt(client, state);
    try {
      const { attemptTimeoutInMs } = options;
      const sending = { headers, token, attemptTimeoutInMs, backoffInMs, permit };
      const outcome = await sendOnce(client, state, request, sending);
      endAttempt(outcome.status, causeOf(outcome));
      client.notifyDeprecation?.(state.operation, outcome.headers);
      if (outcome.kind === 'succeeded') permit.release({ kind: 'passed' });
      return { outcome, token };
    } catch (error) {
      const cause = state.deadline.hasExpired() ? 'timed-out' : 'aborted';
      endAttempt(undefined, isLicensesUsageError(error) ? 'failed' : cause);
      throw error;
    }
  } finally {
    permit.release({ kind: 'failed' });
  }
}

interface Sending {
  readonly headers: RequestHeaders;
  readonly token: string;
  readonly attemptTimeoutInMs: number;
  readonly backoffInMs: number;
  readonly permit: Permit;
}

/** Sends one request and reads its answer. */
async function sendOnce(
  client: ClientContext,
  state: CallState,
  request: CallRequest<unknown>,
  { headers, token, attemptTimeoutInMs, backoffInMs, permit }: Sending,
): Promise<Outcome> {
  const { clock, fetch, maxBodySizeInBytes, retry } = client.options;
  const deadline = createDeadline(clock, attemptTimeoutInMs, state.deadline.abortSignal);
  const signal = deadline.abortSignal;
  let status: number | undefined;
  let answerHeaders = noHeaders;
  let retryAfterInMs: number | undefined;
  try {
    const sent = send(fetch, { method: 'GET', url: request.url, headers, signal });
    const response = await abortable(sent, signal, discardBody);
    status = response.status;
    answerHeaders = cleanHeadersOf(response, token);
    if (isSuccessStatus(status)) {
      const ctx = createDecodeContext(client.notifyDrift, state, answerHeaders, token);
      const text =
        request.streamBody === undefined
          ? await readBody(response, maxBodySizeInBytes, signal)
          : await request.streamBody(response, ctx, signal);
      return { kind: 'succeeded', status, headers: answerHeaders, text, ctx };
    }
    retryAfterInMs = await readRetryAfter(headersOf(response), clock.now());
    const { isForAll, delayInMs } = waitAfter({ status, retryAfterInMs, backoffInMs, options: retry });
    // Released before the body arrives: other calls would run into the same limit meanwhile.
    if (isForAll) permit.release({ kind: 'throttled', retryAfterInMs: delayInMs });
    const text = await readBody(response, maxBodySizeInBytes, signal);
    return { kind: 'answered', status, headers: answerHeaders, retryAfterInMs, text };
  } catch (error) {
    if (state.deadline.abortSignal.aborted) throw state.deadline.abortSignal.reason;
    // A transport that rejects its own options would reject them again.
    if (isLicensesUsageError(error) && !isProblem(error)) throw error;
    const end = deadline.hasExpired() ? ({ kind: 'timed-out' } as const) : await classify(error, signal);
    if (status === undefined || isSuccessStatus(status)) return { ...end, headers: answerHeaders, status };
    return { kind: 'answered', status, headers: answerHeaders, retryAfterInMs, text: '', cut: end.kind };
  } finally {
    deadline.release();
  }
}

/**
 * How long the service asks to wait, in milliseconds; `undefined` when it does not ask. Nearly every answer gives a
 * plain number of seconds. The parser for other forms is loaded with the first answer that needs it. If loading
 * fails, the wait is a cautious one.
 *
 * @param nowInMs The wall clock.
 */
function readRetryAfter(
  headers: AnswerHeaders,
  nowInMs: number,
): number | undefined | Promise<number | undefined> {
  const asked = retryAfterHeaders.filter((name) => headers.get(name) !== null);
  const seconds = headers.get('retry-after') ?? '';
  if (asked.length === 0) return undefined;
  if (asked.length === 1 && /^\d{1,8}$/.test(seconds)) return Number(seconds) * 1_000;
  return loadFailures().then(
    ({ parseRetryAfter }) => parseRetryAfter(headers, nowInMs),
    () => cautiousWaitInMs,
  );
}

const retryAfterHeaders = ['retry-after', 'retry-after-ms', 'x-ms-retry-after-ms'];

async function classify(
  error: unknown,
  abortSignal: AbortSignal,
): Promise<Pick<Failed, 'kind' | 'error' | 'isPermanent'> | Pick<Refused, 'kind' | 'problem'>> {
  if (isProblem(error)) return { kind: 'refused', problem: error };
  return { kind: 'failed', error, isPermanent: await isPermanent(error, abortSignal) };
}

async function isPermanent(error: unknown, abortSignal: AbortSignal): Promise<boolean> {
  try {
    return (await abortable(loadFailures(), abortSignal)).isPermanentFailure(error);
  } catch {
    // It can't be told, so that another attempt is made.
    return false;
  }
}

/** Why an attempt has no complete, usable response. */
function causeOf(outcome: Outcome): AttemptCause | undefined {
  if (outcome.kind === 'succeeded') return undefined;
  return outcome.kind === 'answered' ? outcome.cut : outcome.kind;
}

function isProblem(error: unknown): error is Refused['problem'] {
  return error instanceof AnswerProblem || error instanceof ResponseFormatError;
}

/** Records an attempt that begins. The function returned records its end. */
function beginAttempt({ options: { clock, onEvent } }: ClientContext, state: CallState) {
  const attempt = state.attempts.length + 1;
  const startedAt = clock.monotonic();
  onEvent?.({ type: 'request', ...identify(state), attempt });
  return (status: number | undefined, cause: AttemptCause | undefined) => {
    const endedAt = clock.monotonic();
    const durationInMs = Math.round(endedAt - startedAt);
    const delayInMs = Math.round(startedAt - state.idleSince);
    const facts = defined({ status, cause });
    state.attempts.push({ requestId: state.requestId, ...facts, delayInMs, durationInMs });
    state.idleSince = endedAt;
    onEvent?.({ type: 'response', ...identify(state), attempt, status, cause, durationInMs });
  };
}
