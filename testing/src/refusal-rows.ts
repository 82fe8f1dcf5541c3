import { refusingAtRandom, shared, slidingWindow, unlimited, type Policy } from './limited-service.ts';

/** A fleet with a certain cause of refusals, and its time limit as a multiple of the better simple strategy. */
export interface RefusalRow {
  readonly name: string;
  readonly calls: number;
  readonly concurrency: number;
  readonly most: number;
  readonly policy: (seed: number) => Policy;
}

const seconds = 1_000;
const limit = { calls: 100, windowInMs: seconds };

function random(
  probability: number,
  concurrency: number,
  waitInMs = seconds,
  under = (): Policy => unlimited,
): RefusalRow {
  const beside = under().name === unlimited.name ? '' : `${under().name}, and `;
  return {
    name: `${beside}random ${100 * probability} %, told to wait ${waitInMs / seconds} s, ${concurrency} at once`,
    calls: 1_000,
    concurrency,
    most: probability >= 0.15 || waitInMs >= 10 * seconds ? 1.5 : 1.25,
    policy: (seed) => refusingAtRandom({ probability, waitInMs, seed }, under()),
  };
}

const mixed = (concurrency: number) => random(0.01, concurrency, seconds, () => slidingWindow(limit));
const bursts = (concurrency: number): RefusalRow => ({
  name: `sliding window, half of it taken by another program in bursts, ${concurrency} at once`,
  calls: 1_000,
  concurrency,
  most: 1.25,
  policy: () => shared(limit, 50),
});

export const seeds = [7_919, 609_763, 33_592_398] as const;

export const refusalRows: readonly RefusalRow[] = [
  random(0.001, 8),
  random(0.01, 8),
  random(0.01, 32),
  random(0.05, 8),
  random(0.05, 64),
  random(0.15, 8),
  random(0.15, 64),
  random(0.01, 8, 10 * seconds),
  random(0.05, 8, 30 * seconds),
  random(0.15, 32, 30 * seconds),
  mixed(8),
  mixed(32),
  mixed(64),
  bursts(8),
  bursts(32),
];
