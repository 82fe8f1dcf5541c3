import type { ResolvedOptions } from '../client-options.ts';
import { abortable } from './abortable.ts';
import { createDeadline } from './deadline.ts';
import { unread, type Http } from './http.ts';
import { readBody } from './read-body.ts';
import type { RequestHeaders } from './request-headers.ts';
import { send } from './transport.ts';

/** What an operation passes on to openapi-fetch, beside its own path and query. */
export interface AttemptInit {
  readonly header: RequestHeaders;
  readonly headers: { readonly accept: string; readonly authorization: string };
  readonly fetch: (request: Request) => Promise<Response>;
  readonly parseAs: 'stream';
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
}

/** Sends the request of an operation. */
export type Send = (http: Http, init: AttemptInit) => Promise<unknown>;

/** How one attempt ended. */
export type Outcome =
  | { readonly kind: 'answered'; readonly status: number; readonly headers: Headers; readonly text: string }
  | { readonly kind: 'failed'; readonly error: unknown; readonly status: number | undefined }
  | { readonly kind: 'timed-out'; readonly status: number | undefined };

export interface AttemptRequest {
  readonly options: ResolvedOptions;
  readonly http: Http;
  readonly send: Send;
  readonly header: RequestHeaders;
  readonly token: string;
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
        response = await abortable(send(options.fetch, built), signal, (late) => void late.body?.cancel());
        return unread;
      },
      parseAs: 'stream',
      redirect: 'manual',
      signal,
    });
    await abortable(sending, signal);
    if (response === undefined) throw new Error('no request was sent');
    const text = await readBody(response, options.maxBodySizeInBytes, signal);
    return { kind: 'answered', status: response.status, headers: response.headers, text };
  } catch (error) {
    abortSignal.throwIfAborted();
    if (deadline.hasExpired()) return { kind: 'timed-out', status: response?.status };
    return { kind: 'failed', error, status: response?.status };
  } finally {
    deadline.release();
  }
}
