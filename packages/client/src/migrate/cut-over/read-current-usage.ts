import { ResponseFormatError } from '../../errors/response-format-error.ts';
import type { ResourceCollection } from '../../decode/collection.ts';
import type { CustomerLicensesUsageInsights, PartnerLicensesUsageInsights } from '../../generated/models.ts';
import type { CallContext } from '../../call-context.ts';
import type { LicensesUsageClient, LicensesUsagePage } from '../../generated/client.ts';
import { eq } from '../../filter/filter.ts';
import type { RequestOptions } from '../../request-options.ts';
import { byCodeUnits } from '../parity/pair-entries.ts';
import { roundPercent } from '../recompute.ts';
import { toCustomerLicensesUsage, type CustomerUsageRow } from '../to-customer-licenses-usage.ts';
import { toPartnerLicensesUsage, type PartnerUsageRow } from '../to-partner-licenses-usage.ts';

/** A client. It may come from another installed copy of this package. */
type CurrentClient = Pick<LicensesUsageClient, 'listLicensesUsage'>;

/** The form of percentages that are computed in place of the service's own. */
export interface RecomputedPercentages {
  /**
   * `rounded` half up to two decimals, as every recorded percentage of the superseded operations is, or `exact`.
   * Default: `rounded`.
   */
  readonly percentages?: 'rounded' | 'exact' | undefined;
  /**
   * Whether a percentage is 0 when nothing is qualified, as in the superseded operations. Default: false, which makes
   * it `null`, because it can't be computed.
   */
  readonly zeroForNull?: boolean | undefined;
}

/** A superseded answer made from the data of the superseding operation. */
export interface CurrentUsage<Row, Insight> {
  readonly rows: readonly Row[];
  /** As the superseded operation would have answered. `context` is that of the first page. */
  readonly usage: ResourceCollection<Insight>;
}

/** The usage of one customer, in the order of the rows. */
export async function readCurrentCustomerUsage(
  client: CurrentClient,
  customerId: string,
  told: RecomputedPercentages,
  requestOptions: RequestOptions,
): Promise<CurrentUsage<CustomerUsageRow, CustomerLicensesUsageInsights>> {
  // Upper case, because rows have it and the documentation does not say whether filters are case-sensitive. Text,
  // because a client from another copy of the package may not know this copy's filters.
  const filter = eq('customerTenantId', customerId.toUpperCase()).toString();
  const pages = client.listLicensesUsage({ filter }, requestOptions).byPage();
  const { rows, context } = await readPages(pages, (page) => requireCustomer(page, customerId));
  const usage = toCustomerLicensesUsage(rows);
  const items = usage.items.map((item) => ({
    ...item,
    usagePercent: percentFor(item.usagePercent, told),
    processedDateTime: supersededDate(item.processedDateTime),
  }));
  return { rows, usage: { ...usage, items, context } };
}

/** The usage of the partner, in the order of the superseded operation: by service, workload and channel. */
export async function readCurrentPartnerUsage(
  client: CurrentClient,
  told: RecomputedPercentages,
  requestOptions: RequestOptions,
): Promise<CurrentUsage<PartnerUsageRow, PartnerLicensesUsageInsights>> {
  const { rows, context } = await readPartnerPages(client, requestOptions);
  const usage = toPartnerLicensesUsage(rows);
  const items = usage.items
    .map((item) => ({
      ...item,
      proratedLicensesUsagePercent: percentFor(item.proratedLicensesUsagePercent, told),
      processedDateTime: supersededDate(item.processedDateTime),
    }))
    .sort(
      (one, other) =>
        byCodeUnits(one.serviceName ?? '', other.serviceName ?? '') ||
        byCodeUnits(one.workloadName ?? '', other.workloadName ?? '') ||
        byCodeUnits(one.channel ?? '', other.channel ?? ''),
    );
  return { rows, usage: { ...usage, items, context } };
}

function percentFor(exact: number | null, told: RecomputedPercentages): number | null {
  if (exact === null) return told.zeroForNull === true ? 0 : null;
  return told.percentages === 'exact' ? exact : roundPercent(exact);
}

/** Dates in the form of the superseded operations, which write UTC as `+00:00`. */
function supersededDate(dateTime: string | null): string | null {
  return dateTime?.replace(/Z$/, '+00:00') ?? null;
}

/**
 * Reads the rows that `toPartnerLicensesUsage` and `comparePartnerUsage` need, with their dates. The service groups
 * them, so that a fleet of any size takes few calls. Grouped rows have no date, so one ungrouped row of each service
 * is read for its date.
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
    const filter = eq('serviceCode', serviceCode).toString();
    const [row] = await client.listLicensesUsage({ filter, top: 1 }, requestOptions).toArray();
    dates.set(serviceCode, row?.processedDateTime ?? null);
  }
  const rows = grouped.rows.map((row): PartnerUsageRow => ({
    ...row,
    processedDateTime: dates.get(row.serviceCode) ?? null,
  }));
  return { rows, context: grouped.context };
}

/**
 * A service that ignores the filter would answer with the usage of every customer.
 * @throws {ResponseFormatError} naming the first row of another customer.
 */
function requireCustomer({ items, context }: LicensesUsagePage<CustomerUsageRow>, customerId: string): void {
  const isOther = ({ customerTenantId: id }: CustomerUsageRow) =>
    id !== null && id.toLowerCase() !== customerId.toLowerCase();
  const index = items.findIndex(isOther);
  if (index === -1) return;
  throw new ResponseFormatError({
    tried: 'listLicensesUsage, filtered by customerTenantId',
    context,
    pointer: `/Value/${index}/customerTenantId`,
    expected: 'the id of the requested customer',
    received: 'another id',
  });
}

async function readPages<Row>(
  pages: AsyncIterable<LicensesUsagePage<Row>>,
  check: (page: LicensesUsagePage<Row>) => void = () => {},
) {
  const rows: Row[] = [];
  let context: CallContext | undefined;
  for await (const page of pages) {
    check(page);
    context ??= page.context;
    for (const row of page.items) rows.push(row);
  }
  if (context === undefined) throw new Error('The list ended without a page.');
  return { rows, context };
}
