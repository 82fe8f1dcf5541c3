import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createLimit, mapInOrder } from '../../../src/migrate/fleet/map-in-order.ts';
import { settled } from '../../support/virtual-clock.ts';
import { collect, rejectionOf } from '../../walk/support/collect.ts';

async function* numbersUpTo(end: number) {
  for (let number = 0; number < end; number += 1) yield number;
}

describe('mapInOrder', () => {
  test('yields every result in the order of the inputs, regardless of the order of completion', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 5 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 8 }),
        async (turns, concurrency) => {
          const results = mapInOrder(
            numbersUpTo(turns.length),
            { concurrency, abortSignal: undefined },
            async (number) => {
              for (let turn = 0; turn < (turns[number] ?? 0); turn += 1) await Promise.resolve();
              return number * 2;
            },
          );
          expect(await collect(results)).toStrictEqual(turns.map((_, number) => number * 2));
        },
      ),
      { numRuns: 50 },
    );
  });

  test('ends with the error of the work, after the earlier results, and aborts the rest', async () => {
    const signals: AbortSignal[] = [];
    const failure = new Error('work');
    const results = mapInOrder(
      numbersUpTo(9),
      { concurrency: 3, abortSignal: undefined },
      async (number, signal) => {
        signals.push(signal);
        if (number === 1) throw failure;
        return number;
      },
    );
    expect(await results.next()).toStrictEqual({ done: false, value: 0 });
    expect(await rejectionOf(results.next())).toBe(failure);
    expect(signals.every((signal) => signal.aborted)).toBe(true);
  });

  test('ends with the error of the source, and closes the source when it is stopped', async () => {
    const failure = new Error('source');
    async function* broken() {
      yield 1;
      throw failure;
    }
    const identity = async (number: number) => number;
    const options = { concurrency: 2, abortSignal: undefined };
    expect(await rejectionOf(collect(mapInOrder(broken(), options, identity)))).toBe(failure);

    let isClosed = false;
    async function* endless() {
      try {
        for (let number = 0; ; number += 1) yield number;
      } finally {
        isClosed = true;
      }
    }
    for await (const number of mapInOrder(endless(), options, identity)) if (number === 5) break;
    await settled();
    expect(isClosed).toBe(true);
  });
});

describe('createLimit', () => {
  test('continues with the next when one fails', async () => {
    const limit = createLimit(1);
    const failure = new Error('first');
    const first = limit(() => Promise.reject(failure));
    const second = limit(async () => 'second');
    expect(await rejectionOf(first)).toBe(failure);
    expect(await second).toBe('second');
    expect(await limit(async () => 'third')).toBe('third');
  });
});
