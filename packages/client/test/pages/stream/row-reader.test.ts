import { describe, expect, expectTypeOf, test } from 'vitest';
import { isDeliveredRows, type DeliveredRows } from '../../../src/pages/stream/row-reader.ts';

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
