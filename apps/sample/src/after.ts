import { eq, or, type LicensesUsageClient } from '@licenses-usage/client';
import { toCustomerLicensesUsage, toPartnerLicensesUsage } from '@licenses-usage/client/migrate';

const groupBy = ['serviceCode', 'workloadCode', 'workloadName', 'channel'] as const;
// Rows have tenant ids in capitals, and the service's comparison may be case-sensitive.
const isCustomer = (customerId: string) => eq('customerTenantId', customerId.toUpperCase());

/** After: one call for all the customers and one for the partner, with percentages from the counts. */
export async function readAfter(client: LicensesUsageClient, customerIds: readonly [string, ...string[]]) {
  const [first, ...others] = customerIds;
  const filter = or(isCustomer(first), ...others.map(isCustomer));
  const rows = await client.listLicensesUsage({ filter }).toArray();
  const customers = customerIds.map((customerId) => {
    const own = rows.filter((row) => row.customerTenantId?.toUpperCase() === customerId.toUpperCase());
    return { customerId, items: toCustomerLicensesUsage(own).items };
  });
  const groups = await client.listLicensesUsage({ groupBy }).toArray();
  return { customers, partner: toPartnerLicensesUsage(groups).items };
}
