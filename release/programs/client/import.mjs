import { createClient, isLicensesUsageError } from '@licenses-usage/client';
import { createRefreshTokenCredential } from '@licenses-usage/client/auth';
import { toPartnerLicensesUsage } from '@licenses-usage/client/migrate';
import { createNodeFetch } from '@licenses-usage/client/node';
import { createOpenTelemetryListener } from '@licenses-usage/client/opentelemetry';
import { createRedisThrottleStore } from '@licenses-usage/client/redis';
import * as schema from '@licenses-usage/client/schema';
import call from './call.cjs';

await call({
  createClient,
  isLicensesUsageError,
  createRefreshTokenCredential,
  toPartnerLicensesUsage,
  createNodeFetch,
  createOpenTelemetryListener,
  createRedisThrottleStore,
  schema,
});
