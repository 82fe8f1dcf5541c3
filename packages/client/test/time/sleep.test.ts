import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { sleep } from '../../src/time/abort.ts';
import { abortListeners } from '../support/listeners.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

describe('sleep', () => {
  test('resolves after the delay to the millisecond, and leaves neither timer nor listener', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (delayInMs) => {
        const clock = new VirtualClock();
        const { signal } = new AbortController();
        expect(await clock.run(sleep(delayInMs, clock, signal))).toBeUndefined();
        expect(clock.elapsedInMs).toBe(delayInMs);
        expect(clock.pendingTimers).toBe(0);
        expect(abortListeners(signal)).toBe(0);
      }),
      { numRuns: 20 },
    );
    expectTypeOf(sleep).returns.toEqualTypeOf<Promise<void>>();
  });

  test('does not resolve before the delay is over', async () => {
    const clock = new VirtualClock();
    let isOver = false;
    const sleeping = sleep(1_000, clock, new AbortController().signal).then(() => (isOver = true));
    await clock.advance(999);
    expect(isOver).toBe(false);
    await clock.advance(1);
    expect(isOver).toBe(true);
    await sleeping;
  });

  test.for([new Error('enough'), 'a text', null, 0])(
    'rejects with the reason %s while it sleeps',
    async (reason) => {
      const clock = new VirtualClock();
      const controller = new AbortController();
      const sleeping = sleep(1_000, clock, controller.signal);
      expect(clock.pendingTimers).toBe(1);
      expect(abortListeners(controller.signal)).toBe(1);
      await clock.advance(400);
      controller.abort(reason);
      expect(await clock.runToRejection(sleeping)).toBe(reason);
      expect(clock.elapsedInMs).toBe(400);
      expect(clock.pendingTimers).toBe(0);
      expect(abortListeners(controller.signal)).toBe(0);
    },
  );

  test('rejects at once when the signal has aborted before', async () => {
    const clock = new VirtualClock();
    const reason = new Error('long gone');
    expect(await clock.runToRejection(sleep(1_000, clock, AbortSignal.abort(reason)))).toBe(reason);
    expect(clock.elapsedInMs).toBe(0);
    expect(clock.pendingTimers).toBe(0);
  });
});
