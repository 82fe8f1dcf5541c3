import { abortable, sleep, createDeadline } from '../time/abort.ts';
import { adviceForFailure, isPermanentFailure } from '../call/advice.ts';
import type { FullClock } from '../time/clock.ts';
import {
  discardBody,
  headersOf,
  isRedirect,
  type AnswerHeaders,
  BodyProblem,
  readBody,
} from '../call/response.ts';
import { requireResponse, requireStatus } from '../call/redirect.ts';
import { passingStatuses } from '../call/outcome.ts';
import { parseRetryAfter } from '../call/parse-retry-after.ts';
import { retryDelay, waitAfter } from '../call/retry.ts';
import type { ResolvedRetryOptions } from '../retry-options.ts';
import type { Fetch } from '../client-options.ts';
import { AuthenticationError } from '../errors/authentication-error.ts';
import { isLicensesUsageError } from '../errors/is-licenses-usage-error.ts';
import { describeThrown } from './redact-secrets.ts';

export interface TokenEndpointOptions {
  readonly url: string;
  readonly fetch: Fetch;
  readonly clock: FullClock;
  readonly attemptTimeoutInMs: number;
  readonly retry: ResolvedRetryOptions;
}

/** A complete answer, whatever its status. */
export interface TokenAnswer {
  /** How errors name what was tried. */
  readonly tried: string;
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly text: string;
  readonly retryAfterInMs: number | undefined;
  /** When the request was sent, in monotonic milliseconds. */
  readonly requestedAt: number;
}

export interface PostLimits {
  readonly abortSignal: AbortSignal;
  /** The limit for all waits together. 0 allows one attempt, or none during a pause that the endpoint asked for. */
  readonly timeoutInMs: number;
}

const maxBodySizeInBytes = 2 ** 20;
const busyStatuses: ReadonlySet<unknown> = new Set([429, 503]);

/** A complete answer, or the error of an attempt without one, and whether the next attempt may end otherwise. */
type Attempt = { readonly mayPass: boolean } & (
  | { readonly answer: TokenAnswer }
  | { readonly answer?: undefined; readonly error: AuthenticationError }
);

/** Posts a form to the token endpoint and reads the whole answer. */
export type PostForm = ReturnType<typeof createTokenEndpoint>;

/** Creates a function that posts forms to the token endpoint, and remembers the pause that the endpoint asked for. */
export function createTokenEndpoint({ url, fetch, clock, attemptTimeoutInMs, retry }: TokenEndpointOptions) {
  /** How errors name what was tried. */
  const tried = `Acquire a token (POST ${url})`;
  let quiet: { readonly status?: number | undefined; readonly endsAt: number } = { endsAt: -Infinity };

  async function waitForQuiet(endsAt: number, abortSignal: AbortSignal): Promise<void> {
    const { status, endsAt: quietEndsAt } = quiet;
    const waitInMs = Math.ceil(quietEndsAt - clock.monotonic());
    if (waitInMs <= 0) return;
    if (quietEndsAt >= endsAt) {
      const message =
        `not sent. After its answer ${status} the endpoint is not asked for another ${waitInMs} ms, and the caller ` +
        'does not wait that long. Try again later.';
      throw failure(message, { status, retryAfterInMs: waitInMs });
    }
    await sleep(waitInMs, clock, abortSignal);
  }

  async function runAttempt(
    form: URLSearchParams,
    secrets: readonly string[],
    abortSignal: AbortSignal,
  ): Promise<Attempt> {
    const deadline = createDeadline(clock, attemptTimeoutInMs, abortSignal);
    try {
      const answer = await send(form, deadline.abortSignal);
      return { answer, mayPass: passingStatuses.has(answer.status) };
    } catch (error) {
      abortSignal.throwIfAborted();
      // A transport that knows what is wrong with its own options already says so.
      if (isLicensesUsageError(error)) throw error;
      if (deadline.hasExpired()) {
        const timedOut =
          `no complete answer within attemptTimeoutInMs = ${attemptTimeoutInMs} ms. ` +
          'Raise attemptTimeoutInMs, or try again later.';
        return { error: failure(timedOut), mayPass: true };
      }
      const isRead = error instanceof BodyProblem;
      const reason = isRead
        ? 'its body is larger than 1 MiB or is not UTF-8 text'
        : describeThrown(error, secrets);
      const message = `no complete answer, ${reason}. ${adviceForFailure(error, 'authority')}`;
      return {
        error: failure(message, { cause: new Error(reason) }),
        mayPass: !isRead && !isPermanentFailure(error),
      };
    } finally {
      deadline.release();
    }
  }

  async function send(form: URLSearchParams, abortSignal: AbortSignal): Promise<TokenAnswer> {
    const requestedAt = clock.monotonic();
    // Not a `Request`: a `fetch` from another copy of undici would not recognise it, and its signal is lost when the
    // `Request` is garbage-collected.
    const sending = fetch(url, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      },
      body: form.toString(),
      redirect: 'manual',
      signal: abortSignal,
    });
    const response = await abortable(Promise.resolve(sending), abortSignal, discardBody);
    requireResponse(response);
    const { status } = response;
    // A transport of the caller may have followed a redirect in spite of `manual`.
    if (isRedirect(response) || response.redirected) {
      discardBody(response);
      const message =
        'the answer was a redirect, which is not followed: the request carries secrets. Set authority to the final ' +
        'address, and check for an intercepting proxy.';
      throw failure(message, { status });
    }
    requireStatus(response);
    const headers = headersOf(response);
    const text = await readBody(response, maxBodySizeInBytes, abortSignal);
    const retryAfterInMs = parseRetryAfter(headers, clock.now());
    return { tried, status, headers, text, retryAfterInMs, requestedAt };
  }

  function failure(
    message: string,
    facts: { status?: number | undefined; retryAfterInMs?: number; cause?: Error } = {},
  ): AuthenticationError {
    return new AuthenticationError({ message: `${tried}: ${message}`, ...facts });
  }

  /**
   * Posts a form and reads the whole answer, whatever its status. A transient failure is retried, never earlier than
   * the endpoint asked.
   * @param secrets Removed from everything that an error quotes.
   * @throws {AuthenticationError} when no complete answer came in time, and for a redirect: the form holds secrets,
   * so it goes nowhere but to the endpoint. Otherwise the reason of the signal.
   */
  return async function post(
    form: URLSearchParams,
    secrets: readonly string[],
    { abortSignal, timeoutInMs }: PostLimits,
  ): Promise<TokenAnswer> {
    const endsAt = clock.monotonic() + timeoutInMs;
    await waitForQuiet(endsAt, abortSignal);
    for (let retries = 0; ; retries += 1) {
      const attempt = await runAttempt(form, secrets, abortSignal);
      const { status, retryAfterInMs } = attempt.answer ?? {};
      const backoffInMs = retryDelay(retries, retry, () => clock.random());
      const { delayInMs } = waitAfter({ status, retryAfterInMs, backoffInMs, options: retry });
      if (busyStatuses.has(status)) quiet = { status, endsAt: clock.monotonic() + delayInMs };
      const isOver = retries >= retry.maxRetries || clock.monotonic() + delayInMs >= endsAt;
      if (!attempt.mayPass || isOver) {
        if (attempt.answer === undefined) throw attempt.error;
        return attempt.answer;
      }
      await sleep(delayInMs, clock, abortSignal);
    }
  };
}
