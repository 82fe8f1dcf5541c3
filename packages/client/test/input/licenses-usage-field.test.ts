import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { LicensesUsageField } from '../../src/decode/licenses-usage-row.ts';
import { isLicensesUsageField, licensesUsageFields } from '../../src/input/licenses-usage-field.ts';

describe('isLicensesUsageField', () => {
  test('knows the nine documented fields', () => {
    expect(licensesUsageFields).toEqual([
      'workloadCode',
      'workloadName',
      'serviceCode',
      'serviceName',
      'channel',
      'customerTenantId',
      'customerName',
      'productId',
      'productName',
    ]);
    expect(licensesUsageFields.every((field) => isLicensesUsageField(field))).toBe(true);
    expectTypeOf(isLicensesUsageField).guards.toEqualTypeOf<LicensesUsageField>();
  });

  test('knows no other', () => {
    const others = fc.constantFrom(
      'licensesActive',
      'processedDateTime',
      'Channel',
      '__proto__',
      'toString',
      '',
    );
    fc.assert(
      fc.property(fc.oneof(others, fc.string(), fc.anything()), (value) => {
        expect(isLicensesUsageField(value)).toBe(false);
      }),
    );
  });
});
