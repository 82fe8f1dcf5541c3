import { abortable } from '../call/abortable.ts';
import type { FullClock } from '../call/clock.ts';
import { createDeadline } from '../call/deadline.ts';
import { discardBody } from '../call/direct-response.ts';
import { BodyProblem, readBody } from '../call/read-body.ts';
import type { Fetch } from '../call/transport.ts';
import { AuthenticationError } from '../errors/authentication-error.ts';
import { describeThrown } from './describe-thrown.ts';

/** Where tokens come from, and how to get there. */
export interface TokenEndpoint {
  readonly url: string;
  readonly fetch: Fetch;
  readonly clock: FullClock;
  readonly attemptTimeoutInMs: number;
}

export interface TokenAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const maxBodySizeInBytes = 2 ** 20;

/** How errors name what was tried. */
export function triedAt(endpoint: TokenEndpoint): string {
  return `Acquire a token (POST ${endpoint.url})`;
}

/**
 * Posts a form to the token endpoint and reads the whole answer, whatever its status.
 * @throws {AuthenticationError} when no complete answer came in time, or a redirect. The form holds secrets: it goes to
 * the endpoint and nowhere else.
 */
export async function postForm(
  endpoint: TokenEndpoint,
  form: URLSearchParams,
  secrets: readonly string[],
): Promise<TokenAnswer> {
  const { clock, attemptTimeoutInMs } = endpoint;
  const deadline = createDeadline(clock, attemptTimeoutInMs, undefined);
  const tried = triedAt(endpoint);
  try {
    const response = await send(endpoint, form, deadline.abortSignal);
    const { status, headers } = response;
    if (isRedirect(response)) {
      discardBody(response);
      throw new AuthenticationError({
        message:
          `${tried}: the answer was a redirect, which is not followed: the request carries secrets. ` +
          'Set authority to the address that answers itself, and check for a proxy that intercepts.',
        status,
      });
    }
    return { status, headers, text: await readBody(response, maxBodySizeInBytes, deadline.abortSignal) };
  } catch (error) {
    if (error instanceof AuthenticationError) throw error;
    if (deadline.hasExpired()) {
      throw new AuthenticationError({
        message:
          `${tried}: no complete answer within attemptTimeoutInMs = ${attemptTimeoutInMs} ms. ` +
          'Raise attemptTimeoutInMs, or try again later.',
      });
    }
    const reason =
      error instanceof BodyProblem
        ? 'its body is larger than 1 MiB or is not UTF-8 text'
        : describeThrown(error, secrets);
    throw new AuthenticationError({
      message: `${tried}: no complete answer, ${reason}. Check the network, proxies and authority, then try again.`,
      cause: new Error(reason),
    });
  } finally {
    deadline.release();
  }
}

async function send(
  { url, fetch }: TokenEndpoint,
  form: URLSearchParams,
  abortSignal: AbortSignal,
): Promise<Response> {
  const request = new Request(url, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: form,
    redirect: 'manual',
    signal: abortSignal,
  });
  const sending = Promise.resolve(fetch(request));
  return abortable(sending, abortSignal, discardBody);
}

/** A browser hides a redirect; a transport of the caller's own may have followed it in spite of `manual`. */
function isRedirect({ type, redirected, status }: Response): boolean {
  return type === 'opaqueredirect' || redirected || (status >= 300 && status <= 399);
}
