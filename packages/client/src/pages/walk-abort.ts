import { abortReason, onAbort, type CallerSignal } from '../call/caller-signal.ts';

/** Ends the requests of a walk: when the caller aborts, and when the caller stops walking. */
export interface WalkAbort {
  readonly abortSignal: AbortSignal;
  /** The walk is over: a page requested ahead is not waited for. */
  end(): void;
}

export function createWalkAbort(parent: CallerSignal | undefined): WalkAbort {
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
