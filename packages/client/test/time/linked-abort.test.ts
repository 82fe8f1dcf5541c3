import { describe, expect, test } from 'vitest';
import { createLinkedAbort } from '../../src/time/linked-abort.ts';
import { abortListeners } from '../support/listeners.ts';

describe('a linked abort', () => {
  test("passes on the caller's abort and its reason", () => {
    const caller = new AbortController();
    const { abortSignal } = createLinkedAbort(caller.signal);
    expect(abortSignal.aborted).toBe(false);
    caller.abort('enough');
    expect(abortSignal.aborted).toBe(true);
    expect(abortSignal.reason).toBe('enough');
  });

  test('passes on an abort that happened before it was created', () => {
    const { abortSignal } = createLinkedAbort(AbortSignal.abort('enough'));
    expect(abortSignal.reason).toBe('enough');
  });

  test("can be ended on its own, without an effect on the caller's signal", () => {
    const caller = new AbortController();
    const abort = createLinkedAbort(caller.signal);
    expect(abortListeners(caller.signal)).toBe(1);
    abort.end();
    expect(abort.abortSignal.aborted).toBe(true);
    expect(caller.signal.aborted).toBe(false);
    expect(abortListeners(caller.signal)).toBe(0);
  });

  test('works without a signal to follow', () => {
    const abort = createLinkedAbort(undefined);
    expect(abort.abortSignal.aborted).toBe(false);
    abort.end();
    expect(abort.abortSignal.reason).toMatchObject({ name: 'AbortError' });
  });
});
