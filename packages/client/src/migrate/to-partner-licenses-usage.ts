import type { LicensesUsageRow, PartnerLicensesUsageInsights } from '../generated/models.ts';
import { latestDateTime, withOffset } from './date-time.ts';
import { recomputedCollection, type RecomputedLicensesUsage, usagePercent } from './recompute.ts';
import { requireRows, type RowRequirement } from './require-rows.ts';

type GrainField = 'serviceCode' | 'workloadName' | 'channel';

/** What a partner insight is made of: rows that are not grouped, or that are grouped by these fields at least. */
export interface PartnerUsageRow
  extends
    Pick<LicensesUsageRow, GrainField | 'licensesActive' | 'licensesQualified'>,
    Partial<Pick<LicensesUsageRow, 'processedDateTime'>> {}

const requirement: RowRequirement<GrainField> = {
  text: ['serviceCode', 'workloadName', 'channel'],
  example: `listLicensesUsage({ groupBy: ['serviceCode', 'workloadCode', 'workloadName', 'channel'] })`,
};

/** The rows of one service, workload and channel. */
interface Group {
  readonly first: PartnerUsageRow;
  licensesActive: number;
  licensesQualified: number;
  processedDateTime: string | null;
}

/**
 * Rows of `listLicensesUsage` as `getPartnerLicensesUsage` would have answered them: one insight for each service,
 * workload and channel, in the order in which the rows first name them, spelt as there. Case makes no difference.
 *
 * - `proratedLicensesUsagePercent` is recomputed: 100 × all active ÷ all qualified licences of the insight. 0 to 100 and
 *   above, not rounded, `null` when nothing is qualified. How the service prorates its own figure is not published, so
 *   equality is not promised: compare with `roundPercent`.
 * - `serviceName` is the rows' `serviceCode`. Their own `serviceName` is a display name, which insights don't have.
 * - `processedDateTime` is the latest of the rows, with `Z` where a row that was stored raw has no offset. It differs
 *   between services, and is `null` when no row has one.
 *
 * All rows must be of one snapshot of their service: two snapshots would count everything twice.
 *
 * Sources: https://learn.microsoft.com/en-us/partner-center/developer/get-licenses-usage-information and
 * https://learn.microsoft.com/en-us/partner-center/developer/get-partner-licenses-usage-information
 *
 * @throws {ConfigurationError} naming the first row and field that can't be used.
 */
export function toPartnerLicensesUsage(
  rows: Iterable<PartnerUsageRow>,
): RecomputedLicensesUsage<PartnerLicensesUsageInsights> {
  const groups = new Map<string, Group>();
  for (const row of requireRows(rows, requirement)) {
    const key = groupKey(row);
    const group = groups.get(key) ?? {
      first: row,
      licensesActive: 0,
      licensesQualified: 0,
      processedDateTime: null,
    };
    group.licensesActive += row.licensesActive;
    group.licensesQualified += row.licensesQualified;
    group.processedDateTime = latestDateTime(group.processedDateTime, withOffset(row.processedDateTime));
    groups.set(key, group);
  }
  return recomputedCollection(Array.from(groups.values(), toInsight));
}

function groupKey({ serviceCode, workloadName, channel }: PartnerUsageRow): string {
  return JSON.stringify([serviceCode, workloadName, channel]).toLowerCase();
}

function toInsight({ first, ...group }: Group): PartnerLicensesUsageInsights {
  return {
    proratedLicensesUsagePercent: usagePercent(group.licensesActive, group.licensesQualified),
    workloadName: first.workloadName,
    processedDateTime: group.processedDateTime,
    serviceCode: first.serviceCode,
    serviceName: first.serviceCode,
    channel: first.channel,
    attributes: { objectType: 'PartnerLicensesUsageInsights' },
  };
}
