import { compareEntries } from './compare-entries.ts';
import type { ParityReport } from './parity-report.ts';
import {
  entryOfPartnerInsight,
  partnerFields,
  PartnerRows,
  type PartnerInsightFacts,
  type PartnerRowFacts,
  type PartnerUsageField,
  type PartnerUsageKey,
} from './partner-entries.ts';
import { insightsOf, type LegacyUsage } from './read-fields.ts';
import { eachRow, isAsync } from './rows.ts';
import { resolveTolerance, type ParityOptions } from './tolerance.ts';

export interface PartnerParityReport extends ParityReport<PartnerUsageKey, PartnerUsageField> {}

/**
 * Compares what `getPartnerLicensesUsage` answered with what the rows of `listLicensesUsage` come to over all customers:
 * one insight for each service, workload and channel.
 *
 * - Codes and names compare without regard to case, dates as instants; without an offset they are UTC.
 * - The service of an insight is its `serviceCode`, or else its `serviceName`, which holds the code.
 * - Percentages are 100 × all active ÷ all qualified licences of the insight, never a mean of percentages, never clamped,
 *   and compared within `options.tolerance`. Nothing is totalled over workloads: one licence qualifies for several.
 * - A service whose snapshots differ is not compared: see `asOf`. Grouped rows have no date, which leaves this `unknown`.
 *
 * Rows that are still to come (`client.listLicensesUsage(…)`) give a promise. No row is held: memory grows with the
 * number of insights alone.
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
  const entries = Array.from(insightsOf(legacy), entryOfPartnerInsight);
  const current = new PartnerRows();
  const compare = () => compareEntries(entries, current.entries(), partnerFields, tolerance);
  if (isAsync(rows)) return eachRow(rows, (row) => current.add(row)).then(compare);
  for (const row of rows) current.add(row);
  return compare();
}
