import type { LicensesDeploymentRow, LicensesUsageRow } from '@licenses-usage/client';

/** The same letters everywhere, so that code that confuses cases fails a test. */
export const idOf = (number: number): string => `AAAABBBB-CCCC-4DDD-8EEE-${String(number).padStart(12, '0')}`;

/** Rows hold only the fields that the tests use, so that a field added to the description does not change them. */
function rowOf<Row extends object>(row: Partial<Row>): Row {
  if (isRow(row)) return row;
  throw new Error('The row has no counts.');
}

function isRow<Row extends object>(row: Partial<Row>): row is Row {
  return Object.keys(row).some((name) => name.startsWith('licenses'));
}

export function usageRow(row: Partial<LicensesUsageRow> = {}): LicensesUsageRow {
  return rowOf<LicensesUsageRow>({
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
  });
}

export function deploymentRow(row: Partial<LicensesDeploymentRow> = {}): LicensesDeploymentRow {
  return rowOf<LicensesDeploymentRow>({
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
  });
}
