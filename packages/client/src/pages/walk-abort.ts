/** Ends the requests of a walk: when the caller aborts, and when the caller stops walking. */
export interface WalkAbort {
  readonly abortSignal: AbortSignal;
  /** The walk is over: a page requested ahead is not waited for. */
  end(): void;
}

export function createWalkAbort(parent: AbortSignal | undefined): WalkAbort {
  const controller = new AbortController();
  const onAbort = () => controller.abort(parent?.reason);
  if (parent?.aborted === true) onAbort();
  parent?.addEventListener('abort', onAbort, { once: true });
  return {
    abortSignal: controller.signal,
    end() {
      parent?.removeEventListener('abort', onAbort);
      controller.abort();
    },
  };
}
