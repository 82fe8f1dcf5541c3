import { isLicensesUsageError } from '@licenses-usage/client';
import { isCredentialRefused } from '@licenses-usage/client/migrate';

/**
 * What a failed call means for its job. `fail`: this customer's answer is a permanent error. `retry`: the error may
 * pass; the attempt counts. `wait`: no worker should call for a while; the attempt does not count. `pause`: every
 * call would be refused until the credential is repaired.
 */
export type JobOutcome =
  | { readonly kind: 'fail' }
  | { readonly kind: 'retry' }
  | { readonly kind: 'wait'; readonly waitInMs: number }
  | { readonly kind: 'pause'; readonly reason: string };

/** The recent calls of a worker. */
export interface RecentCalls {
  /** Whether this is the last attempt of the job. */
  readonly isLastTry: boolean;
  /** Calls without an answer since the last answer. */
  readonly unansweredInARow: number;
  /** How many of these mean that the service is down, rather than that one customer fails. */
  readonly unansweredLimit: number;
}

/** How long all workers wait when the service, or the throttle store, is down. */
const awayInMs = 10_000;

export function decideOutcome(error: unknown, recent: RecentCalls): JobOutcome {
  if (!isLicensesUsageError(error)) return { kind: 'fail' };
  switch (error.name) {
    case 'AuthenticationError': {
      if (error.retryAfterInMs !== undefined) return { kind: 'wait', waitInMs: error.retryAfterInMs };
      const isRefused = error.status !== undefined && error.status >= 400 && error.status < 500;
      // A custom credential does not say why it failed: it may have been the network.
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

/** Whether the call got any answer, which shows that the service is up. */
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
