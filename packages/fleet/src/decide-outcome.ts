import { isLicensesUsageError } from '@licenses-usage/client';
import { isCredentialRefused } from '@licenses-usage/client/migrate';

/**
 * What a failed call means for its job. `fail`: this customer's answer is an error, and will stay one. `retry`: it may pass;
 * the job's tries are counted. `wait`: nobody should ask for a while; the try does not count. `pause`: every call would be
 * refused until somebody mends the credential.
 */
export type JobOutcome =
  | { readonly kind: 'fail' }
  | { readonly kind: 'retry' }
  | { readonly kind: 'wait'; readonly waitInMs: number }
  | { readonly kind: 'pause'; readonly reason: string };

/** How the calls of a worker have gone lately. */
export interface RecentCalls {
  /** Whether the job has no try left. */
  readonly isLastTry: boolean;
  /** Calls without an answer since the last answer. */
  readonly unansweredInARow: number;
  /** How many of these mean that the service is away, not that one customer fails. */
  readonly unansweredLimit: number;
}

/** How long everybody waits when the service, or the store of its limits, is away. */
const awayInMs = 10_000;

export function decideOutcome(error: unknown, recent: RecentCalls): JobOutcome {
  if (!isLicensesUsageError(error)) return { kind: 'fail' };
  switch (error.name) {
    case 'AuthenticationError': {
      if (error.retryAfterInMs !== undefined) return { kind: 'wait', waitInMs: error.retryAfterInMs };
      const isRefused = error.status !== undefined && error.status >= 400 && error.status < 500;
      // A credential of the user's own does not say why it failed: its network may have.
      return isRefused || recent.isLastTry ? pause(error.message) : { kind: 'retry' };
    }
    case 'ServiceError': {
      const { status, retryAfterInMs } = error;
      if (isCredentialRefused(error)) return pause(error.message);
      if (status === 429 || (status === 503 && retryAfterInMs !== undefined)) {
        return { kind: 'wait', waitInMs: retryAfterInMs ?? awayInMs };
      }
      return status >= 500 ? retryOrWait(recent) : { kind: 'fail' };
    }
    case 'ThrottleError':
      return { kind: 'wait', waitInMs: error.retryAfterInMs ?? awayInMs };
    case 'TransportError':
    case 'TimeoutError':
      return retryOrWait(recent);
    default:
      return { kind: 'fail' };
  }
}

/** Whether the call got an answer, of whatever kind, so that the service is there. */
export function isAnswer(error: unknown): boolean {
  return isLicensesUsageError(error) && error.name === 'ServiceError' && error.status < 500;
}

function retryOrWait({ unansweredInARow, unansweredLimit }: RecentCalls): JobOutcome {
  return unansweredInARow < unansweredLimit ? { kind: 'retry' } : { kind: 'wait', waitInMs: awayInMs };
}

function pause(message: string): JobOutcome {
  return {
    kind: 'pause',
    reason: `The credential was refused, so the queue is paused and no customer is lost: ${message}`,
  };
}
