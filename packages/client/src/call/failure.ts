import { parseFault, type Fault } from '../decode/fault.ts';
import { kindOfText } from '../decode/parse-json.ts';
import { cleanForeignText, describeCause } from '../errors/foreign-text.ts';
import { AuthenticationError } from '../errors/authentication-error.ts';
import { isLicensesUsageError, type LicensesUsageError } from '../errors/licenses-usage-error.ts';
import { ResponseFormatError } from '../errors/response-format-error.ts';
import { ServiceError } from '../errors/service-error.ts';
import { TimeoutError } from '../errors/timeout-error.ts';
import { TransportError } from '../errors/transport-error.ts';
import type { CallContext } from '../call-context.ts';
import { adviceFor } from './advice.ts';
import type { Answered, Outcome } from './attempt.ts';
import { createContext, type CallState } from './call-state.ts';
import { BodyProblem } from './read-body.ts';
import type { AnswerHeaders } from './direct-response.ts';

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
      return createTimeoutError(state, 'attemptTimeoutInMs', facts.options.attemptTimeoutInMs);
    case 'failed':
      return createTransportError(state, outcome.error, facts.token);
    case 'refused':
      if (outcome.problem instanceof ResponseFormatError) return outcome.problem;
      return outcome.problem instanceof BodyProblem
        ? createBodyError(state, outcome.headers, outcome.problem)
        : createTransportError(state, outcome.problem, facts.token);
  }
}

/** Turns an answer that is no success into an error. Tokens are removed before anything of the body is quoted. */
export function createServiceError(state: CallState, answer: Answered, facts: FailureFacts): ServiceError {
  const fault = parseFault(answer.text, (text) => cleanForeignText(text, [facts.token])) ?? noFault;
  const { status, cut } = answer;
  const { retryAfterInMs } = facts;
  const context = createContext(state, answer.headers);
  const unread =
    cut === undefined ? `${kindOfText(answer.text)} and no fault` : 'a body that could not be read';
  const said = fault === noFault ? unread : describeFault(fault);
  const wait = retryAfterInMs === undefined ? '' : ` It asks to wait ${retryAfterInMs} ms.`;
  const happened = `the service answered ${status} with ${said}.${wait}`;
  return new ServiceError({
    message: describe(state, happened, adviceFor(status, fault.code), context),
    status,
    ...fault,
    retryAfterInMs,
    ...recordOf(context),
  });
}

/** The wait that the service asked other calls for does not fit into the time of this one. */
export function createCoolDownError(state: CallState, waitInMs: number): ServiceError {
  const happened = `not sent, because the service asked for ${waitInMs} ms of quiet and the call has less time left.`;
  return new ServiceError({
    message: describe(state, happened, adviceFor(429, undefined)),
    status: 429,
    ...noFault,
    retryAfterInMs: waitInMs,
    ...recordOf(state),
  });
}

/** A credential that knows why it has no token says so itself; what others throw may hold their secrets. */
export function createCredentialError(state: CallState, { message, cause }: Error): LicensesUsageError {
  if (isLicensesUsageError(cause)) return cause;
  return new AuthenticationError(blame(state, `no token, because ${message}`, 'the credential', cause));
}

/** Whether the request may be sent is not known, so that it was not. */
export function createStoreError(state: CallState, { message, cause }: Error): TransportError {
  const blamed = blame(state, `not sent, because ${message}`, 'throttle.store', cause);
  return new TransportError({ ...blamed, ...recordOf(state) });
}

export function createTimeoutError(
  state: CallState,
  limit: TimeoutError['limit'],
  timeoutInMs: number,
): TimeoutError {
  return new TimeoutError({ tried: state.tried, limit, timeoutInMs, ...recordOf(state) });
}

function createTransportError(state: CallState, thrown: unknown, token: string): TransportError {
  const blamed = blame(state, 'no complete answer', 'the network, proxies and baseUrl', thrown, token);
  return new TransportError({ ...blamed, ...recordOf(state) });
}

function createBodyError(
  state: CallState,
  headers: AnswerHeaders,
  problem: BodyProblem,
): ResponseFormatError {
  const { expected, received } = problem;
  const context = createContext(state, headers);
  return new ResponseFormatError({ tried: state.tried, context, pointer: '', expected, received });
}

const noFault: Fault = { code: undefined, description: undefined, source: undefined, details: [] };

function describeFault({ code, description }: Fault): string {
  return `fault${code === undefined ? '' : ` ${code}`}${description === undefined ? '' : ` (${description})`}`;
}

/** Says who threw what. The cause is a copy: what transports throw may hold the request, and with it the token. */
function blame(state: CallState, happened: string, suspect: string, thrown: unknown, token?: string) {
  const reason = cleanForeignText(describeCause(thrown), token === undefined ? [] : [token]);
  const message = describe(state, `${happened}, ${reason}.`, `Check ${suspect}, then try again.`);
  return { message, cause: new Error(reason) };
}

function describe(state: CallState, happened: string, advice: string, ids: CallRecord = state): string {
  const { requestId, correlationId } = ids;
  return `${state.tried}: ${happened} ${advice} requestId ${requestId}, correlationId ${correlationId}.`;
}

type CallRecord = Pick<CallState, 'requestId' | 'correlationId'> & Pick<CallContext, 'attempts'>;

function recordOf({ requestId, correlationId, attempts }: CallRecord): CallRecord {
  return { requestId, correlationId, attempts };
}
