/** Makes one call and prints what a caller sees of it, as one line of JSON. */
module.exports = async function report(client) {
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
  console.log(
    JSON.stringify({
      runtime: runtime(),
      paths,
      rows,
      error: client.isLicensesUsageError(error)
        ? `${error.name} ${error.status} ${error.code}`
        : String(error),
      events,
      exports: Object.entries(client).map(([name, value]) => `${name}: ${typeof value}`),
    }),
  );
};

function runtime() {
  if (globalThis.Deno !== undefined) return `Deno ${globalThis.Deno.version.deno}`;
  if (process.versions.bun !== undefined) return `Bun ${process.versions.bun}`;
  return `Node ${process.versions.node}`;
}
