import { describe, expect, test } from 'vitest';
import { createWalkAbort } from '../../src/pages/walk-abort.ts';
import { abortListeners } from '../support/listeners.ts';

describe('the abort of a walk', () => {
  test("passes on the caller's abort and its reason", () => {
    const caller = new AbortController();
    const { abortSignal } = createWalkAbort(caller.signal);
    expect(abortSignal.aborted).toBe(false);
    caller.abort('enough');
    expect(abortSignal.aborted).toBe(true);
    expect(abortSignal.reason).toBe('enough');
  });

  test('passes on an abort that came before', () => {
    const { abortSignal } = createWalkAbort(AbortSignal.abort('enough'));
    expect(abortSignal.reason).toBe('enough');
  });

  test('comes at the end of the walk, without touching the signal of the caller', () => {
    const caller = new AbortController();
    const abort = createWalkAbort(caller.signal);
    expect(abortListeners(caller.signal)).toBe(1);
    abort.end();
    expect(abort.abortSignal.aborted).toBe(true);
    expect(caller.signal.aborted).toBe(false);
    expect(abortListeners(caller.signal)).toBe(0);
  });

  test('needs no caller who may abort', () => {
    const abort = createWalkAbort(undefined);
    expect(abort.abortSignal.aborted).toBe(false);
    abort.end();
    expect(abort.abortSignal.reason).toMatchObject({ name: 'AbortError' });
  });
});
