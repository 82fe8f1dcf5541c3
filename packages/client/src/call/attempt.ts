import type { ResolvedOptions } from '../client-options.ts';
import { isLicensesUsageError } from '../errors/licenses-usage-error.ts';
import { ResponseFormatError } from '../errors/response-format-error.ts';
import { abortable } from './abortable.ts';
import { createDeadline } from './deadline.ts';
import { discardBody, headersOf, type AnswerHeaders } from './direct-response.ts';
import { unanswered, type BuiltRequest, type Http } from './http.ts';
import { BodyProblem, readBody } from './read-body.ts';
import { noHeaders, redactHeaders } from './redact-headers.ts';
import type { RequestHeaders } from './request-headers.ts';
import { ForeignOriginProblem, send } from './transport.ts';

/** What an operation passes on to openapi-fetch, beside its own path and query. */
export interface AttemptInit {
  readonly fetch: (request: BuiltRequest) => Promise<Response>;
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
}

/** Has openapi-fetch build the request of an operation. */
export type Send = (http: Http, init: AttemptInit) => Promise<unknown>;

interface Ended {
  /** Of the response, when one had begun. */
  readonly status: number | undefined;
  /** Without the token. */
  readonly headers: AnswerHeaders;
}

/** A success that was read to its end, or any other status: that one says enough when its body can't be read. */
export interface Answered extends Ended {
  readonly kind: 'answered';
  readonly status: number;
  readonly text: string;
  /** Whether the body was taken while it came in: there is no text then. */
  readonly isTaken?: boolean;
  /** What kept the body from being read, when something did. */
  readonly cut?: Cut;
}

/** How an attempt can end without a complete answer. */
type Cut = (Failed | TimedOut | Refused)['kind'];

/** The connection failed, before or after a response had begun. */
interface Failed extends Ended {
  readonly kind: 'failed';
  readonly error: unknown;
}

interface TimedOut extends Ended {
  readonly kind: 'timed-out';
}

/** What came back is not acceptable, and would not be the next time. */
interface Refused extends Ended {
  readonly kind: 'refused';
  readonly problem: Problem;
}

/** A `ResponseFormatError` where the body was read while it came in. */
type Problem = BodyProblem | ForeignOriginProblem | ResponseFormatError;

/** How one attempt ended. */
export type Outcome = Answered | Failed | TimedOut | Refused;

export function isSuccess(outcome: Outcome): outcome is Answered {
  return outcome.kind === 'answered' && outcome.status >= 200 && outcome.status <= 299;
}

/** Takes the body of a success while it comes in, or returns its text where that is not worth it. */
export type TakeBody = (response: Response, abortSignal: AbortSignal) => Promise<string | undefined>;

export interface AttemptRequest {
  readonly options: Pick<ResolvedOptions, 'attemptTimeoutInMs' | 'clock' | 'fetch' | 'maxBodySizeInBytes'>;
  readonly http: Http;
  readonly send: Send;
  readonly headers: RequestHeaders;
  readonly token: string;
  /** Told of a response as soon as its headers are there: the body may take its time. */
  readonly onResponse: (response: Response) => void;
  readonly takeBody: TakeBody | undefined;
}

/**
 * Sends one request and reads its whole answer.
 * Rejects only with the reason of `abortSignal`, or with an error of this package that the transport threw; everything
 * else is an outcome.
 */
export async function attempt(request: AttemptRequest, abortSignal: AbortSignal): Promise<Outcome> {
  const { options, http, headers, token } = request;
  const deadline = createDeadline(options.clock, options.attemptTimeoutInMs, abortSignal);
  const signal = deadline.abortSignal;
  let response: Response | undefined;
  try {
    let sending: Promise<Response> | undefined;
    const building = request.send(http, {
      fetch(built) {
        sending = send(options.fetch, { ...built, headers });
        return unanswered();
      },
      redirect: 'manual',
      signal,
    });
    // openapi-fetch, which never gets an answer, is done only when something kept it from sending.
    if (sending === undefined) await building;
    if (sending === undefined) throw new Error('no request was sent');
    response = await abortable(sending, signal, discardBody);
    request.onResponse(response);
    const { takeBody } = request;
    const text = await (response.ok && takeBody !== undefined
      ? takeBody(response, signal)
      : readBody(response, options.maxBodySizeInBytes, signal));
    return {
      kind: 'answered',
      status: response.status,
      headers: redactHeaders(headersOf(response), token),
      text: text ?? '',
      isTaken: text === undefined,
    };
  } catch (error) {
    abortSignal.throwIfAborted();
    // A transport that knows what is wrong with its own options says so itself, and would say the same again.
    if (isLicensesUsageError(error) && !isProblem(error)) throw error;
    const end = deadline.hasExpired() ? ({ kind: 'timed-out' } as const) : explain(error);
    if (response === undefined) return { ...end, status: undefined, headers: noHeaders };
    const { status } = response;
    const answered = redactHeaders(headersOf(response), token);
    if (!response.ok) return { kind: 'answered', status, headers: answered, text: '', cut: end.kind };
    return { ...end, status, headers: answered };
  } finally {
    deadline.release();
  }
}

function explain(error: unknown): Pick<Failed, 'kind' | 'error'> | Pick<Refused, 'kind' | 'problem'> {
  return isProblem(error) ? { kind: 'refused', problem: error } : { kind: 'failed', error };
}

function isProblem(error: unknown): error is Problem {
  return (
    error instanceof BodyProblem ||
    error instanceof ForeignOriginProblem ||
    error instanceof ResponseFormatError
  );
}
