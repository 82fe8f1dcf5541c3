/** How many rows each customer of the fleet has. */
export const rowsPerCustomer = 200;

/** The id of a customer of the fleet, in lower case. */
export function customerIdAt(customer: number): string {
  return `00000000-0000-4000-8000-${String(customer).padStart(12, '0')}`;
}

export function customerAt(customerId: string): number {
  return Number(customerId.slice(-12));
}

/** One row of the superseding operation, as text. */
export function rowText(row: number): string {
  const customer = Math.floor(row / rowsPerCustomer);
  const { product, active, qualified } = factsOf(row);
  return `{"processedDateTime":"2018-10-14T00:00:00","workloadCode":"EXO","workloadName":"Exchange","serviceCode":"o365","serviceName":"Microsoft Office 365","channel":"reseller","customerTenantId":"${customerIdAt(customer).toUpperCase()}","customerName":"CUSTOMER ${customer}","productId":"A2BAD4D4-7F1C-4A2B-9B45-0E9F1E9C0A11","productName":"PRODUCT ${product}","licensesActive":${active},"licensesQualified":${qualified}}`;
}

/** The same row as an item of the superseded operation. */
export function itemText(row: number): string {
  const customer = Math.floor(row / rowsPerCustomer);
  const { product, active, qualified } = factsOf(row);
  const percent = Math.round((10_000 * active) / qualified) / 100;
  return `{"customerName":"CUSTOMER ${customer}","productName":"PRODUCT ${product}","licensesActive":${active},"licensesQualified":${qualified},"usagePercent":${percent},"workloadName":"Exchange","processedDateTime":"2018-10-14T00:00:00+00:00","serviceName":"o365","channel":"reseller","attributes":{"objectType":"CustomerLicensesUsageInsights"}}`;
}

function factsOf(row: number) {
  const product = row % rowsPerCustomer;
  return { product, active: (row * 7919) % 260, qualified: 1 + ((row * 104_729) % 250) };
}
