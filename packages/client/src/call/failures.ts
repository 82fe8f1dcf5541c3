import type { DecodeContext } from '../decode/decode-context.ts';
import { isPage, kindOfText, parseFault, type Fault } from '../decode/fault.ts';
import type { CallContext } from '../call-context.ts';
import { ResponseFormatError } from '../errors/response-format-error.ts';
import { ServiceError } from '../errors/service-error.ts';
import { AuthenticationError } from '../errors/authentication-error.ts';
import { cleanForeignText } from '../errors/foreign-text.ts';
import { describeCause, adviceFor, adviceForFailure, adviceForIntermediary } from './advice.ts';
import { isLicensesUsageError } from '../errors/is-licenses-usage-error.ts';
import type { LicensesUsageError } from '../errors/licenses-usage-error.ts';
import { refuse } from '../errors/configuration-error.ts';
import { notShown } from '../input/not-shown.ts';
import { TransportError } from '../errors/transport-error.ts';
import { ThrottleError } from '../errors/throttle-error.ts';
import { TimeoutError } from '../errors/timeout-error.ts';
import { StoreProblem } from '../throttle/throttle.ts';
import { CoolDownProblem } from '../throttle/waiting-line.ts';
import { createContext, type CallState } from './call-state.ts';
import { type AnswerHeaders, BodyProblem } from './response.ts';
import type { Answered, Outcome, Succeeded } from './outcome.ts';
import { findUnreadableWait, parseRetryAfter } from './parse-retry-after.ts';
import { CredentialProblem } from '../credential.ts';

/* Used only by a call that does not succeed at once. */
export { isFaultOnly } from '../decode/fault.ts';
export { parseClaimsChallenge } from './claims-challenge.ts';
export { parseRetryAfter };
export { followRedirects } from './redirect.ts';
export { isPermanentFailure } from './advice.ts';

/**
 * Turns the outcome of the last attempt of a call into an error.
 * @param token Removed from whatever the error quotes.
 */
export function createFailure(
  state: CallState,
  outcome: Exclude<Outcome, Succeeded>,
  token: string,
  attemptTimeoutInMs: number,
): LicensesUsageError {
  switch (outcome.kind) {
    case 'answered':
      return createServiceError(state, outcome, token);
    case 'timed-out':
      return createTimeoutError(state, 'attemptTimeoutInMs', attemptTimeoutInMs);
    case 'failed':
      return createTransportError(state, outcome.error, token);
    case 'refused':
      if (outcome.problem instanceof ResponseFormatError) return outcome.problem;
      return outcome.problem instanceof BodyProblem
        ? createBodyError(state, outcome.headers, outcome.problem)
        : createTransportError(state, outcome.problem, token);
  }
}

/** Turns an answer other than a success into an error. Text quoted from the body is cleaned. */
export function createServiceError(
  state: CallState,
  { status, headers, text, cut, retryAfterInMs }: Omit<Answered, 'kind'>,
  token: string,
): ServiceError {
  const fault = parseFault(text, (quoted) => cleanForeignText(quoted, [token])) ?? noFault;
  const context = createContext(state, headers);
  const unread = cut === undefined ? `${kindOfText(text)} and no fault` : 'a body that could not be read';
  const said = fault === noFault ? unread : describeFault(fault);
  const wait = retryAfterInMs === undefined ? '' : describeWait(headers, retryAfterInMs);
  const happened = `the service answered ${status} with ${said}.${wait}`;
  return new ServiceError({
    message: describe(state, happened, adviceFor(status, fault.code, isPage(text)), context),
    status,
    ...fault,
    retryAfterInMs,
    ...recordOf(context),
  });
}

function describeWait(headers: AnswerHeaders, retryAfterInMs: number): string {
  const unread = findUnreadableWait(headers, retryAfterInMs);
  return unread === undefined
    ? ` It asks to wait ${retryAfterInMs} ms.`
    : ` Its Retry-After (${JSON.stringify(unread.slice(0, 60))}) could not be read, so this client waits ${retryAfterInMs} ms.`;
}

/** Turns the reason for which a call ended into an error. Our own errors are returned unchanged. */
export function explain(state: CallState, error: unknown, hasExpired: boolean): unknown {
  if (error instanceof StoreProblem) return createStoreError(state, error);
  if (hasExpired) return createTimeoutError(state, 'totalTimeoutInMs', state.deadline.timeoutInMs);
  if (error instanceof CoolDownProblem) return createCoolDownError(state, error.waitInMs);
  return error instanceof CredentialProblem ? createCredentialError(state, error) : error;
}

/** The cool-down is as long as the service asked, or as this client waits when the service named no time. */
function createCoolDownError(state: CallState, waitInMs: number): ThrottleError {
  const happened = `not sent, because the cool-down after a refusal lasts another ${waitInMs} ms and the call has less time left.`;
  const advice = 'Call again after the wait, or raise totalTimeoutInMs.';
  return new ThrottleError({
    message: describe(state, happened, advice),
    retryAfterInMs: waitInMs,
    ...recordOf(state),
  });
}

/** Not sent: the throttle store failed. */
function createStoreError(state: CallState, { message, cause }: Error): ThrottleError {
  const reason = cleanForeignText(describeCause(cause));
  const happened = `not sent, because ${message}, ${reason}.`;
  return new ThrottleError({
    message: describe(state, happened, 'Check throttle.store, then try again.'),
    cause: new Error(reason),
    ...recordOf(state),
  });
}

/** Our own errors already say why there is no token. Any other error may hold the credential's secrets. */
function createCredentialError(state: CallState, { message, cause }: Error): LicensesUsageError {
  if (isLicensesUsageError(cause)) return cause;
  const reason = cleanForeignText(describeCause(cause));
  const happened = `no token, because ${message}, ${reason}.`;
  return new AuthenticationError({
    message: describe(state, happened, 'Check the credential, then try again.'),
    cause: new Error(reason),
  });
}

export function createTimeoutError(
  state: CallState,
  limit: TimeoutError['limit'],
  timeoutInMs: number,
): TimeoutError {
  return new TimeoutError({ tried: state.tried, limit, timeoutInMs, ...recordOf(state) });
}

/** The cause is a copy: what transports throw may hold the request, and with it the token. */
function createTransportError(state: CallState, thrown: unknown, token: string): TransportError {
  const reason = cleanForeignText(describeCause(thrown), [token]);
  return new TransportError({
    message: describe(state, `no complete answer, ${reason}.`, adviceForFailure(thrown)),
    cause: new Error(reason),
    ...recordOf(state),
  });
}

function createBodyError(
  state: CallState,
  headers: AnswerHeaders,
  { expected, received }: BodyProblem,
): ResponseFormatError {
  const context = createContext(state, headers);
  return new ResponseFormatError({ tried: state.tried, context, pointer: '', expected, received });
}

/**
 * @throws {ResponseFormatError} about a body that is not JSON. The error names the kind of text and never shows the
 * text.
 */
export function refuseText(text: string, { tried, context }: DecodeContext): never {
  const received = kindOfText(text);
  const facts = { tried, context, pointer: '', expected: 'a complete JSON document', received };
  throw new ResponseFormatError(isPage(text) ? { ...facts, advice: adviceForIntermediary } : facts);
}

/** Refuses what the credential supplied. The error does not show it: it may be a secret. */
export function refuseToken(received: unknown): never {
  const example = 'createClient({ credential: () => readToken() })';
  return refuse('credential', 'a token: text without spaces or line ends', notShown(received), example);
}

const noFault: Fault = { code: undefined, description: undefined, source: undefined, details: [] };

function describeFault({ code, description }: Fault): string {
  return `fault${code === undefined ? '' : ` ${code}`}${description === undefined ? '' : ` (${description})`}`;
}

type CallRecord = Pick<CallContext, 'requestId' | 'correlationId' | 'attempts'>;

function describe(state: CallState, happened: string, advice: string, ids: CallRecord = state): string {
  const { requestId, correlationId } = ids;
  return `${state.tried}: ${happened} ${advice} requestId ${requestId}, correlationId ${correlationId}.`;
}

function recordOf({ requestId, correlationId, attempts }: CallRecord): CallRecord {
  return { requestId, correlationId, attempts };
}
