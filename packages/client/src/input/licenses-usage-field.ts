import type { LicensesUsageField } from '../answer/licenses-usage-row.ts';

const fields: Readonly<Record<LicensesUsageField, true>> = {
  workloadCode: true,
  workloadName: true,
  serviceCode: true,
  serviceName: true,
  channel: true,
  customerTenantId: true,
  customerName: true,
  productId: true,
  productName: true,
};

/** The fields that rows can be filtered and grouped by, in documented order. */
export const licensesUsageFields: readonly string[] = Object.keys(fields);

export function isLicensesUsageField(value: unknown): value is LicensesUsageField {
  return typeof value === 'string' && Object.hasOwn(fields, value);
}
