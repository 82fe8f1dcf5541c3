import type { LicensesUsageCollection } from '../../decode/collection.ts';
import type { CustomerLicensesUsageInsights, PartnerLicensesUsageInsights } from '../../generated/models.ts';
import type { CallContext } from '../../call-context.ts';
import type { LicensesUsageClient } from '../../create-client.ts';
import { eq } from '../../filter/filter.ts';
import type { LicensesUsagePage } from '../../operations/list-licenses-usage.ts';
import type { RequestOptions } from '../../request-options.ts';
import { toCustomerLicensesUsage, type CustomerUsageRow } from '../to-customer-licenses-usage.ts';
import { toPartnerLicensesUsage, type PartnerUsageRow } from '../to-partner-licenses-usage.ts';

export type CurrentClient = Pick<LicensesUsageClient, 'listLicensesUsage'>;

/** What the superseding operation has to say in place of a superseded one. */
export interface CurrentUsage<Row, Insight> {
  readonly rows: readonly Row[];
  /** As the superseded operation would have answered. `context` is that of the first page. */
  readonly usage: LicensesUsageCollection<Insight>;
}

export async function readCurrentCustomerUsage(
  client: CurrentClient,
  customerId: string,
  requestOptions: RequestOptions,
): Promise<CurrentUsage<CustomerUsageRow, CustomerLicensesUsageInsights>> {
  // Rows have ids in upper case, and whether a filter tells case is not documented.
  const filter = eq('customerTenantId', customerId.toUpperCase());
  const { rows, context } = await readPages(client.listLicensesUsage({ filter }, requestOptions).byPage());
  return { rows, usage: { ...toCustomerLicensesUsage(rows), context } };
}

export async function readCurrentPartnerUsage(
  client: CurrentClient,
  requestOptions: RequestOptions,
): Promise<CurrentUsage<PartnerUsageRow, PartnerLicensesUsageInsights>> {
  const { rows, context } = await readPartnerPages(client, requestOptions);
  return { rows, usage: { ...toPartnerLicensesUsage(rows), context } };
}

/**
 * The rows that `toPartnerLicensesUsage` and `comparePartnerUsage` need, with their dates: grouped by the service, so that
 * a fleet of any size takes few calls. Grouped rows have no date, so one row of each service is asked for its own.
 *
 * @throws {LicensesUsageError} as `listLicensesUsage` does.
 */
export async function readPartnerUsageRows(
  client: CurrentClient,
  requestOptions: RequestOptions = {},
): Promise<PartnerUsageRow[]> {
  const { rows } = await readPartnerPages(client, requestOptions);
  return rows;
}

async function readPartnerPages(client: CurrentClient, requestOptions: RequestOptions) {
  const groupBy = ['serviceCode', 'workloadCode', 'workloadName', 'channel'] as const;
  const grouped = await readPages(client.listLicensesUsage({ groupBy }, requestOptions).byPage());
  const dates = new Map<string | null, string | null>();
  for (const { serviceCode } of grouped.rows) {
    if (serviceCode === null || dates.has(serviceCode)) continue;
    const filter = eq('serviceCode', serviceCode);
    dates.set(serviceCode, await readDate(client, { filter, top: 1 }, requestOptions));
  }
  const rows = grouped.rows.map((row): PartnerUsageRow => ({
    ...row,
    processedDateTime: dates.get(row.serviceCode) ?? null,
  }));
  return { rows, context: grouped.context };
}

async function readDate(
  client: CurrentClient,
  query: { readonly filter: ReturnType<typeof eq>; readonly top: number },
  requestOptions: RequestOptions,
): Promise<string | null> {
  for await (const { processedDateTime } of client.listLicensesUsage(query, requestOptions)) {
    return processedDateTime;
  }
  return null;
}

async function readPages<Row>(pages: AsyncIterable<LicensesUsagePage<Row>>) {
  const rows: Row[] = [];
  let context: CallContext | undefined;
  for await (const page of pages) {
    context ??= page.context;
    for (const row of page.items) rows.push(row);
  }
  if (context === undefined) throw new Error('The walk ended without a page.');
  return { rows, context };
}
