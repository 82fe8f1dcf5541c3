import type { AttemptCause } from '../call-context.ts';
import type { ResponseFormatError } from '../errors/response-format-error.ts';
import type { AnswerHeaders } from './direct-response.ts';

/** An answer that the client does not accept. It would not accept the next one, either. */
export class AnswerProblem extends Error {}

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
  readonly problem: AnswerProblem | ResponseFormatError;
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
