import {
  and,
  createClient,
  eq,
  isLicensesUsageError,
  type Clock,
  type ClientEvent,
  type LicensesUsagePage,
  type ThrottleStore,
} from '@licenses-usage/client';
import { createRefreshTokenCredential } from '@licenses-usage/client/auth';
import { toPartnerLicensesUsage } from '@licenses-usage/client/migrate';
import { createNodeFetch, type NodeFetch } from '@licenses-usage/client/node';
import { createOpenTelemetryListener } from '@licenses-usage/client/opentelemetry';
import { createRedisThrottleStore } from '@licenses-usage/client/redis';
import type { components, paths } from '@licenses-usage/client/schema';

declare const clock: Clock;
declare const store: ThrottleStore;

const onEvent: (event: ClientEvent) => void = createOpenTelemetryListener({ maxOpenCalls: 10 });
const credential = createRefreshTokenCredential({
  tenantId: '00000000-0000-0000-0000-000000000001',
  clientId: '00000000-0000-0000-0000-000000000002',
  clientSecret: 'secret',
  tokenStore: { load: async () => 'refresh token', save: async () => {} },
});
const client = createClient({ credential, clock, throttle: { store }, onEvent, fetch });
const nodeFetch: NodeFetch = createNodeFetch({ maxConnections: 8 });
createClient({ credential, fetch: nodeFetch });
const sharedStore: ThrottleStore = createRedisThrottleStore({ sendCommand: async (...args) => args.length });
createClient({ credential, throttle: { store: sharedStore } });

export const pages: AsyncIterableIterator<
  LicensesUsagePage<{ serviceCode: string | null; licensesActive: number; licensesQualified: number }>
> = client.listLicensesUsage({ groupBy: ['serviceCode'] }).byPage();

for await (const row of client.listLicensesUsage({
  filter: and(eq('channel', 'reseller')),
  groupBy: ['channel'],
})) {
  const channel: string | null = row.channel;
  const share: number = row.licensesActive / row.licensesQualified;
  // @ts-expect-error a grouped row has only the fields it is grouped by, and the counts
  console.log(channel, share, row.workloadName);
}

try {
  await client.getPartnerLicensesUsage({ abortSignal: new AbortController().signal });
} catch (error) {
  if (isLicensesUsageError(error)) console.log(error.name, error.message);
}

// @ts-expect-error a client needs a credential
createClient({});

export const convert = toPartnerLicensesUsage;
export type Row = components['schemas']['LicensesUsageRow'];
export type Path = keyof paths;
