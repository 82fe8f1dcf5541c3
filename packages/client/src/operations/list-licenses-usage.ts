import type { LicensesUsageField, LicensesUsageRowOf } from '../generated/models.ts';
import type { ClientContext } from '../call/client-context.ts';
import { licensesUsageFields } from '../generated/models.ts';
import { createPagedIterator, type PagedAsyncIterableIterator } from '../pages/paged-iterator.ts';
import type { ListOptions } from '../request-options.ts';
import { prepareCommercialList, type CommercialPage } from '../pages/commercial-list.ts';
import type { PrefixFinder } from './commercial-path-prefix.ts';
import type { LicensesUsageQuery } from '../pages/licenses-usage-query.ts';
import { loadWalks } from './load-walks.ts';
import { resolveRowsQuery } from '../pages/rows-query.ts';

/** One answer of the superseding operation. */
export interface LicensesUsagePage<Row> extends CommercialPage<Row> {}

export function listLicensesUsage<GroupBy extends readonly LicensesUsageField[]>(
  client: ClientContext,
  prefixes: PrefixFinder,
  query: LicensesUsageQuery<GroupBy>,
  requestOptions: ListOptions | undefined,
): PagedAsyncIterableIterator<LicensesUsageRowOf<GroupBy>, LicensesUsagePage<LicensesUsageRowOf<GroupBy>>> {
  const list = prepareCommercialList(
    'listLicensesUsage',
    { client, prefixes },
    resolveRowsQuery(query, licensesUsageFields),
    requestOptions,
  );
  return createPagedIterator({
    start: list.start,
    load: async () => (await loadWalks()).walkLicensesUsage<GroupBy>(list),
  });
}
