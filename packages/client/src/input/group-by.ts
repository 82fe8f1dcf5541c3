import type { LicensesUsageField } from '../answer/licenses-usage-row.ts';
import { ConfigurationError } from '../errors/configuration-error.ts';
import { isLicensesUsageField, licensesUsageFields } from './licenses-usage-field.ts';

/** Requires a list of different fields to group by, at least one. */
export function requireGroupBy<GroupBy extends readonly LicensesUsageField[]>(
  argument: string,
  value: GroupBy,
): GroupBy {
  const isList = Array.isArray(value) && value.length > 0;
  const fault = isList
    ? value.findIndex((field, index) => !isLicensesUsageField(field) || value.indexOf(field) < index)
    : undefined;
  if (fault === -1) return value;
  throw new ConfigurationError({
    argument,
    expected: `a list of different fields out of ${licensesUsageFields.join(', ')}`,
    received: fault === undefined ? value : value[fault],
    example: `['serviceCode', 'workloadCode']`,
  });
}
