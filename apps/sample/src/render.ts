import { styleText } from 'node:util';
import type { LicensesUsageRow } from '@licenses-usage/client';
import { factsOf, type Insight } from './compare.ts';
import type { Report } from './report.ts';
import { formatTable, text } from './table.ts';

type Row = Partial<LicensesUsageRow>;
type Comparison = Report['comparison']['customer'];
type Pair = Comparison['rows'][number];

const title = (line: string): string => styleText('bold', line);
const verdict = ({ verdict: sentence, rows }: Comparison): string =>
  styleText(rows.every(({ agreement }) => agreement === 'agree') ? 'green' : 'red', sentence);

// The superseded operations call the code of a service its name.
const service = (row: Row): string => text(row.serviceCode ?? row.serviceName);
const product = (row: Row): string => `${text(row.productName)} (${service(row)}, ${text(row.channel)})`;
const workload = { Workload: (row: Row) => row.workloadName };
const grain = { Service: service, ...workload, Channel: (row: Row) => row.channel };
const counts = { Active: (row: Row) => row.licensesActive, Qualified: (row: Row) => row.licensesQualified };
const percent = { 'Usage %': (row: Insight) => factsOf(row).percent?.toFixed(2) };
const date = { 'As of': (row: Row) => row.processedDateTime?.slice(0, 10) };
const bothCounts = { Legacy: (row: Pair) => row.before?.counts, New: (row: Pair) => row.after?.counts };
const bothPercents = {
  'Legacy %': (row: Pair) => row.before?.percent?.toFixed(2),
  'Recomputed %': (row: Pair) => row.after?.percent?.toFixed(2),
  Agreement: (row: Pair) => row.agreement,
};

/** The report as a terminal shows it, within 80 columns as far as the names allow. */
export function render({ before, after, comparison, customers, ...report }: Report): string {
  const choice = formatTable(customers, {
    'Tenant id': ({ id }) => id,
    Name: ({ companyProfile }) => companyProfile?.companyName,
    Relationship: ({ relationshipToPartner }) => relationshipToPartner,
  });
  return [
    title(`Licence usage of ${report.customerId}, answered by ${report.service}`),
    title('\n1. Before: two superseded operations'),
    ...report.deprecations.map((message) => styleText('yellow', `  ${message.replace('. ', '.\n  ')}`)),
    `\n  getCustomerLicensesUsage(customerId): ${text(before.customer[0]?.customerName)}`,
    formatTable(before.customer, { ...workload, ...counts, ...percent, ...date }, product),
    '\n  getPartnerLicensesUsage()',
    formatTable(before.partner, { ...grain, ...percent, ...date }),
    title('\n2. After: one operation, with counts instead of percentages'),
    `\n  listLicensesUsage({ filter }): ${text(after.customerRows[0]?.customerName)}`,
    formatTable(after.customerRows, { ...workload, ...counts, ...date }, product),
    '\n  listLicensesUsage({ groupBy })',
    formatTable(after.partnerRows, { ...grain, ...counts, ...date }),
    title('\n3. Side by side, with percentages recomputed from the counts'),
    `\n  Customer: ${verdict(comparison.customer)}`,
    formatTable(comparison.customer.rows, { ...workload, ...bothCounts, ...bothPercents }, product),
    `\n  Partner: ${verdict(comparison.partner)}`,
    formatTable(comparison.partner.rows, { ...grain, ...bothPercents }),
    ...(customers.length === 0 ? [] : [title('\nCustomers to choose from with --customer'), choice]),
  ].join('\n');
}
