import { describe, expect, test } from 'vitest';
import { SharedWork } from '../../src/call/shared-work.ts';
import { settled } from '../support/virtual-clock.ts';

/** Work that the test settles. */
function createWork(startedAt = 0) {
  let signal: AbortSignal | undefined;
  let resolve = (_value: string) => {};
  let reject = (_error: unknown) => {};
  const shared = new SharedWork<string>(startedAt, (abortSignal) => {
    signal = abortSignal;
    return new Promise((onValue, onError) => {
      resolve = onValue;
      reject = onError;
    });
  });
  return {
    shared,
    isTold: () => signal?.aborted,
    resolve: (value: string) => resolve(value),
    reject: (error: unknown) => reject(error),
  };
}

const failureOf = (promise: Promise<unknown>) => promise.then(String, (error: unknown) => error);

describe('SharedWork', () => {
  test('gives its result, or its failure, to all callers', async () => {
    const passing = createWork();
    const waits = [passing.shared.wait(undefined), passing.shared.wait(new AbortController().signal)];
    passing.resolve('done');
    expect(await Promise.all(waits)).toEqual(['done', 'done']);
    expect([passing.isTold(), passing.shared.wasLeft]).toEqual([false, false]);

    const failing = createWork();
    const failures = [failureOf(failing.shared.wait(undefined)), failureOf(failing.shared.wait(undefined))];
    failing.reject('no');
    expect(await Promise.all(failures)).toEqual(['no', 'no']);
  });

  test('is aborted when the last caller leaves, and remembers that one left', async () => {
    const { shared, isTold } = createWork();
    const [first, second] = [new AbortController(), new AbortController()];
    const waits = [first, second].map(({ signal }) => failureOf(shared.wait(signal)));
    first.abort('first');
    await settled();
    expect([isTold(), shared.wasLeft, shared.isIdle, shared.isAbandoned]).toEqual([
      false,
      true,
      false,
      false,
    ]);
    second.abort('second');
    expect(await Promise.all(waits)).toEqual(['first', 'second']);
    expect([isTold(), shared.isIdle, shared.isAbandoned]).toEqual([true, true, true]);
  });

  test('continues before the first caller, and swallows its failure then', async () => {
    const { shared, isTold, reject } = createWork();
    expect([isTold(), shared.isIdle, shared.wasLeft]).toEqual([false, true, false]);
    reject(new Error('unheard'));
    await shared.finished;
  });

  test('that follows other work gives the first result', async () => {
    const [older, newer] = [createWork(1), createWork(2)];
    const waits = [older.shared.wait(undefined), newer.shared.wait(undefined)];
    older.shared.follow(newer.shared);
    older.reject(new Error('told to end'));
    newer.resolve('newer');
    expect(await Promise.all(waits)).toEqual(['newer', 'newer']);
    expect(older.isTold()).toBe(true);

    const [slow, fast] = [createWork(1), createWork(2)];
    const wait = fast.shared.wait(undefined);
    fast.shared.follow(slow.shared);
    fast.resolve('own');
    expect(await wait).toBe('own');
  });

  test('that follows other work keeps it running for the remaining callers', async () => {
    const [older, newer] = [createWork(), createWork()];
    const wait = older.shared.wait(undefined);
    const left = new AbortController();
    older.shared.follow(newer.shared);
    const gone = failureOf(newer.shared.wait(left.signal));
    left.abort('gone');
    expect(await gone).toBe('gone');
    expect(newer.isTold()).toBe(false);
    newer.resolve('newer');
    expect(await wait).toBe('newer');
  });
});
