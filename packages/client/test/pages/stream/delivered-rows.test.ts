import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  Fingerprint,
  fingerprintOf,
  isDeliveredRows,
  type DeliveredRows,
} from '../../../src/pages/stream/delivered-rows.ts';

const anyPieces = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 5 });

describe('the fingerprint of bytes', () => {
  test('is the same however they are cut', () => {
    fc.assert(
      fc.property(anyPieces, fc.nat(120), (pieces, length) => {
        const whole = Uint8Array.from(pieces.flatMap((piece) => [...piece])).subarray(0, length);
        expect(fingerprintOf(pieces, length)).toBe(fingerprintOf([whole], whole.length));
      }),
    );
    expectTypeOf(fingerprintOf).returns.toEqualTypeOf<string>();
  });

  test('changes with any one of them', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (bytes, at, by) => {
          const place = at % bytes.length;
          const other = bytes.map((byte, index) => (index === place ? byte ^ by : byte));
          expect(fingerprintOf([other], other.length)).not.toBe(fingerprintOf([bytes], bytes.length));
        },
      ),
    );
  });

  test('counts what it was given', () => {
    const fingerprint = new Fingerprint();
    fingerprint.add(Uint8Array.of(1, 2));
    fingerprint.add(Uint8Array.of(3));
    expect(fingerprint.length).toBe(3);
    expect(fingerprint.value).toBe(fingerprintOf([Uint8Array.of(1, 2, 3)], 3));
  });
});

describe('isDeliveredRows', () => {
  test('accepts what a token holds', () => {
    expect(isDeliveredRows({ rows: 3, bytes: 900, fingerprint: 'a1' })).toBe(true);
    expectTypeOf(isDeliveredRows).guards.toEqualTypeOf<DeliveredRows>();
  });

  test.for([
    null,
    3,
    {},
    { rows: 1.5, bytes: 9, fingerprint: '' },
    { rows: 1, bytes: '9', fingerprint: '' },
    { rows: 1, bytes: 9 },
  ])('refuses %j', (value) => {
    expect(isDeliveredRows(value)).toBe(false);
  });
});
