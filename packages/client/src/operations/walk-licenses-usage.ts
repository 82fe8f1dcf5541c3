import { readLicensesUsageRow } from '../generated/list-decoders.ts';
import type { LicensesUsageField, LicensesUsageRowOf } from '../generated/models.ts';
import type { Walks } from '../pages/paged-iterator.ts';
import type { UsagePosition } from '../pages/usage-position.ts';
import type { CommercialList, CommercialPage } from '../pages/commercial-list.ts';
import { walkCommercialList } from '../pages/walk-commercial-list.ts';

export function walkLicensesUsage<GroupBy extends readonly LicensesUsageField[]>(
  list: CommercialList<LicensesUsageField>,
): Walks<LicensesUsageRowOf<GroupBy>, CommercialPage<LicensesUsageRowOf<GroupBy>>, UsagePosition> {
  const groupBy = list.chosen.groupby ?? [];
  return walkCommercialList(list, {
    readRow: (row, ctx) => readLicensesUsageRow<GroupBy>(row, groupBy, ctx),
  });
}
