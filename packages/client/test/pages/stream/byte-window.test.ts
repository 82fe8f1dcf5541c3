import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { ByteWindow, WindowPool } from '../../../src/pages/stream/byte-window.ts';

describe('ByteWindow', () => {
  test('holds what was added and not yet taken, in pieces of any size', () => {
    const anySteps = fc.array(fc.record({ add: fc.uint8Array({ maxLength: 30 }), take: fc.nat() }), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(anySteps, (steps) => {
        const window = new ByteWindow();
        const held: number[] = [];
        const taken: number[] = [];
        for (const { add, take } of steps) {
          window.add(add);
          held.push(...add);
          const count = take % (held.length + 1);
          window.take(count);
          taken.push(...held.splice(0, count));
          expect([...window.bytes]).toEqual(held);
          expect([...window.takenBytes]).toEqual(taken);
          expect(window.length).toBe(held.length);
        }
      }),
    );
    expectTypeOf(new ByteWindow().bytes).toExtend<Uint8Array>();
  });

  test('wraps its first bytes in two delimiters, and restores what they covered', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 30 }),
        fc.nat(),
        fc.nat(),
        (bytes, left, shown) => {
          const window = new ByteWindow();
          window.add(bytes);
          window.take(left % bytes.length);
          const held = [...window.bytes];
          const count = shown % (held.length + 1);
          const seen = window.readInBrackets(count, (between) => [...between]);
          expect(seen).toEqual([91, ...held.slice(0, count), 93]);
          expect([...window.bytes]).toEqual(held);
          expect([...window.takenBytes]).toEqual([...bytes.subarray(0, left % bytes.length)]);
        },
      ),
    );
  });

  test('restores what the delimiters covered when the reading fails', () => {
    const window = new ByteWindow();
    window.add(Uint8Array.of(1, 2, 3));
    const fail = () => {
      throw new Error('no');
    };
    expect(() => window.readInBrackets(1, fail)).toThrow('no');
    expect([...window.bytes]).toEqual([1, 2, 3]);
  });

  test('is empty after it was emptied, and can be used again', () => {
    const window = new ByteWindow(2);
    window.add(Uint8Array.of(1, 2, 3));
    window.take(2);
    window.empty();
    expect([window.length, window.takenBytes.length]).toEqual([0, 0]);
    window.add(Uint8Array.of(4));
    expect([...window.bytes]).toEqual([4]);
  });
});

describe('WindowPool', () => {
  test('lends a returned window, emptied, or a new one when none is idle', () => {
    const pool = new WindowPool();
    const first = pool.take(10);
    const second = pool.take(10);
    expect(second).not.toBe(first);
    first.add(Uint8Array.of(1));
    pool.giveBack(first);
    const again = pool.take(10);
    expect(again).toBe(first);
    expect(again).toHaveLength(0);
    expect(pool.take(10)).not.toBe(first);
    pool.giveBack(second);
    pool.giveBack(again);
    expect(pool.take(10)).toBe(first);
    expect(pool.take(10)).toBe(second);
  });
});
