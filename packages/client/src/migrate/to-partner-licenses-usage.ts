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
  const groups = new PartnerGroups();
  for (const read of readersOf(rows, example)) groups.add(read);
  return recomputedCollection(Array.from(groups.values(), toInsight));
}

/** The rows of one service, workload and channel, with the spelling of the first row. */
export interface PartnerGroup {
  readonly key: Readonly<Record<GrainField, string | null>>;
  /** The dates of the rows, with an offset. */
  readonly dates: ReadonlySet<string>;
  readonly licensesActive: number;
  readonly licensesQualified: number;
}

/** Sums up rows by service, workload and channel as they arrive, and holds no row. */
export class PartnerGroups {
  readonly #groups = new Map<string, PartnerGroup & { readonly dates: Set<string> }>();

  add(read: FieldsReader): void {
    const key = {
      serviceCode: read.text('serviceCode'),
      workloadName: read.text('workloadName'),
      channel: read.text('channel'),
    };
    const identity = identityOf(key);
    const group = this.#groups.get(identity);
    const dates = group?.dates ?? new Set();
    const date = withOffset(read.optionalText('processedDateTime'));
    if (date !== null) dates.add(date);
    this.#groups.set(identity, {
      key: group?.key ?? key,
      dates,
      licensesActive: read.count('licensesActive') + (group?.licensesActive ?? 0),
      licensesQualified: read.count('licensesQualified') + (group?.licensesQualified ?? 0),
    });
  }

  /** The groups, in the order in which they first occurred. */
  values(): Iterable<PartnerGroup> {
    return this.#groups.values();
  }
}

function toInsight({
  key,
  dates,
  licensesActive,
  licensesQualified,
}: PartnerGroup): PartnerLicensesUsageInsights {
  return {
    ...absentFields.PartnerLicensesUsageInsights,
    proratedLicensesUsagePercent: usagePercent(licensesActive, licensesQualified),
    workloadName: key.workloadName,
    processedDateTime: [...dates].reduce<string | null>(latestDateTime, null),
    serviceCode: key.serviceCode,
    serviceName: key.serviceCode,
    channel: key.channel,
    attributes: { ...absentFields.ResourceAttributes, objectType: 'PartnerLicensesUsageInsights' },
  };
}
