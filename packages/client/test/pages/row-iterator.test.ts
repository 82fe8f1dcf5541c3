import { describe, expect, test } from 'vitest';
import { createRowIterator } from '../../src/pages/row-iterator.ts';
import { rejectionOf } from '../walk/support/collect.ts';

type Batches = AsyncGenerator<readonly number[], undefined, undefined>;

async function* batchesOf(...batches: readonly (readonly number[])[]): Batches {
  yield* batches;
  return undefined;
}

const ended = { done: true, value: undefined };

describe('createRowIterator', () => {
  test('delivers the rows of all batches, and skips empty ones', async () => {
    const rows = createRowIterator(batchesOf([1, 2], [], [3]), undefined);
    const results = [
      await rows.next(),
      await rows.next(),
      await rows.next(),
      await rows.next(),
      await rows.next(),
    ];
    expect(results).toEqual([
      { done: false, value: 1 },
      { done: false, value: 2 },
      { done: false, value: 3 },
      ended,
      ended,
    ]);
  });

  test('answers in order when several rows are requested at once', async () => {
    const rows = createRowIterator(batchesOf([1], [2, 3]), undefined);
    const results = await Promise.all([rows.next(), rows.next(), rows.next(), rows.next()]);
    expect(results.map((result) => result.value)).toEqual([1, 2, 3, undefined]);
  });

  test('ends the batches when it is returned, and has no rows from then on', async () => {
    let isLeft = false;
    async function* open(): Batches {
      try {
        yield [1, 2];
      } finally {
        isLeft = true;
      }
      return undefined;
    }
    const rows = createRowIterator(open(), undefined);
    await rows.next();
    expect(await rows.return?.()).toEqual(ended);
    expect(isLeft).toBe(true);
    expect(await rows.next()).toEqual(ended);
  });

  test('rejects once with a failure, and is then over', async () => {
    const failure = new Error('no more');
    async function* open(): Batches {
      yield [1];
      throw failure;
    }
    const rows = createRowIterator(open(), undefined);
    await rows.next();
    expect(await rejectionOf(rows.next())).toBe(failure);
    expect(await rows.next()).toEqual(ended);
  });

  test('rejects with the reason of an abort, with or without rows left', async () => {
    const controller = new AbortController();
    const rows = createRowIterator(batchesOf([1, 2]), controller.signal);
    await rows.next();
    controller.abort('enough');
    expect(await rejectionOf(rows.next())).toBe('enough');
    expect(await rows.next()).toEqual(ended);
  });
});
