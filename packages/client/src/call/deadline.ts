import { abortReason, onAbort, type CallerSignal } from './caller-signal.ts';
import type { FullClock } from './clock.ts';

/** A span of time that ends early when the parent signal aborts. */
export interface Deadline {
  /** Aborts with the parent's reason, or with one of its own when the time is over. */
  readonly abortSignal: AbortSignal;
  readonly timeoutInMs: number;
  readonly remainingInMs: () => number;
  /** Whether the time ran out, as opposed to the parent's abort. */
  hasExpired(): boolean;
  /** Releases the timer and the listener. */
  release(): void;
}

export function createDeadline(
  clock: Pick<FullClock, 'monotonic' | 'schedule'>,
  timeoutInMs: number,
  parent: CallerSignal | undefined,
): Deadline {
  const controller = new AbortController();
  // Unique to this deadline, because its parent may be a deadline too. Created on expiry, because capturing a stack is
  // slow.
  let expired: Error | undefined;
  const endsAt = clock.monotonic() + timeoutInMs;
  const cancel = Number.isFinite(timeoutInMs)
    ? clock.schedule(() => controller.abort((expired = new Error('The time allowed is over.'))), timeoutInMs)
    : undefined;
  const stop = parent && onAbort(parent, () => controller.abort(abortReason(parent)));
  return {
    abortSignal: controller.signal,
    timeoutInMs,
    remainingInMs: () => endsAt - clock.monotonic(),
    hasExpired: () => expired !== undefined && controller.signal.reason === expired,
    release() {
      cancel?.();
      stop?.();
    },
  };
}
