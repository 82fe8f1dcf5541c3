import { hasMethods } from '../input/values.ts';
import type { FullClock } from './clock.ts';

/**
 * The part of an `AbortSignal` that the client uses. The caller's may come from jsdom, a polyfill or another realm, so it is
 * never handed to anything that takes native signals only.
 */
export interface CallerSignal {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export function isCallerSignal(value: unknown): value is CallerSignal {
  const isSignal = hasMethods(value, ['addEventListener', 'removeEventListener']) && 'aborted' in value;
  return isSignal && typeof value.aborted === 'boolean';
}

/** The reason of an abort. Old polyfills have none. */
export function abortReason({ reason }: CallerSignal): unknown {
  return reason === undefined ? new DOMException('This operation was aborted', 'AbortError') : reason;
}

export function throwIfAborted(signal: CallerSignal | undefined): void {
  if (signal?.aborted === true) throw abortReason(signal);
}

interface Listeners {
  readonly callbacks: Set<() => void>;
  readonly listener: () => void;
}

const listenersOf = new WeakMap<CallerSignal, Listeners>();

/**
 * Runs `callback` when the signal aborts, at once if it has. Returns a function that unregisters the callback. All
 * callbacks of a signal share one listener: Node.js warns of a leak from the eleventh listener on.
 */
export function onAbort(signal: CallerSignal, callback: () => void): () => void {
  if (signal.aborted) {
    callback();
    return () => {};
  }
  const { callbacks, listener } = listenersOf.get(signal) ?? listenTo(signal);
  const entry = () => callback();
  callbacks.add(entry);
  return () => {
    if (!callbacks.delete(entry) || callbacks.size > 0) return;
    listenersOf.delete(signal);
    signal.removeEventListener('abort', listener);
  };
}

function listenTo(signal: CallerSignal): Listeners {
  const callbacks = new Set<() => void>();
  const listener = () => {
    signal.removeEventListener('abort', listener);
    callbacks.forEach((callback) => callback());
  };
  signal.addEventListener('abort', listener);
  const listeners = { callbacks, listener };
  listenersOf.set(signal, listeners);
  return listeners;
}

/**
 * Waits for `promise`; rejects at once with the signal's reason when the signal aborts first. A transport that
 * ignores signals can't hold up the caller. `discard` receives a result that came too late.
 */
export function abortable<Value>(
  promise: Promise<Value>,
  abortSignal: CallerSignal,
  discard: (value: Value) => void = () => {},
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const settle = onAbort(abortSignal, () => {
      reject(abortReason(abortSignal));
      promise.then(discard).catch(() => {});
    });
    if (abortSignal.aborted) return;
    promise.then(
      (value) => {
        settle();
        resolve(value);
      },
      (error: unknown) => {
        settle();
        reject(error);
      },
    );
  });
}

/** Resolves after `delayInMs`; rejects at once with the signal's reason when it aborts. Leaves no timer or listener. */
export async function sleep(
  delayInMs: number,
  clock: Pick<FullClock, 'schedule'>,
  abortSignal: AbortSignal,
): Promise<void> {
  let cancel = () => {};
  const delay = new Promise<void>((resolve) => {
    cancel = clock.schedule(resolve, delayInMs);
  });
  await abortable(delay, abortSignal).finally(cancel);
}

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
