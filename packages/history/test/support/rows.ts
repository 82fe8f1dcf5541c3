import type { LicensesDeploymentRow, LicensesUsageRow } from '@licenses-usage/client';

/** The same letters everywhere, so that a test which mixes up cases shows. */
export const idOf = (number: number): string => `AAAABBBB-CCCC-4DDD-8EEE-${String(number).padStart(12, '0')}`;

export function usageRow(row: Partial<LicensesUsageRow> = {}): LicensesUsageRow {
  return {
    processedDateTime: '2026-11-15T00:00:00Z',
    workloadCode: 'EXO',
    workloadName: 'Exchange',
    serviceCode: 'o365',
    serviceName: 'Office 365',
    channel: 'reseller',
    customerTenantId: idOf(1),
    customerName: 'Aroma Bakery',
    productId: 'CFQ7TTC0LF8S',
    productName: 'Office 365 E3',
    licensesActive: 40,
    licensesQualified: 100,
    ...row,
  };
}

export function deploymentRow(row: Partial<LicensesDeploymentRow> = {}): LicensesDeploymentRow {
  return {
    processedDateTime: '2026-11-15T00:00:00Z',
    serviceCode: 'o365',
    serviceName: 'Office 365',
    channel: 'reseller',
    customerTenantId: idOf(1),
    customerName: 'Aroma Bakery',
    productId: 'CFQ7TTC0LF8S',
    productName: 'Office 365 E3',
    licensesDeployed: 40,
    licensesSold: 100,
    ...row,
  };
}
