import { eq, type LicensesUsageClient } from '@licenses-usage/client';
import { toCustomerLicensesUsage, toPartnerLicensesUsage } from '@licenses-usage/client/migrate';

const groupBy = ['serviceCode', 'workloadCode', 'workloadName', 'channel'] as const;

/** The new code path: one operation answers both questions, and the shapes of old are made of its rows. */
export async function readAfter(client: LicensesUsageClient, customerId: string) {
  // Rows show tenant ids in capitals, and the service may compare case.
  const filter = eq('customerTenantId', customerId.toUpperCase());
  const customerRows = await Array.fromAsync(client.listLicensesUsage({ filter }));

  const groups = await Array.fromAsync(client.listLicensesUsage({ groupBy }));
  // Grouped rows carry no date, and each service has its own.
  const dates = new Map<string | null, string | null>();
  for (const serviceCode of new Set(groups.map((row) => row.serviceCode)))
    dates.set(serviceCode, await readDate(client, serviceCode));
  const partnerRows = groups.map((row) => ({
    ...row,
    processedDateTime: dates.get(row.serviceCode) ?? null,
  }));
  const customer = toCustomerLicensesUsage(customerRows).items;
  const partner = toPartnerLicensesUsage(partnerRows).items;
  return { customerRows, partnerRows, customer, partner };
}

async function readDate(client: LicensesUsageClient, serviceCode: string | null): Promise<string | null> {
  if (serviceCode === null) return null;
  const rows = client.listLicensesUsage({ filter: eq('serviceCode', serviceCode), top: 1 });
  for await (const row of rows) return row.processedDateTime;
  return null;
}
