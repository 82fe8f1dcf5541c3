import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { Fingerprint, fingerprintOf } from '../../src/pages/continuation-token.ts';

const anyPieces = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 5 });

describe('a fingerprint', () => {
  test('is FNV-1a of 32 bits, in base 36', () => {
    expect(fingerprintOf('')).toBe((0x811c9dc5).toString(36));
    expect(fingerprintOf('foobar')).toBe((0xbf9cf968).toString(36));
    expectTypeOf(fingerprintOf).returns.toEqualTypeOf<string>();
  });

  test('is the same for any split of the bytes', () => {
    fc.assert(
      fc.property(anyPieces, (pieces) => {
        const inPieces = new Fingerprint();
        for (const piece of pieces) inPieces.add(piece);
        const whole = Uint8Array.from(pieces.flatMap((piece) => [...piece]));
        expect(inPieces.value).toBe(new Fingerprint().add(whole).value);
        expect(inPieces.length).toBe(whole.length);
      }),
    );
  });

  test('changes with any one of the bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (bytes, at, by) => {
          const place = at % bytes.length;
          const other = bytes.map((byte, index) => (index === place ? byte ^ by : byte));
          expect(new Fingerprint().add(other).value).not.toBe(new Fingerprint().add(bytes).value);
        },
      ),
    );
  });
});
