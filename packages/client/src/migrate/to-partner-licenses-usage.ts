import { absentFields } from '../generated/decoders.ts';
import type { LicensesUsageRow, PartnerLicensesUsageInsights } from '../generated/models.ts';
import { latestDateTime, withOffset } from './date-time.ts';
import { identityOf } from './parity/pair-entries.ts';
import { recomputedCollection, type RecomputedLicensesUsage, usagePercent } from './recompute.ts';
import { type FieldsReader, readersOf } from './read-fields.ts';

type GrainField = 'serviceCode' | 'workloadName' | 'channel';

/** The fields from which a partner insight is computed: of ungrouped rows, or rows grouped by at least these fields. */
export interface PartnerUsageRow
  extends
    Pick<LicensesUsageRow, GrainField | 'licensesActive' | 'licensesQualified'>,
    Partial<Pick<LicensesUsageRow, 'processedDateTime'>> {}

const example = `listLicensesUsage({ groupBy: ['serviceCode', 'workloadCode', 'workloadName', 'channel'] })`;

/**
 * Converts rows of `listLicensesUsage` to the answer of `getPartnerLicensesUsage`: one insight for each service,
 * workload and channel, in the order and spelling in which they first occur. Case makes no difference.
 *
 * - `proratedLicensesUsagePercent` is recomputed: 100 × all active ÷ all qualified licences of the insight. Not
 *   rounded; may exceed 100; `null` when nothing is qualified. How the service prorates its own figure is not
 *   published, so equality is not promised: compare with `roundPercent`.
 * - `serviceName` is the rows' `serviceCode`. Their own `serviceName` is a display name, which insights don't have.
 * - `processedDateTime` is the latest of the rows, with `Z` if a raw row has no offset. It differs between services,
 *   and is `null` when no row has one.
 *
 * All rows of a service must be of one snapshot: two snapshots would count everything twice.
 *
 * Sources: https://learn.microsoft.com/en-us/partner-center/developer/get-licenses-usage-information and
 * https://learn.microsoft.com/en-us/partner-center/developer/get-partner-licenses-usage-information
 *
 * @throws {ConfigurationError} naming the first row and field that can't be used.
 */
export function toPartnerLicensesUsage(
  rows: Iterable<PartnerUsageRow>,
): RecomputedLicensesUsage<PartnerLicensesUsageInsights> {
  const groups: PartnerGroups = new Map();
  for (const read of readersOf(rows, example)) addToGroup(groups, read);
  return recomputedCollection(Array.from(groups.values(), toInsight));
}

/** Groups of rows, in the order in which they first occurred. */
export type PartnerGroups = Map<string, PartnerGroup>;

/** The sum of the rows of one service, workload and channel. No row is held. */
export interface PartnerGroup {
  /** In the spelling of the first row. */
  readonly key: Readonly<Record<GrainField, string | null>>;
  /** The dates of the rows, with an offset. */
  readonly dates: Set<string>;
  licensesActive: number;
  licensesQualified: number;
}

/** Adds a row to its group. */
export function addToGroup(groups: PartnerGroups, read: FieldsReader): void {
  const key = {
    serviceCode: read.text('serviceCode'),
    workloadName: read.text('workloadName'),
    channel: read.text('channel'),
  };
  const identity = identityOf(key);
  const group = groups.get(identity) ?? { key, dates: new Set(), licensesActive: 0, licensesQualified: 0 };
  groups.set(identity, group);
  const date = withOffset(read.optionalText('processedDateTime'));
  if (date !== null) group.dates.add(date);
  group.licensesActive += read.count('licensesActive');
  group.licensesQualified += read.count('licensesQualified');
}

function toInsight({ key, dates, ...licences }: PartnerGroup): PartnerLicensesUsageInsights {
  return {
    ...absentFields.PartnerLicensesUsageInsights,
    proratedLicensesUsagePercent: usagePercent(licences.licensesActive, licences.licensesQualified),
    workloadName: key.workloadName,
    processedDateTime: [...dates].reduce<string | null>(latestDateTime, null),
    serviceCode: key.serviceCode,
    serviceName: key.serviceCode,
    channel: key.channel,
    attributes: { ...absentFields.ResourceAttributes, objectType: 'PartnerLicensesUsageInsights' },
  };
}
