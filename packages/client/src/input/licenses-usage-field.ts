import type { LicensesUsageField } from '../decode/licenses-usage-row.ts';
import { deploymentFields } from './licenses-deployment-field.ts';

/** Usage is told by workload too; in everything else its rows are those of deployment. */
const fields: Readonly<Record<LicensesUsageField, true>> = {
  workloadCode: true,
  workloadName: true,
  ...deploymentFields,
};

/** The fields that usage rows can be filtered and grouped by, in documented order. */
export const licensesUsageFields: readonly LicensesUsageField[] =
  Object.keys(fields).filter(isLicensesUsageField);

export function isLicensesUsageField(value: unknown): value is LicensesUsageField {
  return typeof value === 'string' && Object.hasOwn(fields, value);
}
