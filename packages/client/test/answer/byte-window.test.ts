import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { ByteWindow } from '../../src/answer/byte-window.ts';

describe('ByteWindow', () => {
  test('holds what was added and not yet taken, in whatever portions', () => {
    const anySteps = fc.array(fc.record({ add: fc.uint8Array({ maxLength: 30 }), take: fc.nat() }), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(anySteps, (steps) => {
        const window = new ByteWindow();
        const held: number[] = [];
        let taken = 0;
        for (const { add, take } of steps) {
          window.add(add);
          held.push(...add);
          const count = take % (held.length + 1);
          window.take(count);
          held.splice(0, count);
          taken += count;
          expect([...window.bytes]).toEqual(held);
          expect([window.length, window.taken]).toEqual([held.length, taken]);
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
});
