import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '../../src/time/clock.ts';

const thirtyDaysInMs = 30 * 24 * 3_600_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('fires after the delay, even when it exceeds the limit of timers', () => {
  const fired: number[] = [];
  const start = systemClock.now();
  systemClock.schedule(() => fired.push(systemClock.now() - start), thirtyDaysInMs);
  vi.advanceTimersByTime(thirtyDaysInMs - 1);
  expect(fired).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(fired).toEqual([thirtyDaysInMs]);
});

test('never fires after its cancellation, even late in a long delay', () => {
  const fired: number[] = [];
  const cancel = systemClock.schedule(() => fired.push(systemClock.now()), thirtyDaysInMs);
  vi.advanceTimersByTime(thirtyDaysInMs - 1);
  cancel();
  vi.advanceTimersByTime(thirtyDaysInMs);
  expect(fired).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('draws numbers in [0, 1)', () => {
  const drawn = Array.from({ length: 100 }, () => systemClock.random());
  expect(drawn.every((number) => number >= 0 && number < 1)).toBe(true);
  expect(new Set(drawn).size).toBeGreaterThan(90);
});
