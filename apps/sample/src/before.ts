import type { LicensesUsageClient } from '@licenses-usage/client';

/** The old code path: two superseded operations, each answered at once with percentages. */
export async function readBefore(client: LicensesUsageClient, customerId: string) {
  const customer = await client.getCustomerLicensesUsage(customerId);
  const partner = await client.getPartnerLicensesUsage();
  return { customer: customer.items, partner: partner.items };
}
