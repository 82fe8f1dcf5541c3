import { isRecord, parseJson, defined } from '../input/values.ts';
import { isLicensesUsageError } from '../errors/is-licenses-usage-error.ts';
import type { ResolvedRequestOptions } from '../request-options.ts';
import { createCallState, identify, type CallState } from './call-state.ts';
import type { ClientContext } from './client-context.ts';
import { abortReason, throwIfAborted, type CallerSignal, sleep, createDeadline } from '../time/abort.ts';
import type { AnswerHeaders } from './response.ts';
import { loadFailures, loadFailuresFor } from './load-failures.ts';
import { retryDelay, waitAfter } from './retry.ts';
import type { Answer, CallRequest, Operation } from './operation.ts';
import { shouldRetry, type Succeeded } from './outcome.ts';
import { runAttempt } from './run-attempt.ts';

/**
 * Makes one call: sends the request, retries it where that may help, and reads the answer.
 * @throws {LicensesUsageError} or the reason of the caller's abort.
 */
export async function call<Result>(
  client: ClientContext,
  operation: Operation,
  request: CallRequest<Result>,
  options: ResolvedRequestOptions,
): Promise<Result> {
  const { clock, onEvent } = client.options;
  const { abortSignal, totalTimeoutInMs, correlationId } = options;
  throwIfAborted(abortSignal);
  const deadline = createDeadline(clock, totalTimeoutInMs, abortSignal);
  const startedAt = clock.monotonic();
  const state = createCallState(operation, correlationId, deadline, startedAt);
  let endedAt: number | undefined;
  let errorName: string | undefined;
  let rows: number | undefined;
  onEvent?.({ type: 'call-started', ...identify(state) });
  loadFailures().catch(() => {});
  try {
    const answer = await getAnswer(client, state, request, options);
    // The service has answered. Reading streamed rows may take any time.
    deadline.release();
    endedAt = clock.monotonic();
    const result = await request.read(answer);
    rows = answer.ctx.rowCount;
    return result;
  } catch (caught) {
    endedAt ??= clock.monotonic();
    const error = await explain(caught, state, abortSignal).catch((problem: unknown) => problem);
    errorName = abortSignal?.aborted === true ? 'AbortError' : nameOf(error);
    throw error;
  } finally {
    deadline.release();
    const durationInMs = Math.round((endedAt ?? clock.monotonic()) - startedAt);
    const attempts = state.attempts.length;
    onEvent?.({
      type: 'call-ended',
      ...identify(state),
      attempts,
      durationInMs,
      ...defined({ rows, errorName }),
    });
  }
}

/** Makes attempts until one succeeds. */
async function getAnswer(
  client: ClientContext,
  state: CallState,
  request: CallRequest<unknown>,
  options: ResolvedRequestOptions,
): Promise<Answer> {
  const { clock, onEvent, retry } = client.options;
  const { deadline } = state;
  let renewedToken: string | undefined;
  let mayRenew = true;
  for (let retries = 0; ;) {
    // Drawn once: the call waits as long as the calls that it holds back.
    const backoffInMs = retryDelay(retries, retry, () => clock.random());
    const settings = { options, backoffInMs, renewedToken };
    const { outcome, token } = await runAttempt(client, state, request, settings);
    renewedToken = undefined;
    if (outcome.kind === 'succeeded') {
      client.retryBudget.earn();
      return parseAnswer(state, outcome, token);
    }
    if (outcome.status === 401 && mayRenew) {
      mayRenew = false;
      const claims = await readClaims(outcome.headers);
      const { abortSignal, remainingInMs } = deadline;
      renewedToken = await client.tokens.renew(token, claims, abortSignal, remainingInMs());
      if (renewedToken !== undefined) {
        onEvent?.({ type: 'token-refreshed', ...identify(state) });
        state.requestId = crypto.randomUUID();
        continue;
      }
    }
    const { status, retryAfterInMs } = outcome;
    const { delayInMs } = waitAfter({ status, retryAfterInMs, backoffInMs, options: retry });
    const willRetry =
      shouldRetry(outcome) && retries < options.maxRetries && delayInMs < deadline.remainingInMs();
    // With a 429 the service limits its clients itself. The budget protects a service that can't.
    if (!willRetry || !(status === 429 || client.retryBudget.spend())) {
      deadline.release();
      const { createFailure } = await loadFailuresFor(state);
      throw createFailure(state, outcome, token, options.attemptTimeoutInMs);
    }
    retries += 1;
    // A retry keeps the id of the attempt before until a response has arrived.
    // Source: https://learn.microsoft.com/en-us/partner-center/developer/headers
    if (status !== undefined) state.requestId = crypto.randomUUID();
    const number = state.attempts.length + 1;
    onEvent?.({ type: 'retry', ...identify(state), attempt: number, delayInMs, retryAfterInMs });
    await sleep(delayInMs, clock, deadline.abortSignal);
  }
}

/** The claims that a 401 demands of the next token, if any. Where their parser can't be loaded, the token is renewed without. */
async function readClaims(headers: AnswerHeaders): Promise<string | undefined> {
  const challenge = headers.get('www-authenticate');
  if (challenge === null) return undefined;
  return loadFailures().then(
    ({ parseClaimsChallenge }) => parseClaimsChallenge(challenge),
    () => undefined,
  );
}

async function parseAnswer(
  state: CallState,
  { status, headers, text, ctx }: Succeeded,
  token: string,
): Promise<Answer> {
  if (text === undefined) return { body: undefined, ctx };
  const body = parseJson(text);
  if (body !== undefined && !mayBeFault(body)) return { body, ctx };
  const { createServiceError, isFaultOnly, refuseText } = await loadFailuresFor(state);
  if (body === undefined) return refuseText(text, ctx);
  if (isFaultOnly(body)) throw createServiceError(state, { status, headers, text }, token);
  return { body, ctx };
}

const faultKeys = ['innererror', 'error', 'statusCode', 'code', 'description', 'message'];

/** The service documents a fault with status 200, so a success status is no proof of success. */
function mayBeFault(body: unknown): boolean {
  return isRecord(body) && !('items' in body) && faultKeys.some((key) => key in body);
}

/** The error that the caller sees: the reason of its own abort, or else what ended the call. */
async function explain(
  error: unknown,
  state: CallState,
  abortSignal: CallerSignal | undefined,
): Promise<unknown> {
  if (abortSignal?.aborted === true) return abortReason(abortSignal);
  const { deadline } = state;
  const hasExpired = deadline.hasExpired();
  deadline.release();
  if (!hasExpired && isLicensesUsageError(error)) return error;
  const failures = await loadFailuresFor(state);
  return failures.explain(state, error, hasExpired);
}

/** The name of any other error may hold anything, so only the names of our own errors are shown. */
function nameOf(error: unknown): string {
  return isLicensesUsageError(error) ? error.name : 'Error';
}
