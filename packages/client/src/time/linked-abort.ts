import { abortReason, onAbort, type CallerSignal } from './abort.ts';

/** An abort signal that follows another one and can also be aborted on its own. */
export interface LinkedAbort {
  readonly abortSignal: AbortSignal;
  /** Aborts what uses the signal, and stops listening to the other one. */
  end(): void;
}

export function createLinkedAbort(parent: CallerSignal | undefined): LinkedAbort {
  const controller = new AbortController();
  const stop = parent && onAbort(parent, () => controller.abort(abortReason(parent)));
  return {
    abortSignal: controller.signal,
    end() {
      stop?.();
      controller.abort();
    },
  };
}
