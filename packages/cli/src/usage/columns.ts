import type { LicensesUsageField } from '@licenses-usage/client';
import type { Column } from '../output/rows.ts';

const fieldColumns: Readonly<Record<LicensesUsageField, Column>> = {
  customerTenantId: { name: 'customerTenantId', title: 'Tenant id', isDetail: true },
  customerName: { name: 'customerName', title: 'Customer' },
  productId: { name: 'productId', title: 'Product id', isDetail: true },
  productName: { name: 'productName', title: 'Product' },
  serviceCode: { name: 'serviceCode', title: 'Service' },
  serviceName: { name: 'serviceName', title: 'Service name', isDetail: true },
  workloadCode: { name: 'workloadCode', title: 'Code', isDetail: true },
  workloadName: { name: 'workloadName', title: 'Workload' },
  channel: { name: 'channel', title: 'Channel' },
};

const figures: readonly Column[] = [
  { name: 'licensesActive', title: 'Active' },
  { name: 'licensesQualified', title: 'Qualified' },
  { name: 'usagePercent', title: 'Usage %', decimals: 2 },
];

/** Every column of rows that are not grouped. */
export const rowColumns: readonly Column[] = [
  ...Object.values(fieldColumns),
  ...figures,
  { name: 'processedDateTime', title: 'As of', isDetail: true },
];

export function groupColumns(fields: readonly LicensesUsageField[]): readonly Column[] {
  return [...fields.map((field) => fieldColumns[field]), ...figures];
}
