import type { ResolvedOptions } from '../client-options.ts';
import { abortable } from './abortable.ts';
import { createDeadline } from './deadline.ts';
import { createUnread, type Http } from './http.ts';
import { BodyProblem, readBody } from './read-body.ts';
import { redactHeaders } from './redact-headers.ts';
import type { RequestHeaders } from './request-headers.ts';
import { ForeignOriginProblem, send } from './transport.ts';

/** What an operation passes on to openapi-fetch, beside its own path and query. */
export interface AttemptInit {
  readonly header: RequestHeaders;
  readonly headers: { readonly accept: string; readonly authorization: string };
  readonly fetch: (request: Request) => Promise<Response>;
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
}

/** Sends the request of an operation. */
export type Send = (http: Http, init: AttemptInit) => Promise<unknown>;

interface Ended {
  /** Of the response, when one had begun. */
  readonly status: number | undefined;
  /** Without the token. */
  readonly headers: Headers;
}

/** A success that was read to its end, or any other status: that one says enough when its body can't be read. */
export interface Answered extends Ended {
  readonly kind: 'answered';
  readonly status: number;
  readonly text: string;
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
  readonly problem: BodyProblem | ForeignOriginProblem;
}

/** How one attempt ended. */
export type Outcome = Answered | Failed | TimedOut | Refused;

export function isSuccess(outcome: Outcome): outcome is Answered {
  return outcome.kind === 'answered' && outcome.status >= 200 && outcome.status <= 299;
}

export interface AttemptRequest {
  readonly options: Pick<ResolvedOptions, 'attemptTimeoutInMs' | 'clock' | 'fetch' | 'maxBodySizeInBytes'>;
  readonly http: Http;
  readonly send: Send;
  readonly header: RequestHeaders;
  readonly token: string;
  /** Told of a response as soon as its headers are there: the body may take its time. */
  readonly onResponse: (response: Response) => void;
}

/**
 * Sends one request and reads its whole answer.
 * Rejects only with the reason of `abortSignal`; everything else is an outcome.
 */
export async function attempt(request: AttemptRequest, abortSignal: AbortSignal): Promise<Outcome> {
  const { options, http, header, token } = request;
  const deadline = createDeadline(options.clock, options.attemptTimeoutInMs, abortSignal);
  const signal = deadline.abortSignal;
  let response: Response | undefined;
  try {
    const sending = request.send(http, {
      header,
      headers: { accept: 'application/json', authorization: `Bearer ${token}` },
      async fetch(built) {
        response = await abortable(send(options.fetch, built), signal, discard);
        request.onResponse(response);
        return createUnread();
      },
      redirect: 'manual',
      signal,
    });
    await abortable(sending, signal);
    if (response === undefined) throw new Error('no request was sent');
    const text = await readBody(response, options.maxBodySizeInBytes, signal);
    return {
      kind: 'answered',
      status: response.status,
      headers: redactHeaders(response.headers, token),
      text,
    };
  } catch (error) {
    abortSignal.throwIfAborted();
    const end = deadline.hasExpired() ? ({ kind: 'timed-out' } as const) : explain(error);
    if (response === undefined) return { ...end, status: undefined, headers: new Headers() };
    const { status } = response;
    const headers = redactHeaders(response.headers, token);
    if (!response.ok) return { kind: 'answered', status, headers, text: '', cut: end.kind };
    return { ...end, status, headers };
  } finally {
    deadline.release();
  }
}

function explain(error: unknown): Pick<Failed, 'kind' | 'error'> | Pick<Refused, 'kind' | 'problem'> {
  const isProblem = error instanceof BodyProblem || error instanceof ForeignOriginProblem;
  return isProblem ? { kind: 'refused', problem: error } : { kind: 'failed', error };
}

/** A response that comes after its caller has gone is not left to fill a socket. */
function discard(late: Response): void {
  late.body?.cancel().catch(() => {});
}
