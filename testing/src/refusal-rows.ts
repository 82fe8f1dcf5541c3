import {
  both,
  changing,
  fixedWindow,
  inFlightLimit,
  refusingAtRandom,
  shared,
  slidingWindow,
  telling,
  tokenBucket,
  unlimited,
  type Limit,
  type Policy,
} from './limited-service.ts';

/** A fleet with a certain cause of refusals, and its time limit as a multiple of the better simple strategy. */
export interface RefusalRow {
  readonly name: string;
  readonly calls: number;
  readonly concurrency: number;
  readonly most: number;
  readonly policy: (seed: number) => Policy;
  readonly retryAfter?: 'none';
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

function limited(
  name: string,
  calls: number,
  concurrency: number,
  policy: () => Policy,
  retryAfter?: 'none',
): RefusalRow {
  const said = retryAfter === 'none' ? ', not told how long' : '';
  return {
    name: `${name}${said}, ${concurrency} at once`,
    calls,
    concurrency,
    most: 1.25,
    policy,
    ...(retryAfter !== undefined && { retryAfter }),
  };
}

function inFlight(most: number, concurrency: number, waitInMs: number, retryAfter?: 'none'): RefusalRow {
  const name = `${most} in flight, told to wait ${waitInMs / seconds} s`;
  const shown = retryAfter === undefined ? name : `${most} in flight`;
  return limited(shown, 2_000, concurrency, () => inFlightLimit(most, waitInMs), retryAfter);
}

function smallBucket(capacity: number, perSecond: number, concurrency: number): RefusalRow {
  const name = `token bucket of ${capacity}, ${perSecond}/s`;
  const make = () => tokenBucket({ calls: perSecond, windowInMs: seconds }, capacity);
  return limited(name, 1_500, concurrency, make);
}

const perSecond = (calls: number): Limit => ({ calls, windowInMs: seconds });
const perMinute = (calls: number): Limit => ({ calls, windowInMs: 60 * seconds });
const inMinutes = (waitInMs: number) => Math.ceil(waitInMs / 60_000) * 60_000;

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
  inFlight(2, 8, seconds),
  inFlight(4, 16, 2 * seconds),
  inFlight(8, 64, seconds),
  inFlight(16, 32, seconds),
  inFlight(8, 32, seconds, 'none'),
  smallBucket(10, 50, 32),
  smallBucket(25, 100, 32),
  smallBucket(50, 100, 32),
  smallBucket(50, 200, 64),
  limited('120 per minute, told in whole minutes', 480, 16, () =>
    telling(fixedWindow(perMinute(120)), inMinutes),
  ),
  limited('30/s, after 5 s 100/s', 2_000, 32, () =>
    changing(fixedWindow(perSecond(30)), fixedWindow(perSecond(100)), 5 * seconds),
  ),
  limited('16 in flight, after 3 s 4', 2_000, 32, () =>
    inFlightLimit((elapsedInMs) => (elapsedInMs < 3 * seconds ? 16 : 4), seconds),
  ),
  limited('10/s and 300 per minute', 600, 16, () =>
    both(fixedWindow(perSecond(10)), fixedWindow(perMinute(300))),
  ),
  limited('50 in 10 s', 300, 16, () => fixedWindow({ calls: 50, windowInMs: 10 * seconds }), 'none'),
  limited('50 in 10 s, told to wait 1 s', 300, 16, () =>
    telling(fixedWindow({ calls: 50, windowInMs: 10 * seconds }), () => seconds),
  ),
  limited('100/s, told to wait 10 s', 1_000, 32, () =>
    telling(fixedWindow(perSecond(100)), () => 10 * seconds),
  ),
];
