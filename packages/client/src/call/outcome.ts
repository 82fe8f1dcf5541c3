import type { AttemptCause } from '../call-context.ts';
import type { DecodeContext } from '../decode/decode-context.ts';
import type { ResponseFormatError } from '../errors/response-format-error.ts';
import type { AnswerHeaders, AnswerProblem } from './response.ts';

/** How one attempt ended. */
export type Outcome = Succeeded | Answered | Failed | TimedOut | Refused;

interface Ended {
  /** The status of the response, if one had begun. */
  readonly status: number | undefined;
  /** The headers without the token. */
  readonly headers: AnswerHeaders;
  /** How long the service asked to wait, if it did. */
  readonly retryAfterInMs?: number | undefined;
}

/** A success whose body was read to its end. */
export interface Succeeded extends Ended {
  readonly kind: 'succeeded';
  readonly status: number;
  /** `undefined` when the body was streamed. */
  readonly text: string | undefined;
  /** Decodes the body. The rows of a streamed body were decoded with it. */
  readonly ctx: DecodeContext;
}

/** An answer with any other status, which counts even when its body can't be read. */
export interface Answered extends Ended {
  readonly kind: 'answered';
  readonly status: number;
  readonly text: string;
  /** Why the body was not read to its end. Absent when it was. */
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

/** The statuses after which another attempt may succeed. */
export const passingStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** Whether another attempt may succeed. All operations are GETs, so repeating one is safe. */
export function shouldRetry(outcome: Outcome): boolean {
  if (outcome.kind === 'answered') return passingStatuses.has(outcome.status);
  return outcome.kind === 'failed' ? !outcome.isPermanent : outcome.kind === 'timed-out';
}
