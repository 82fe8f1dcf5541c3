import type { LicensesUsageClient } from '@licenses-usage/client';

/** The methods that the old code calls. */
type LegacyClient = Pick<LicensesUsageClient, 'getCustomerLicensesUsage' | 'getPartnerLicensesUsage'>;

/** Before: one call for each customer and one for the partner, answered with percentages. */
export async function readBefore(client: LegacyClient, customerIds: readonly string[]) {
  const customers = [];
  for (const customerId of customerIds) {
    customers.push({ customerId, items: (await client.getCustomerLicensesUsage(customerId)).items });
  }
  const partner = await client.getPartnerLicensesUsage();
  return { customers, partner: partner.items };
}
