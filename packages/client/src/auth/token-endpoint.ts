import { abortable, sleep } from '../call/caller-signal.ts';
import { adviceForFailure, isPermanentFailure } from '../call/advice.ts';
import type { FullClock } from '../call/clock.ts';
import { createDeadline } from '../call/deadline.ts';
import { discardBody, headersOf, type AnswerHeaders } from '../call/direct-response.ts';
import { parseRetryAfter } from '../call/parse-retry-after.ts';
import { BodyProblem, readBody } from '../call/read-body.ts';
import { retryDelay, waitAfter, type ResolvedRetryOptions } from '../call/retry.ts';
import type { Fetch } from '../call/transport.ts';
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
  /** When its request was sent, in monotonic milliseconds. */
  readonly requestedAt: number;
}

export interface PostOptions {
  /** Removed from whatever an error quotes. */
  readonly secrets: readonly string[];
  readonly abortSignal: AbortSignal;
  /** The limit of all waits. 0 allows one attempt, and none while the endpoint is left alone. */
  readonly timeoutInMs: number;
}

const maxBodySizeInBytes = 2 ** 20;
const passingStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
const busyStatuses: ReadonlySet<number> = new Set([429, 503]);

/** An attempt without a complete answer. */
interface Unanswered {
  readonly error: AuthenticationError;
  readonly mayPass: boolean;
}

/** Posts forms to the token endpoint, and remembers for how long it asked to be left alone. */
export class TokenEndpoint {
  /** How errors name what was tried. */
  readonly tried: string;
  readonly #options: TokenEndpointOptions;
  #quiet: { readonly status: number; readonly endsAt: number } | undefined;

  constructor(options: TokenEndpointOptions) {
    this.tried = `Acquire a token (POST ${options.url})`;
    this.#options = options;
  }

  /**
   * Posts a form and reads the whole answer, whatever its status. A failure that may pass is retried, never earlier than
   * the endpoint asked.
   * @throws {AuthenticationError} when no complete answer came in time, or a redirect. The form holds secrets: it goes to
   * the endpoint and nowhere else. Also the reason of the signal.
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
      if (status !== undefined && busyStatuses.has(status)) {
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
    const { status, endsAt: quietEndsAt = 0 } = this.#quiet ?? {};
    const waitInMs = Math.ceil(quietEndsAt - clock.monotonic());
    if (this.#quiet === undefined || waitInMs <= 0) return;
    if (quietEndsAt >= endsAt) {
      throw new AuthenticationError({
        message:
          `${this.tried}: not sent. After its answer ${status} the endpoint is left alone for another ${waitInMs} ms, ` +
          'and the caller waits less. Try again later.',
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
      if (isRedirect(response)) {
        discardBody(response);
        throw new AuthenticationError({
          message:
            `${this.tried}: the answer was a redirect, which is not followed: the request carries secrets. ` +
            'Set authority to the address that answers itself, and check for a proxy that intercepts.',
          status,
        });
      }
      const text = await readBody(response, maxBodySizeInBytes, deadline.abortSignal);
      return { status, headers: headersOf(response), text, requestedAt };
    } catch (error) {
      abortSignal.throwIfAborted();
      // A transport that knows what is wrong with its own options says so itself.
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
    // An address and an init, not a `Request`: a fetch of another origin does not know this one's, and the signal of a
    // `Request` is lost when that is collected.
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

/** A browser hides a redirect; a transport of the caller's own may have followed it in spite of `manual`. */
function isRedirect({ type, redirected, status }: Response): boolean {
  return type === 'opaqueredirect' || redirected || (status >= 300 && status <= 399);
}
