import type { AttemptCause } from '../call-context.ts';
import type { ResponseFormatError } from '../errors/response-format-error.ts';
import type { AnswerHeaders } from './direct-response.ts';
import type { BodyProblem } from './read-body.ts';

/** The service redirected to a place that must not get the token. */
export class ForeignOriginProblem extends Error {
  override readonly name = 'ForeignOriginProblem';
}

/** How one attempt ended. */
export type Outcome = Answered | Failed | TimedOut | Refused;

interface Ended {
  /** Of the response, when one had begun. */
  readonly status: number | undefined;
  /** Cleaned: without the token. */
  readonly headers: AnswerHeaders;
  /** How long the answer asks to be left alone, when it does. */
  readonly retryAfterInMs?: number | undefined;
}

/** A success that was read to its end, or any other status: that says enough even when its body can't be read. */
export interface Answered extends Ended {
  readonly kind: 'answered';
  readonly status: number;
  readonly text: string;
  /** Whether the body was streamed. There is no text then. */
  readonly isStreamed?: boolean;
  /** Why the body was not read, when it was not. */
  readonly cut?: Exclude<AttemptCause, 'aborted'>;
}

/** The connection failed, before or after a response had begun. */
export interface Failed extends Ended {
  readonly kind: 'failed';
  readonly error: unknown;
  /** Whether another attempt would fail in the same way. */
  readonly isPermanent: boolean;
}

interface TimedOut extends Ended {
  readonly kind: 'timed-out';
}

/** The client rejected the response, and would reject the next one. */
export interface Refused extends Ended {
  readonly kind: 'refused';
  readonly problem: BodyProblem | ForeignOriginProblem | ResponseFormatError;
}

export function isSuccessStatus(status: number): boolean {
  return status >= 200 && status <= 299;
}

export function isSuccess(outcome: Outcome): outcome is Answered {
  return outcome.kind === 'answered' && isSuccessStatus(outcome.status);
}

const passingStatuses = new Set([408, 429, 500, 502, 503, 504]);

/** Whether another attempt may fare better. All operations are GET, so repeating one changes nothing. */
export function shouldRetry(outcome: Outcome): boolean {
  if (outcome.kind === 'answered') return passingStatuses.has(outcome.status);
  return outcome.kind === 'failed' ? !outcome.isPermanent : outcome.kind === 'timed-out';
}

/** Certificates, closed transports and requests that a transport does not accept, by the codes of the errors. */
const permanentFailure =
  /CERT|^UNABLE_TO_VERIFY_LEAF_SIGNATURE$|^HOSTNAME_MISMATCH$|^INVALID_(?:CA|PURPOSE)$|^UND_ERR_(?:CLOSED|DESTROYED|INVALID_ARG)$|^ERR_INVALID_(?:URL|PROTOCOL)$|^(?:bad port|unknown scheme)$/;

/** Whether another attempt would fail in the same way as the one that threw this. */
export function isPermanentFailure(thrown: unknown): boolean {
  return codesOf(thrown).some((code) => permanentFailure.test(code));
}

/** The codes of an error and its causes, or their messages where they have none. */
export function codesOf(thrown: unknown): readonly string[] {
  const codes: string[] = [];
  for (let error = thrown; error instanceof Error && codes.length < 4; error = error.cause) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : error.message;
    codes.push(code.slice(0, 100));
  }
  return codes;
}
