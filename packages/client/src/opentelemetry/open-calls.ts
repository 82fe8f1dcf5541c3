import type { CallSpans } from './call-spans.ts';

/** The calls that have started and not ended, never more than a given number. */
export interface OpenCalls {
  add(callId: number, spans: CallSpans): void;
  get(callId: number): CallSpans | undefined;
  take(callId: number): CallSpans | undefined;
}

export function createOpenCalls(maxOpenCalls: number): OpenCalls {
  /** In the order in which they started. */
  const calls = new Map<number, CallSpans>();

  function take(callId: number): CallSpans | undefined {
    const spans = calls.get(callId);
    calls.delete(callId);
    return spans;
  }

  return {
    add(callId, spans) {
      calls.set(callId, spans);
      const [oldest] = calls.keys();
      if (calls.size > maxOpenCalls && oldest !== undefined) take(oldest)?.leave();
    },
    get: (callId) => calls.get(callId),
    take,
  };
}
