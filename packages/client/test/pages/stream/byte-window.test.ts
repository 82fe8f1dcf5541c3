import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { ByteWindow } from '../../../src/pages/stream/byte-window.ts';
import { ByteWindows } from '../../../src/pages/stream/byte-windows.ts';

describe('ByteWindow', () => {
  test('holds what was added and not yet taken, in whatever portions', () => {
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

  test('shows its first bytes between two others, and has what it had afterwards', () => {
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
          const seen = window.readBetween(91, count, 93, (between) => [...between]);
          expect(seen).toEqual([91, ...held.slice(0, count), 93]);
          expect([...window.bytes]).toEqual(held);
          expect([...window.takenBytes]).toEqual([...bytes.subarray(0, left % bytes.length)]);
        },
      ),
    );
  });

  test('has what it had also when the reading fails', () => {
    const window = new ByteWindow();
    window.add(Uint8Array.of(1, 2, 3));
    const fail = () => {
      throw new Error('no');
    };
    expect(() => window.readBetween(91, 1, 93, fail)).toThrow('no');
    expect([...window.bytes]).toEqual([1, 2, 3]);
  });

  test('is as good as new when it was emptied', () => {
    const window = new ByteWindow(2);
    window.add(Uint8Array.of(1, 2, 3));
    window.take(2);
    window.empty();
    expect([window.length, window.takenBytes.length]).toEqual([0, 0]);
    window.add(Uint8Array.of(4));
    expect([...window.bytes]).toEqual([4]);
  });
});

describe('ByteWindows', () => {
  test('hands out what was given back, emptied, and otherwise a new one', () => {
    const windows = new ByteWindows();
    const first = windows.take(10);
    const second = windows.take(10);
    expect(second).not.toBe(first);
    first.add(Uint8Array.of(1));
    windows.giveBack(first);
    const again = windows.take(10);
    expect(again).toBe(first);
    expect(again).toHaveLength(0);
    expect(windows.take(10)).not.toBe(first);
    windows.giveBack(second);
    windows.giveBack(again);
    expect(windows.take(10)).toBe(first);
    expect(windows.take(10)).toBe(second);
  });
});
