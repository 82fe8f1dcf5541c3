import { FormatReader } from '../answer/format-reader.ts';
import { parseJson } from '../answer/parse-json.ts';
import { isFaultOnly } from '../answer/fault.ts';
import type { ResolvedOptions } from '../client-options.ts';
import type { OperationId } from '../deprecation.ts';
import { TimeoutError } from '../errors/timeout-error.ts';
import type { ResolvedRequestOptions } from '../request-options.ts';
import { attempt, type Send } from './attempt.ts';
import { createCallState, createContext, type CallState } from './call-state.ts';
import { createDeadline } from './deadline.ts';
import type { Http } from './http.ts';
import { createRequestHeaders } from './request-headers.ts';
import { createServiceError } from './service-failure.ts';
import type { TokenSource } from './token.ts';
import { createTransportError } from './transport-failure.ts';

/** What all calls of a client share. */
export interface Caller {
  readonly options: ResolvedOptions;
  readonly http: Http;
  readonly tokens: TokenSource;
}

/** The parsed body of a success, and the reader that knows where it came from. */
export interface Answer {
  readonly body: unknown;
  readonly at: FormatReader;
}

/**
 * Makes one call: token, request, answer.
 * @throws {ServiceError | ResponseFormatError | TransportError | TimeoutError} or the reason of the caller's abort.
 */
export async function call(
  caller: Caller,
  operation: OperationId,
  requestOptions: ResolvedRequestOptions,
  send: Send,
): Promise<Answer> {
  const { options } = caller;
  const { abortSignal, totalTimeoutInMs } = requestOptions;
  abortSignal?.throwIfAborted();
  const state = createCallState(operation, requestOptions.correlationId);
  const deadline = createDeadline(options.clock, totalTimeoutInMs, abortSignal);
  try {
    return await perform(caller, state, send, deadline.abortSignal);
  } catch (error) {
    abortSignal?.throwIfAborted();
    if (!deadline.hasExpired()) throw error;
    throw new TimeoutError({ ...state, limit: 'totalTimeoutInMs', timeoutInMs: totalTimeoutInMs });
  } finally {
    deadline.release();
  }
}

async function perform(
  caller: Caller,
  state: CallState,
  send: Send,
  abortSignal: AbortSignal,
): Promise<Answer> {
  const { options, http, tokens } = caller;
  const token = await tokens.get(abortSignal);
  const startedAt = options.clock.now();
  const header = createRequestHeaders(options, state);
  const outcome = await attempt({ options, http, send, header, token }, abortSignal);
  state.attempts.push({
    requestId: state.requestId,
    ...(outcome.status === undefined ? {} : { status: outcome.status }),
    ...(outcome.kind === 'answered' ? {} : { cause: outcome.kind }),
    delayInMs: 0,
    durationInMs: options.clock.now() - startedAt,
  });
  if (outcome.kind === 'timed-out') {
    throw new TimeoutError({
      ...state,
      limit: 'attemptTimeoutInMs',
      timeoutInMs: options.attemptTimeoutInMs,
    });
  }
  if (outcome.kind === 'failed') throw createTransportError(state, outcome.error, token);
  const context = createContext(state, outcome.headers);
  if (outcome.status < 200 || outcome.status > 299) throw createServiceError(state, context, outcome, token);
  const at = new FormatReader(state.tried, context);
  const body = parseJson(outcome.text, at);
  // Seen in the service's own table of errors: a success status is no proof of a success.
  if (isFaultOnly(body)) throw createServiceError(state, context, outcome, token);
  return { body, at };
}
