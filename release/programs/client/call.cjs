const assert = require('node:assert/strict');

/** What is exported and is no function. */
const kinds = { schema: 'object' };

/** Makes one call that succeeds and one that fails, looks at what a caller sees of them, and prints the runtime. */
module.exports = async function call(client) {
  const paths = [];
  const events = [];
  const trace = client.createOpenTelemetryListener();
  const { listLicensesUsage, getPartnerLicensesUsage } = client.createClient({
    credential: async () => 'token',
    async fetch(url) {
      paths.push(new URL(url).pathname);
      const body = url.includes('commercial')
        ? { Value: [{ serviceCode: 'o365', licensesActive: '206', licensesQualified: 412.0 }], TotalCount: 1 }
        : { code: '900329', description: 'App-only tokens are not supported' };
      const status = url.includes('commercial') ? 200 : 403;
      return new Response(`\u{FEFF}${JSON.stringify(body)}`, { status });
    },
    onEvent(event) {
      trace(event);
      events.push(event.type);
    },
  });
  const rows = [];
  for await (const row of listLicensesUsage({ groupBy: ['serviceCode'] })) rows.push(row);
  const error = await getPartnerLicensesUsage().catch((reason) => reason);
  const eventsOfCall = ['call-started', 'request', 'response', 'call-ended'];

  assert.deepEqual(paths, ['/v1/analytics/commercial/usage/license/', '/v1/analytics/licenses/usage']);
  assert.deepEqual(rows, [{ serviceCode: 'o365', licensesActive: 206, licensesQualified: 412 }]);
  assert.equal(client.isLicensesUsageError(error), true);
  assert.deepEqual([error.name, error.status, error.code], ['ServiceError', 403, '900329']);
  assert.deepEqual(events, [...eventsOfCall, ...eventsOfCall]);
  for (const [name, value] of Object.entries(client))
    assert.equal(typeof value, kinds[name] ?? 'function', name);
  console.log(runtime());
};

function runtime() {
  if (globalThis.Deno !== undefined) return `Deno ${globalThis.Deno.version.deno}`;
  if (process.versions.bun !== undefined) return `Bun ${process.versions.bun}`;
  return `Node ${process.versions.node}`;
}
