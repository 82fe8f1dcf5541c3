import { instantOf } from '../instant-of.ts';
import { roundHalfUp } from '../round-half-up.ts';
import type { PartnerUsageRow } from '../to-partner-licenses-usage.ts';
import { usagePercent } from '../usage-percent.ts';
import type { FieldKinds } from './compare-values.ts';
import { identityOf, type Entry } from './entry.ts';
import { FieldsReader, type SavedCount } from './read-fields.ts';

/** What of a partner insight is compared: an item of `getPartnerLicensesUsage`, or of an answer saved as it came. */
export interface PartnerInsightFacts {
  readonly serviceCode?: string | null | undefined;
  readonly serviceName: string | null;
  readonly workloadName: string | null;
  readonly channel: string | null;
  readonly processedDateTime?: string | null | undefined;
  readonly proratedLicensesUsagePercent?: SavedCount | null | undefined;
}

/** What of a row is compared: a row of `listLicensesUsage`, grouped or not, or of an answer saved as it came. */
export interface PartnerRowFacts extends Omit<PartnerUsageRow, 'licensesActive' | 'licensesQualified'> {
  readonly licensesActive: SavedCount;
  readonly licensesQualified: SavedCount;
}

/** Tells one insight of the partner from another. All parts compare without regard to case. */
export type PartnerUsageKey = Readonly<{
  serviceCode: string | null;
  workloadName: string | null;
  channel: string | null;
}>;

export type PartnerUsageField = 'proratedLicensesUsagePercent' | 'serviceName';

export const partnerFields: FieldKinds<PartnerUsageField> = [
  ['proratedLicensesUsagePercent', 'percent'],
  ['serviceName', 'text'],
];

type PartnerEntry = Entry<PartnerUsageKey, PartnerUsageField>;

export function entryOfPartnerInsight(insight: PartnerInsightFacts, index: number): PartnerEntry {
  const read = new FieldsReader('legacy', index, insight);
  const serviceName = read.text('serviceName');
  const processedDateTime = read.optionalText('processedDateTime') ?? null;
  return createEntry(
    {
      serviceCode: read.optionalText('serviceCode') ?? serviceName,
      workloadName: read.text('workloadName'),
      channel: read.text('channel'),
    },
    processedDateTime === null ? [] : [instantOf(processedDateTime)],
    read.percent('proratedLicensesUsagePercent'),
    serviceName,
  );
}

interface Group {
  readonly key: PartnerUsageKey;
  readonly instants: Set<number>;
  licensesActive: number;
  licensesQualified: number;
}

/** Sums rows up by service, workload and channel as they come, and holds no row. */
export class PartnerRows {
  readonly #groups = new Map<string, Group>();
  #rows = 0;

  add(row: PartnerRowFacts): void {
    const read = new FieldsReader('rows', this.#rows, row);
    this.#rows += 1;
    const key = {
      serviceCode: read.text('serviceCode'),
      workloadName: read.text('workloadName'),
      channel: read.text('channel'),
    };
    const identity = identityOf(key);
    const group = this.#groups.get(identity) ?? {
      key,
      instants: new Set(),
      licensesActive: 0,
      licensesQualified: 0,
    };
    group.licensesActive += read.count('licensesActive');
    group.licensesQualified += read.count('licensesQualified');
    const processedDateTime = read.optionalText('processedDateTime') ?? null;
    if (processedDateTime !== null) group.instants.add(instantOf(processedDateTime));
    this.#groups.set(identity, group);
  }

  entries(): PartnerEntry[] {
    return Array.from(this.#groups.values(), ({ key, instants, licensesActive, licensesQualified }) =>
      createEntry(key, [...instants], usagePercent(licensesActive, licensesQualified), key.serviceCode),
    );
  }
}

function createEntry(
  key: PartnerUsageKey,
  instants: readonly number[],
  percent: number | null,
  serviceName: string | null,
): PartnerEntry {
  return {
    key,
    identity: identityOf(key),
    content: String(roundHalfUp(percent ?? 0, 2)),
    serviceCode: key.serviceCode,
    instants,
    values: { proratedLicensesUsagePercent: percent, serviceName },
  };
}
