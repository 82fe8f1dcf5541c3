import { createClient, type Customer } from '@licenses-usage/client';
import { createEmulator } from '@licenses-usage/emulator';
import { readAfter } from './after.ts';
import { readBefore } from './before.ts';
import { compare } from './compare.ts';

export type Report = NonNullable<Awaited<ReturnType<typeof createReport>>>;

/** Walks both code paths for one customer: the first there is, unless one is chosen. */
export async function createReport(baseUrl: string | undefined, chosenCustomerId: string | undefined) {
  const token = process.env['PARTNER_CENTER_TOKEN'] || undefined;
  const emulator = baseUrl === undefined && token === undefined ? createEmulator() : undefined;
  const deprecations: string[] = [];
  const client = createClient({
    credential: () => token ?? 'an-emulator-takes-any-token',
    baseUrl,
    fetch: emulator?.fetch,
    onDeprecation: ({ message }) => deprecations.push(message),
  });
  const service = baseUrl ?? (emulator === undefined ? 'Partner Center' : 'the emulator');
  const customers: Customer[] = [];
  if (chosenCustomerId === undefined)
    for await (const customer of client.listCustomers()) if (customers.push(customer) === 12) break;
  const customerId = chosenCustomerId ?? customers[0]?.id;
  if (customerId === undefined) return undefined;
  const before = await readBefore(client, customerId);
  const after = await readAfter(client, customerId);
  const comparison = compare(before, after, customerId);
  return { service, customerId, deprecations, before, after, comparison, customers };
}
