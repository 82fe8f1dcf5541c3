import { abortable, sleep, createDeadline } from '../call/abort.ts';
import { adviceForFailure, isPermanentFailure } from '../call/advice.ts';
import type { FullClock } from '../call/clock.ts';
import {
  discardBody,
  headersOf,
  isRedirect,
  type AnswerHeaders,
  BodyProblem,
  readBody,
} from '../call/response.ts';
import { passingStatuses } from '../call/outcome.ts';
import { parseRetryAfter } from '../call/parse-retry-after.ts';
import { retryDelay, waitAfter, type ResolvedRetryOptions } from '../call/retry.ts';
import type { Fetch } from '../call/request.ts';
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
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly text: string;
  /** When the request was sent, in monotonic milliseconds. */
  readonly requestedAt: number;
}

export interface PostOptions {
  /** Removed from everything that an error quotes. */
  readonly secrets: readonly string[];
  readonly abortSignal: AbortSignal;
  /** The limit for all waits together. 0 allows one attempt, or none during a pause that the endpoint asked for. */
  readonly timeoutInMs: number;
}

const maxBodySizeInBytes = 2 ** 20;
const busyStatuses: ReadonlySet<unknown> = new Set([429, 503]);

/** An attempt without a complete answer. */
interface Unanswered {
  readonly error: AuthenticationError;
  readonly mayPass: boolean;
}

/** Posts forms to the token endpoint, and remembers the pause that it asked for. */
export class TokenEndpoint {
  /** How errors name what was tried. */
  readonly tried: string;
  readonly #options: TokenEndpointOptions;
  #quiet: { readonly status?: number | undefined; readonly endsAt: number } = { endsAt: -Infinity };

  constructor(options: TokenEndpointOptions) {
    this.tried = `Acquire a token (POST ${options.url})`;
    this.#options = options;
  }

  /**
   * Posts a form and reads the whole answer, whatever its status. A transient failure is retried, never earlier than
   * the endpoint asked.
   * @throws {AuthenticationError} when no complete answer came in time, and for a redirect: the form holds secrets,
   * so it goes nowhere but to the endpoint. Otherwise the reason of the signal.
   */
  async post(form: URLSearchParams, options: PostOptions): Promise<TokenAnswer> {
    const { clock, retry } = this.#options;
    const { abortSignal, timeoutInMs } = options;
    const endsAt = clock.monotonic() + timeoutInMs;
    await this.#waitForQuiet(endsAt, abortSignal);
    for (let retries = 0; ; retries += 1) {
      const outcome = await this.#attempt(form, options);
      const status = 'status' in outcome ? outcome.status : undefined;
      const mayPass = 'error' in outcome ? outcome.mayPass : passingStatuses.has(outcome.status);
      const { delayInMs } = waitAfter({
        status,
        retryAfterInMs: 'headers' in outcome ? parseRetryAfter(outcome.headers, clock.now()) : undefined,
        backoffInMs: retryDelay(retries, retry, () => clock.random()),
        options: retry,
      });
      if (busyStatuses.has(status)) {
        this.#quiet = { status, endsAt: clock.monotonic() + delayInMs };
      }
      if (!mayPass || retries >= retry.maxRetries || clock.monotonic() + delayInMs >= endsAt) {
        if ('error' in outcome) throw outcome.error;
        return outcome;
      }
      await sleep(delayInMs, clock, abortSignal);
    }
  }

  async #waitForQuiet(endsAt: number, abortSignal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    const { status, endsAt: quietEndsAt } = this.#quiet;
    const waitInMs = Math.ceil(quietEndsAt - clock.monotonic());
    if (waitInMs <= 0) return;
    if (quietEndsAt >= endsAt) {
      throw new AuthenticationError({
        message:
          `${this.tried}: not sent. After its answer ${status} the endpoint is not asked for another ${waitInMs} ms, ` +
          'and the caller does not wait that long. Try again later.',
        status,
        retryAfterInMs: waitInMs,
      });
    }
    await sleep(waitInMs, clock, abortSignal);
  }

  async #attempt(
    form: URLSearchParams,
    { abortSignal, secrets }: PostOptions,
  ): Promise<TokenAnswer | Unanswered> {
    const { clock, attemptTimeoutInMs } = this.#options;
    const deadline = createDeadline(clock, attemptTimeoutInMs, abortSignal);
    const requestedAt = clock.monotonic();
    try {
      const response = await this.#send(form, deadline.abortSignal);
      const { status } = response;
      // A transport of the caller may have followed a redirect in spite of `manual`.
      if (isRedirect(response) || response.redirected) {
        discardBody(response);
        throw new AuthenticationError({
          message:
            `${this.tried}: the answer was a redirect, which is not followed: the request carries secrets. ` +
            'Set authority to the final address, and check for an intercepting proxy.',
          status,
        });
      }
      const text = await readBody(response, maxBodySizeInBytes, deadline.abortSignal);
      return { status, headers: headersOf(response), text, requestedAt };
    } catch (error) {
      abortSignal.throwIfAborted();
      // A transport that knows what is wrong with its own options already says so.
      if (isLicensesUsageError(error)) throw error;
      if (deadline.hasExpired()) return { error: this.#timedOut(), mayPass: true };
      const isRead = error instanceof BodyProblem;
      const reason = isRead
        ? 'its body is larger than 1 MiB or is not UTF-8 text'
        : describeThrown(error, secrets);
      const advice = adviceForFailure(error, 'authority');
      return {
        error: new AuthenticationError({
          message: `${this.tried}: no complete answer, ${reason}. ${advice}`,
          cause: new Error(reason),
        }),
        mayPass: !isRead && !isPermanentFailure(error),
      };
    } finally {
      deadline.release();
    }
  }

  #timedOut(): AuthenticationError {
    const { attemptTimeoutInMs } = this.#options;
    return new AuthenticationError({
      message:
        `${this.tried}: no complete answer within attemptTimeoutInMs = ${attemptTimeoutInMs} ms. ` +
        'Raise attemptTimeoutInMs, or try again later.',
    });
  }

  #send(form: URLSearchParams, abortSignal: AbortSignal): Promise<Response> {
    const { url, fetch } = this.#options;
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
    return abortable(Promise.resolve(sending), abortSignal, discardBody);
  }
}
