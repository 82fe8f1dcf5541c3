import { describe, expect, test } from 'vitest';
import { createDeadline } from '../../src/time/abort.ts';
import { abortListeners } from '../support/listeners.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

describe('createDeadline', () => {
  test('aborts when the time is over, and not before', async () => {
    const clock = new VirtualClock();
    const deadline = createDeadline(clock, 1_000, undefined);
    await clock.advance(999);
    expect(deadline.abortSignal.aborted).toBe(false);
    expect(deadline.hasExpired()).toBe(false);
    expect(deadline.remainingInMs()).toBe(1);
    await clock.advance(1);
    expect(deadline.abortSignal.aborted).toBe(true);
    expect(deadline.hasExpired()).toBe(true);
    expect(deadline.remainingInMs()).toBe(0);
  });

  test("aborts early with the parent's reason", () => {
    const parent = new AbortController();
    const deadline = createDeadline(new VirtualClock(), 1_000, parent.signal);
    const reason = new Error('the caller left');
    parent.abort(reason);
    expect(deadline.abortSignal.reason).toBe(reason);
    expect(deadline.hasExpired()).toBe(false);
  });

  test('keeps the reason it aborted for first', async () => {
    const clock = new VirtualClock();
    const parent = new AbortController();
    const left = createDeadline(clock, 1_000, parent.signal);
    const late = createDeadline(clock, 500, parent.signal);
    await clock.advance(500);
    parent.abort('the caller left');
    await clock.advance(500);
    expect([left.hasExpired(), left.abortSignal.reason]).toEqual([false, 'the caller left']);
    expect(late.hasExpired()).toBe(true);
  });

  test('aborts at once when the parent has already aborted', () => {
    const deadline = createDeadline(new VirtualClock(), 1_000, AbortSignal.abort('long gone'));
    expect(deadline.abortSignal.reason).toBe('long gone');
    expect(deadline.hasExpired()).toBe(false);
  });

  test('distinguishes its own expiry from that of an outer deadline', async () => {
    const clock = new VirtualClock();
    const outer = createDeadline(clock, 1_000, undefined);
    const longer = createDeadline(clock, 2_000, outer.abortSignal);
    const shorter = createDeadline(clock, 500, outer.abortSignal);
    await clock.advance(1_000);
    expect(shorter.hasExpired()).toBe(true);
    expect(outer.hasExpired()).toBe(true);
    expect(longer.abortSignal.aborted).toBe(true);
    expect(longer.hasExpired()).toBe(false);
  });

  test('without a limit has no timer, but still a parent', () => {
    const clock = new VirtualClock();
    const parent = new AbortController();
    const deadline = createDeadline(clock, Infinity, parent.signal);
    expect(clock.pendingTimers).toBe(0);
    expect(deadline.remainingInMs()).toBe(Infinity);
    parent.abort('the caller left');
    expect(deadline.abortSignal.reason).toBe('the caller left');
  });

  test.for(['in time', 'after its end', "after the parent's abort"])(
    'leaves nothing when released %s',
    async (when) => {
      const clock = new VirtualClock();
      const parent = new AbortController();
      const deadline = createDeadline(clock, 1_000, parent.signal);
      expect(clock.pendingTimers).toBe(1);
      expect(abortListeners(parent.signal)).toBe(1);
      if (when === 'after its end') await clock.advance(1_000);
      if (when === "after the parent's abort") parent.abort('the caller left');
      const before = deadline.abortSignal.aborted;
      deadline.release();
      expect(clock.pendingTimers).toBe(0);
      expect(abortListeners(parent.signal)).toBe(0);
      parent.abort();
      await clock.advance(5_000);
      expect(deadline.abortSignal.aborted).toBe(before);
    },
  );
});
