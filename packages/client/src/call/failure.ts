import { parseFault, type Fault } from '../answer/fault.ts';
import { kindOfText } from '../answer/parse-json.ts';
import { redact } from '../answer/redact.ts';
import { AuthenticationError } from '../errors/authentication-error.ts';
import { isLicensesUsageError, type LicensesUsageError } from '../errors/licenses-usage-error.ts';
import { ResponseFormatError } from '../errors/response-format-error.ts';
import { ServiceError } from '../errors/service-error.ts';
import { TimeoutError } from '../errors/timeout-error.ts';
import { TransportError } from '../errors/transport-error.ts';
import { adviceFor } from './advice.ts';
import type { Answered, Outcome } from './attempt.ts';
import { createContext, type CallState } from './call-state.ts';
import { describeThrown } from './describe-thrown.ts';
import { BodyProblem } from './read-body.ts';
import type { AnswerHeaders } from './redact-headers.ts';

interface FailureFacts {
  /** Removed from whatever the error quotes. */
  readonly token: string;
  readonly retryAfterInMs: number | undefined;
}

/** Turns the outcome of a call's last attempt into an error. */
export function createFailure(
  state: CallState,
  outcome: Outcome,
  facts: FailureFacts & { readonly options: { readonly attemptTimeoutInMs: number } },
): LicensesUsageError {
  switch (outcome.kind) {
    case 'answered':
      return createServiceError(state, outcome, facts);
    case 'timed-out':
      return new TimeoutError({
        ...state,
        limit: 'attemptTimeoutInMs',
        timeoutInMs: facts.options.attemptTimeoutInMs,
      });
    case 'failed':
      return createTransportError(state, outcome.error, facts.token);
    case 'refused':
      return outcome.problem instanceof BodyProblem
        ? createBodyError(state, outcome.headers, outcome.problem)
        : createTransportError(state, outcome.problem, facts.token);
  }
}

/** Turns an answer that is no success into an error. Tokens are removed before anything of the body is quoted. */
export function createServiceError(state: CallState, answer: Answered, facts: FailureFacts): ServiceError {
  const fault = parseFault(answer.text, (text) => redact(text, facts.token));
  const { status } = answer;
  const context = createContext(state, answer.headers);
  const unread =
    answer.cut === undefined ? `${kindOfText(answer.text)} and no fault` : 'a body that could not be read';
  const said = describeFault(fault) ?? unread;
  const wait = facts.retryAfterInMs === undefined ? '' : ` It asks to wait ${facts.retryAfterInMs} ms.`;
  return new ServiceError({
    message:
      `${state.tried}: the service answered ${status} with ${said}.${wait} ${adviceFor(status, fault?.code)} ` +
      describeIds(context),
    status,
    code: fault?.code,
    description: fault?.description,
    source: fault?.source,
    details: fault?.details ?? [],
    retryAfterInMs: facts.retryAfterInMs,
    requestId: context.requestId,
    correlationId: context.correlationId,
    attempts: context.attempts,
  });
}

/** The wait that the service asked other calls for does not fit into the time of this one. */
export function createCoolDownError(state: CallState, waitInMs: number): ServiceError {
  return new ServiceError({
    message:
      `${state.tried}: not sent, because the service asked for ${waitInMs} ms of quiet and the call has less time ` +
      `left. ${adviceFor(429, undefined)} ${describeIds(state)}`,
    status: 429,
    code: undefined,
    description: undefined,
    source: undefined,
    details: [],
    retryAfterInMs: waitInMs,
    requestId: state.requestId,
    correlationId: state.correlationId,
    attempts: state.attempts,
  });
}

/** A credential that knows why it has no token says so itself; what others throw may hold their secrets. */
export function createCredentialError(state: CallState, thrown: unknown): LicensesUsageError {
  if (isLicensesUsageError(thrown)) return thrown;
  const reason = redact(describeThrown(thrown));
  return new AuthenticationError({
    message:
      `${state.tried}: no token, because the credential failed, ${reason}. Check the credential, then try again. ` +
      describeIds(state),
    cause: new Error(reason),
  });
}

/** Whether the request may be sent is not known, so that it was not. */
export function createStoreError(state: CallState, thrown: unknown): TransportError {
  const reason = redact(describeThrown(thrown));
  return new TransportError({
    message:
      `${state.tried}: not sent, because the throttle store failed, ${reason}. Check throttle.store, then try again. ` +
      describeIds(state),
    requestId: state.requestId,
    correlationId: state.correlationId,
    attempts: state.attempts,
    cause: new Error(reason),
  });
}

export function createTotalTimeoutError(state: CallState, timeoutInMs: number): TimeoutError {
  return new TimeoutError({ ...state, limit: 'totalTimeoutInMs', timeoutInMs });
}

function createTransportError(state: CallState, thrown: unknown, token: string): TransportError {
  const reason = redact(describeThrown(thrown), token);
  return new TransportError({
    message:
      `${state.tried}: no complete answer, ${reason}. Check the network, proxies and baseUrl, then try again. ` +
      describeIds(state),
    requestId: state.requestId,
    correlationId: state.correlationId,
    attempts: state.attempts,
    // A copy: what transports throw may hold the request, and with it the token.
    cause: new Error(reason),
  });
}

function createBodyError(
  state: CallState,
  headers: AnswerHeaders,
  problem: BodyProblem,
): ResponseFormatError {
  return new ResponseFormatError({
    tried: state.tried,
    context: createContext(state, headers),
    pointer: '',
    expected: problem.expected,
    received: problem.received,
  });
}

function describeFault(fault: Fault | undefined): string | undefined {
  if (fault === undefined) return undefined;
  const code = fault.code === undefined ? '' : ` ${fault.code}`;
  const description = fault.description === undefined ? '' : ` (${fault.description})`;
  return `fault${code}${description}`;
}

function describeIds(ids: { readonly requestId: string; readonly correlationId: string }): string {
  return `requestId ${ids.requestId}, correlationId ${ids.correlationId}.`;
}
