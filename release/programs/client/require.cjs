const { createClient, isLicensesUsageError } = require('@licenses-usage/client');
const { createRefreshTokenCredential } = require('@licenses-usage/client/auth');
const { toPartnerLicensesUsage } = require('@licenses-usage/client/migrate');
const { createNodeFetch } = require('@licenses-usage/client/node');
const { createOpenTelemetryListener } = require('@licenses-usage/client/opentelemetry');
const { createRedisThrottleStore } = require('@licenses-usage/client/redis');
const schema = require('@licenses-usage/client/schema');
const call = require('./call.cjs');

void call({
  createClient,
  isLicensesUsageError,
  createRefreshTokenCredential,
  toPartnerLicensesUsage,
  createNodeFetch,
  createOpenTelemetryListener,
  createRedisThrottleStore,
  schema,
});
