import fc from 'fast-check';
import { readLicensesUsageRow } from '../../src/generated/list-decoders.ts';
import type { LicensesUsageRow } from '../../src/generated/models.ts';
import { createDecodeContext } from '../support/decode-context.ts';

/** A row of the documented customer, as `listLicensesUsage` delivers it. */
export function usageRow(values: Partial<LicensesUsageRow> = {}): LicensesUsageRow {
  const documented = {
    processedDateTime: '2017-03-09T00:00:00Z',
    workloadCode: 'EXO',
    workloadName: 'Exchange',
    serviceCode: 'o365',
    serviceName: 'Microsoft Office 365',
    channel: 'reseller',
    customerTenantId: '4D3CF487-70F4-4E1E-9FF1-B2BFCE8D9F04',
    customerName: 'DT DEMO CSP CUSTOMER 005',
    productId: '4B9405B0-7788-4568-ADD1-99614E613B69',
    productName: 'EXCHANGE ONLINE (PLAN 1)',
    licensesActive: 0,
    licensesQualified: 5,
  };
  return { ...readLicensesUsageRow<[]>(documented, createDecodeContext()), ...values };
}

/** Any rows: few services, workloads and channels in mixed case, so that groups form, and counts that exceed one another. */
export const usageRows: fc.Arbitrary<LicensesUsageRow[]> = fc.array(
  fc
    .record({
      processedDateTime: fc.constantFrom('2017-03-09T00:00:00Z', '2017-03-10T00:00:00+00:00', null),
      workloadName: fc.constantFrom('Exchange', 'EXCHANGE', 'SharePoint', 'Teams', null),
      serviceCode: fc.constantFrom('o365', 'O365', 'crm', null),
      channel: fc.constantFrom('reseller', 'Reseller', 'direct', null),
      licensesActive: fc.nat({ max: 1_000_000_000 }),
      licensesQualified: fc.oneof(fc.constant(0), fc.nat({ max: 1_000_000_000 })),
    })
    .map(usageRow),
  { maxLength: 60 },
);
