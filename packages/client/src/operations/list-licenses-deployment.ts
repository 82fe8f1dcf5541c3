import type { LicensesDeploymentField, LicensesDeploymentRowOf } from '../generated/models.ts';
import type { ClientContext } from '../call/client-context.ts';
import { licensesDeploymentFields } from '../generated/models.ts';
import { createPagedIterator, type PagedAsyncIterableIterator } from '../pages/paged-iterator.ts';
import type { ListOptions } from '../request-options.ts';
import { prepareCommercialList, type CommercialPage } from '../pages/commercial-list.ts';
import type { PrefixFinder } from './commercial-path-prefix.ts';
import type { LicensesDeploymentQuery } from '../pages/licenses-deployment-query.ts';
import { loadWalks } from './load-walks.ts';
import { resolveRowsQuery } from '../pages/rows-query.ts';

/** One answer of the current deployment operation. */
export interface LicensesDeploymentPage<Row> extends CommercialPage<Row> {}

export function listLicensesDeployment<GroupBy extends readonly LicensesDeploymentField[]>(
  client: ClientContext,
  prefixes: PrefixFinder,
  query: LicensesDeploymentQuery<GroupBy>,
  requestOptions: ListOptions | undefined,
): PagedAsyncIterableIterator<
  LicensesDeploymentRowOf<GroupBy>,
  LicensesDeploymentPage<LicensesDeploymentRowOf<GroupBy>>
> {
  const list = prepareCommercialList(
    'listLicensesDeployment',
    { client, prefixes },
    resolveRowsQuery(query, licensesDeploymentFields),
    requestOptions,
  );
  return createPagedIterator({
    start: list.start,
    load: async () => (await loadWalks()).walkLicensesDeployment<GroupBy>(list),
  });
}
