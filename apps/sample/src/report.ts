import { createClient } from '@licenses-usage/client';
import { createEmulator } from '@licenses-usage/emulator';
import { readAfter } from './after.ts';
import { readBefore } from './before.ts';
import { readDuring } from './during.ts';
import { createMeter } from './meter.ts';

export type Report = NonNullable<Awaited<ReturnType<typeof createReport>>>;

/** Runs the three code paths for the first customers, or for the chosen one, and measures each. */
export async function createReport(baseUrl: string | undefined, chosenCustomerId: string | undefined) {
  const token = process.env['PARTNER_CENTER_TOKEN'] || undefined;
  const isEmulated = baseUrl === undefined && token === undefined;
  const meter = createMeter(isEmulated ? createEmulator({ latencyInMs: 20 }).fetch : globalThis.fetch);
  const deprecations: string[] = [];
  const client = createClient({
    credential: () => token ?? 'an-emulator-takes-any-token',
    baseUrl,
    fetch: meter.fetch,
    onDeprecation: ({ message }) => deprecations.push(message),
  });
  const customerIds = chosenCustomerId === undefined ? [] : [chosenCustomerId];
  if (chosenCustomerId === undefined)
    for await (const { id } of client.listCustomers()) if (customerIds.push(id) === 12) break;
  const [first, ...others] = customerIds;
  if (first === undefined) return undefined;
  const before = await meter.measure(() => readBefore(client, customerIds));
  const during = await meter.measure(() => readDuring(client, customerIds));
  const after = await meter.measure(() => readAfter(client, [first, ...others]));
  const service = baseUrl ?? (isEmulated ? 'the emulator' : 'Partner Center');
  return { service, deprecations, before, during, after };
}
