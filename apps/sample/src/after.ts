import { eq, type LicensesUsageClient } from '@licenses-usage/client';

const groupBy = ['serviceCode', 'workloadCode', 'workloadName', 'channel'] as const;

/** The new code path: one operation answers both questions, with counts instead of percentages. */
export async function readAfter(client: LicensesUsageClient, customerId: string) {
  // Rows show tenant ids in capitals, and the service may compare case.
  const filter = eq('customerTenantId', customerId.toUpperCase());
  const customer = await Array.fromAsync(client.listLicensesUsage({ filter }));
  const partner = await Array.fromAsync(client.listLicensesUsage({ groupBy }));
  return { customer, partner };
}
