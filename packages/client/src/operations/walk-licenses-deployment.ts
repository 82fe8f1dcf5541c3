import { readLicensesDeploymentRow } from '../generated/list-decoders.ts';
import type { LicensesDeploymentField, LicensesDeploymentRowOf } from '../generated/models.ts';
import type { Walks } from '../pages/paged-iterator.ts';
import type { UsagePosition } from '../pages/usage-position.ts';
import type { CommercialList, CommercialPage } from '../pages/commercial-list.ts';
import { walkCommercialList } from '../pages/walk-commercial-list.ts';

export function walkLicensesDeployment<GroupBy extends readonly LicensesDeploymentField[]>(
  list: CommercialList<LicensesDeploymentField>,
): Walks<LicensesDeploymentRowOf<GroupBy>, CommercialPage<LicensesDeploymentRowOf<GroupBy>>, UsagePosition> {
  const groupBy = list.chosen.groupby ?? [];
  return walkCommercialList(list, {
    readRow: (row, ctx) => readLicensesDeploymentRow<GroupBy>(row, groupBy, ctx),
  });
}
