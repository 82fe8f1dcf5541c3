import { describe, expect, expectTypeOf, test } from 'vitest';
import { abortable } from '../../src/time/abort.ts';
import { abortListeners } from '../support/listeners.ts';
import { settled } from '../support/virtual-clock.ts';

/** A promise to settle by hand. */
function createDeferred<Value>() {
  let resolve: (value: Value) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<Value>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

describe('abortable', () => {
  test('settles like the promise, and leaves no listener', async () => {
    const { signal } = new AbortController();
    const discarded: unknown[] = [];
    const value = await abortable(Promise.resolve('done'), signal, (late) => discarded.push(late));
    expect(value).toBe('done');
    expectTypeOf(value).toEqualTypeOf<string>();
    const failure = new Error('failed');
    await expect(abortable(Promise.reject(failure), signal)).rejects.toBe(failure);
    expect(abortListeners(signal)).toBe(0);
    expect(discarded).toEqual([]);
  });

  test.for([new Error('enough'), 'a text', null])('rejects with the reason %s at once', async (reason) => {
    const controller = new AbortController();
    const { promise } = createDeferred<string>();
    const waiting = abortable(promise, controller.signal);
    expect(abortListeners(controller.signal)).toBe(1);
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(abortListeners(controller.signal)).toBe(0);
  });

  test('rejects at once when the signal has already aborted, even if the promise is settled', async () => {
    const discarded: string[] = [];
    const waiting = abortable(Promise.resolve('late'), AbortSignal.abort('gone'), (late) =>
      discarded.push(late),
    );
    await expect(waiting).rejects.toBe('gone');
    expect(discarded).toEqual(['late']);
  });

  test('discards a late result, once', async () => {
    const controller = new AbortController();
    const { promise, resolve } = createDeferred<string>();
    const discarded: string[] = [];
    const waiting = abortable(promise, controller.signal, (late) => discarded.push(late));
    controller.abort('gone');
    await expect(waiting).rejects.toBe('gone');
    expect(discarded).toEqual([]);
    resolve('late');
    await settled();
    expect(discarded).toEqual(['late']);
  });

  test.for([
    ['the promise is rejected too late', () => Promise.reject(new Error('late')), () => {}],
    [
      'what came too late can not be discarded',
      () => Promise.resolve('late'),
      () => {
        throw new Error('locked');
      },
    ],
  ] as const)('leaves no rejection unhandled when %s', async ([, start, discard]) => {
    const unhandled: unknown[] = [];
    const onUnhandled = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', onUnhandled);
    await expect(abortable(start(), AbortSignal.abort('gone'), discard)).rejects.toBe('gone');
    await settled();
    await settled();
    process.off('unhandledRejection', onUnhandled);
    expect(unhandled).toEqual([]);
  });
});
