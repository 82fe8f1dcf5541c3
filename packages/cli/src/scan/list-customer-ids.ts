import type { LicensesUsageClient } from '@licenses-usage/client';

/**
 * Lists the ids of all customers in lower case, without duplicates, in the order of the list.
 * @param onProgress Called with the number so far, after each page.
 */
export async function listCustomerIds(
  client: Pick<LicensesUsageClient, 'listCustomers'>,
  abortSignal: AbortSignal,
  onProgress: (known: number) => void,
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for await (const { items } of client.listCustomers({}, { abortSignal }).byPage()) {
    for (const { id } of items) ids.add(id.toLowerCase());
    onProgress(ids.size);
  }
  return ids;
}
