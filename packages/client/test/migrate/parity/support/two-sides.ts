import type { LicensesUsageRow } from '../../../../src/generated/models.ts';
import type { CustomerInsightFacts } from '../../../../src/migrate/parity/compare-customer-usage.ts';
import type { PartnerInsightFacts } from '../../../../src/migrate/parity/compare-partner-usage.ts';
import type { ParityReport } from '../../../../src/migrate/parity/parity-report.ts';
import { roundHalfUp, usagePercent } from '../../../../src/migrate/recompute.ts';
import { usageRow } from '../../usage-row.ts';

/** Rows of one customer: two services of different days, a name that both have, and odd values that are no errors. */
export function customerRows(): LicensesUsageRow[] {
  const crm = {
    serviceCode: 'crm',
    serviceName: 'Microsoft Dynamics',
    processedDateTime: '2017-03-10T00:00:00Z',
  };
  return [
    usageRow({ productName: 'E3', workloadName: 'Exchange', licensesActive: 2, licensesQualified: 3 }),
    usageRow({ productName: 'E3', workloadName: 'SharePoint', licensesActive: 1, licensesQualified: 3 }),
    usageRow({ productName: 'E3', workloadName: 'Teams', licensesActive: 0, licensesQualified: 3 }),
    usageRow({ productName: 'P1', workloadName: 'Exchange', licensesActive: 164, licensesQualified: 50 }),
    usageRow({ productName: 'P1', workloadName: 'Exchange', channel: 'direct', licensesActive: 5 }),
    usageRow({ productName: 'TRIAL', workloadName: 'Teams', licensesActive: 14, licensesQualified: 0 }),
    usageRow({ ...crm, productName: 'CRM', workloadName: 'SharePoint', licensesActive: 4 }),
    usageRow({ ...crm, productName: 'CRM', workloadName: 'Microsoft Dynamics CRM', licensesActive: 3 }),
  ];
}

/** A row in the form of the superseded operation: only the service's code, two decimals, and 0 for no percentage. */
export function customerInsight(row: LicensesUsageRow): CustomerInsightFacts {
  const { customerName, productName, workloadName, channel, licensesActive, licensesQualified } = row;
  return {
    customerId: null,
    customerName,
    productName,
    workloadCode: null,
    workloadName,
    serviceCode: null,
    serviceName: row.serviceCode,
    channel,
    processedDateTime: row.processedDateTime?.replace('Z', '+00:00') ?? null,
    licensesActive,
    licensesQualified,
    usagePercent: roundHalfUp(usagePercent(licensesActive, licensesQualified) ?? 0, 2),
  };
}

/** The insight of the superseded operation for all rows of one service, workload and channel. */
export function partnerInsight(
  rows: readonly [LicensesUsageRow, ...LicensesUsageRow[]],
): PartnerInsightFacts {
  const [{ workloadName, serviceCode, channel, processedDateTime }] = rows;
  const active = rows.reduce((sum, row) => sum + row.licensesActive, 0);
  const qualified = rows.reduce((sum, row) => sum + row.licensesQualified, 0);
  return {
    serviceCode: null,
    serviceName: serviceCode,
    workloadName,
    channel,
    processedDateTime,
    proratedLicensesUsagePercent: roundHalfUp(usagePercent(active, qualified) ?? 0, 2),
  };
}

/** Every difference in a report, in its order, one line each. */
export function complaintsOf(report: ParityReport): string[] {
  const name = (key: object) =>
    Object.values(key)
      .slice('customerId' in key ? 1 : 0)
      .join('/');
  return [
    ...report.changed.map(
      ({ key, field, legacy, current, delta }) =>
        `${name(key)} ${field}: ${legacy} → ${current}${delta === null ? '' : ` (${delta})`}`,
    ),
    ...report.onlyInLegacy.map(({ key }) => `only in legacy: ${name(key)}`),
    ...report.onlyInCurrent.map(({ key }) => `only in current: ${name(key)}`),
    ...report.asOf
      .filter(({ snapshots }) => snapshots === 'different')
      .map(
        ({ serviceCode, legacy, current }) =>
          `${serviceCode}: ${legacy.dates.join()} ≠ ${current.dates.join()}`,
      ),
    ...report.duplicates.map(({ key, legacy, current }) => `several: ${name(key)} ${legacy} ${current}`),
  ];
}
