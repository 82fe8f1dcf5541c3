import { instantOf } from '../date-time.ts';
import {
  afterEachRow,
  type FieldsReader,
  insightReadersOf,
  type LegacyUsage,
  type SavedCount,
} from '../read-fields.ts';
import { roundHalfUp, usagePercent } from '../recompute.ts';
import {
  addToGroup,
  type PartnerGroup,
  type PartnerGroups,
  type PartnerUsageRow,
} from '../to-partner-licenses-usage.ts';
import { type ComparedFields, compareEntries, resolveTolerance } from './compare-entries.ts';
import type { Entry } from './pair-entries.ts';
import type { ParityOptions, ParityReport } from './parity-report.ts';

/** The compared part of a partner insight: an item of `getPartnerLicensesUsage`, or of a saved answer. */
export interface PartnerInsightFacts {
  /** Part of the key; `serviceName` takes its place when it is absent. */
  readonly serviceCode?: string | null | undefined;
  /** Compared as text. */
  readonly serviceName: string | null;
  /** Part of the key. */
  readonly workloadName: string | null;
  /** Part of the key. */
  readonly channel: string | null;
  /** The snapshot, ISO 8601; UTC if it has no offset. */
  readonly processedDateTime?: string | null | undefined;
  /** Compared within the tolerance. */
  readonly proratedLicensesUsagePercent?: SavedCount | null | undefined;
}

/** The compared part of a row: a row of `listLicensesUsage`, grouped or not, or of a saved answer. */
export interface PartnerRowFacts extends Omit<PartnerUsageRow, 'licensesActive' | 'licensesQualified'> {
  /** Summed up, exactly. */
  readonly licensesActive: SavedCount;
  /** Summed up, exactly. */
  readonly licensesQualified: SavedCount;
}

/** Identifies an insight of the partner. All parts are compared without regard to case. */
export type PartnerUsageKey = Readonly<{
  /** Such as `o365`. */
  serviceCode: string | null;
  /** Such as `Exchange`. */
  workloadName: string | null;
  /** Such as `reseller`. */
  channel: string | null;
}>;

/** The fields of an insight of the partner that are compared. */
export type PartnerUsageField = 'proratedLicensesUsagePercent' | 'serviceName';

const comparedFields: ComparedFields<PartnerUsageField> = {
  fields: ['proratedLicensesUsagePercent', 'serviceName'],
  percentField: 'proratedLicensesUsagePercent',
};

type PartnerEntry = Entry<PartnerUsageKey, PartnerUsageField>;

function entryOfInsight(read: FieldsReader): PartnerEntry {
  const serviceName = read.text('serviceName');
  const key = {
    serviceCode: read.optionalText('serviceCode') ?? serviceName,
    workloadName: read.text('workloadName'),
    channel: read.text('channel'),
  };
  return createEntry(key, read.instants(), read.percent('proratedLicensesUsagePercent'), serviceName);
}

function entryOfGroup({ key, dates, licensesActive, licensesQualified }: PartnerGroup): PartnerEntry {
  const percent = usagePercent(licensesActive, licensesQualified);
  return createEntry(key, Array.from(dates, instantOf), percent, key.serviceCode);
}

function createEntry(
  key: PartnerUsageKey,
  instants: readonly number[],
  percent: number | null,
  serviceName: string | null,
): PartnerEntry {
  const content = String(roundHalfUp(percent ?? 0, 2));
  return { key, content, instants, values: { proratedLicensesUsagePercent: percent, serviceName } };
}

/** How the two operations compare for the partner. */
export interface PartnerParityReport extends ParityReport<PartnerUsageKey, PartnerUsageField> {}

/**
 * Compares an answer of `getPartnerLicensesUsage` with the insights computed from the rows of `listLicensesUsage`
 * over all customers: one for each service, workload and channel.
 *
 * - Codes and names are compared without regard to case, dates as instants. Dates without an offset are UTC.
 * - The service of an insight is its `serviceCode`, or else its `serviceName`, which holds the code.
 * - Percentages are 100 × all active ÷ all qualified licences of the insight, never a mean of percentages, never
 *   clamped, and compared within `options.tolerance`. Nothing is totalled over workloads: one licence qualifies for
 *   several.
 * - A service whose snapshots differ is not compared: see `asOf`. With grouped rows, which have no date, this is
 *   `unknown`.
 *
 * For an async iterable of rows, such as `client.listLicensesUsage(…)`, resolves to the report. No row is held:
 * memory grows only with the number of insights.
 *
 * @throws {ConfigurationError} naming the first field that can't be used.
 */
export function comparePartnerUsage(
  legacy: LegacyUsage<PartnerInsightFacts>,
  rows: Iterable<PartnerRowFacts>,
  options?: ParityOptions,
): PartnerParityReport;
export function comparePartnerUsage(
  legacy: LegacyUsage<PartnerInsightFacts>,
  rows: AsyncIterable<PartnerRowFacts>,
  options?: ParityOptions,
): Promise<PartnerParityReport>;
export function comparePartnerUsage(
  legacy: LegacyUsage<PartnerInsightFacts>,
  rows: Iterable<PartnerRowFacts> | AsyncIterable<PartnerRowFacts>,
  options: ParityOptions = {},
): PartnerParityReport | Promise<PartnerParityReport> {
  const tolerance = resolveTolerance(options);
  const insights = Array.from(insightReadersOf(legacy), entryOfInsight);
  const groups: PartnerGroups = new Map();
  return afterEachRow(
    rows,
    (read) => addToGroup(groups, read),
    () => compareEntries(insights, Array.from(groups.values(), entryOfGroup), comparedFields, tolerance),
  );
}
