import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { abortReason, isCallerSignal, onAbort, type CallerSignal } from '../../src/time/abort.ts';
import { partnerAnswer, silence } from '../support/answers.ts';
import { createTestClient } from '../support/client.ts';
import { collect } from '../walk/support/collect.ts';
import { queryOf, usagePage, wireRows } from '../walk/support/usage-page.ts';
import { settled } from '../support/virtual-clock.ts';

/** A signal of a polyfill: no instance of `AbortSignal`, without `reason` and `throwIfAborted`. */
class ForeignSignal implements CallerSignal {
  aborted = false;
  readonly listeners = new Set<() => void>();

  addEventListener(_: 'abort', listener: () => void): void {
    this.listeners.add(listener);
  }

  removeEventListener(_: 'abort', listener: () => void): void {
    this.listeners.delete(listener);
  }

  abort(): void {
    this.aborted = true;
    for (const listener of this.listeners) listener();
  }
}

describe('a signal that the caller passes', () => {
  test.for([
    ['a native one', new AbortController().signal, true],
    ['one of a polyfill', new ForeignSignal(), true],
    ['a controller', new AbortController(), false],
    ['an event target', new EventTarget(), false],
    ['an object with a flag alone', { aborted: false }, false],
    ['null', null, false],
    ['nothing', undefined, false],
  ] as const)('is known by its shape: %s', ([, value, isSignal]) => {
    expect(isCallerSignal(value)).toBe(isSignal);
  });

  test('of a polyfill aborts a call at once, and the transport gets a native signal', async () => {
    const signal = new ForeignSignal();
    const { client, requests } = createTestClient([silence]);
    // @ts-expect-error the types ask for an AbortSignal
    const call = client.getPartnerLicensesUsage({ abortSignal: signal });
    await settled();
    expect(requests[0]?.signal).toBeInstanceOf(AbortSignal);
    signal.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(requests[0]?.signal.aborted).toBe(true);
    expect(signal.listeners.size).toBe(0);
  });

  test('that has already aborted prevents the request', async () => {
    const signal = new ForeignSignal();
    signal.abort();
    const { client } = createTestClient([]);
    // @ts-expect-error the types ask for an AbortSignal
    const call = client.getPartnerLicensesUsage({ abortSignal: signal });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('gets one listener for any number of calls, and loses it with the last', async () => {
    const { signal } = new AbortController();
    const { client, clock } = createTestClient(partnerAnswer);
    const calls = Array.from({ length: 40 }, () => client.getPartnerLicensesUsage({ abortSignal: signal }));
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await clock.run(Promise.all(calls));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('of a polyfill aborts a list too', async () => {
    const signal = new ForeignSignal();
    const { client } = createTestClient([silence]);
    // @ts-expect-error the types ask for an AbortSignal
    const rows = collect(client.listLicensesUsage({}, { abortSignal: signal }));
    await settled();
    signal.abort();
    await expect(rows).rejects.toMatchObject({ name: 'AbortError' });
    expect(signal.listeners.size).toBe(0);
  });

  test('gets one listener for a list with many pages requested ahead, without a warning of Node.js', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => void warnings.push(warning);
    process.on('warning', onWarning);
    const { signal } = new AbortController();
    const { client, clock } = createTestClient((request, number) => {
      const skip = Number(queryOf(request)['skip'] ?? 0);
      return usagePage(wireRows(skip, skip + 1), { TotalCount: 40 })(request, number);
    });
    const list = client.listLicensesUsage({}, { abortSignal: signal, prefetchPages: 32 });
    let mostListeners = 0;
    const readAll = async () => {
      let pages = 0;
      for await (const _ of list.byPage({ maxPageSize: 1 })) {
        pages += 1;
        mostListeners = Math.max(mostListeners, getEventListeners(signal, 'abort').length);
      }
      return pages;
    };
    expect(await clock.run(readAll())).toBe(40);
    await new Promise((resolve) => void setImmediate(resolve));
    process.off('warning', onWarning);
    expect(mostListeners).toBe(1);
    expect(warnings).toEqual([]);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('aborts all of its calls with the reason of the caller', async () => {
    const controller = new AbortController();
    const { client } = createTestClient(() => silence(new Request('https://a.example'), 0));
    const calls = [1, 2, 3].map(() =>
      client.getPartnerLicensesUsage({ abortSignal: controller.signal }).catch((error: unknown) => error),
    );
    await settled();
    controller.abort('enough');
    expect(await Promise.all(calls)).toEqual(['enough', 'enough', 'enough']);
  });
});

describe('onAbort', () => {
  test('runs the callback at once when the signal has aborted', () => {
    let runs = 0;
    onAbort(AbortSignal.abort(), () => void (runs += 1))();
    expect(runs).toBe(1);
  });

  test('runs a callback as often as it was added, but not after its removal', () => {
    const controller = new AbortController();
    let runs = 0;
    const callback = () => void (runs += 1);
    onAbort(controller.signal, callback);
    onAbort(controller.signal, callback);
    const takeBack = onAbort(controller.signal, callback);
    takeBack();
    takeBack();
    controller.abort();
    expect(runs).toBe(2);
  });

  test('listens again after the last callback was removed', () => {
    const controller = new AbortController();
    let runs = 0;
    onAbort(controller.signal, () => void (runs += 1))();
    onAbort(controller.signal, () => void (runs += 10));
    controller.abort();
    expect(runs).toBe(10);
  });
});

test.for([null, false, 0, ''])("the reason of an abort is the caller's own, even when it is %j", (reason) => {
  expect(abortReason(AbortSignal.abort(reason))).toBe(reason);
});
