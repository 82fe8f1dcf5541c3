import type { LicensesUsageField } from '@licenses-usage/client';
import { roundPercent } from '@licenses-usage/client/migrate';
import type { Column } from '../output/rows.ts';

/** A field that is added to the API description later is shown by its own name. */
const fieldColumns: Readonly<Partial<Record<LicensesUsageField, Column>>> = {
  customerTenantId: { name: 'customerTenantId', title: 'Tenant id', isDetail: true },
  customerName: { name: 'customerName', title: 'Customer', rank: 9 },
  productId: { name: 'productId', title: 'Product id', isDetail: true },
  productName: { name: 'productName', title: 'Product', rank: 5 },
  serviceCode: { name: 'serviceCode', title: 'Service', rank: 4 },
  serviceName: { name: 'serviceName', title: 'Service name', isDetail: true },
  workloadCode: { name: 'workloadCode', title: 'Code', isDetail: true },
  workloadName: { name: 'workloadName', title: 'Workload', rank: 8 },
  channel: { name: 'channel', title: 'Channel', rank: 1 },
};

const figures: readonly Column[] = [
  { name: 'licensesActive', title: 'Active', rank: 3 },
  { name: 'licensesQualified', title: 'Qualified', rank: 2 },
  { name: 'usagePercent', title: 'Usage %', decimals: 2, rank: 10, hasBar: true },
];

/** Every column of rows that are not grouped. */
export const rowColumns: readonly Column[] = [
  ...Object.values(fieldColumns),
  ...figures,
  { name: 'processedDateTime', title: 'As of', isDetail: true, isDay: true },
];

export function groupColumns(fields: readonly LicensesUsageField[]): readonly Column[] {
  return [...fields.map(columnOf), ...figures];
}

function columnOf(field: LicensesUsageField): Column {
  return fieldColumns[field] ?? { name: field, title: field, isDetail: true };
}

export interface Counts {
  readonly licensesActive: number;
  readonly licensesQualified: number;
}

/** 100 × active ÷ qualified with two decimals, which may exceed 100; `null` when nothing is qualified. */
export function usagePercent({ licensesActive, licensesQualified }: Counts): number | null {
  return licensesQualified === 0 ? null : roundPercent((100 * licensesActive) / licensesQualified);
}
