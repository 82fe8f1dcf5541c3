import { styleText } from 'node:util';
import type { Customer, LicensesUsageRow } from '@licenses-usage/client';
import { factsOf, type Insight } from './compare.ts';
import type { Report } from './report.ts';
import { formatTable, text } from './table.ts';

type Row = Partial<LicensesUsageRow>;
type Comparison = Report['comparison']['customer' | 'partner'];
type Pair = Comparison['pairs'][number];

const title = (line: string): string => styleText('bold', line);
// The superseded operations call the code of a service its name.
const service = (row: Row): string => text(row.serviceCode ?? row.serviceName);
const product = (row: Row): string => `${text(row.productName)} (${service(row)}, ${text(row.channel)})`;
const workload = { Workload: (row: Row) => row.workloadName };
const grain = { Service: service, ...workload, Channel: (row: Row) => row.channel };
const counts = { Active: (row: Row) => row.licensesActive, Qualified: (row: Row) => row.licensesQualified };
const percent = { 'Usage %': (row: Insight) => factsOf(row).percent?.toFixed(2) };
const date = { 'As of': (row: Row) => row.processedDateTime?.slice(0, 10) };
const bothCounts = { Legacy: (row: Pair) => row.legacy?.counts, New: (row: Pair) => row.current?.counts };
const bothPercents = {
  'Legacy %': (row: Pair) => row.legacy?.percent?.toFixed(2),
  'Recomputed %': (row: Pair) => row.current?.percent?.toFixed(2),
  Agreement: ({ legacy, current }: Pair) => {
    if (legacy === undefined || current === undefined) return legacy ? 'legacy only' : 'new only';
    // The superseded operations say 0 where nothing is qualified.
    const agrees = legacy.counts === current.counts && (legacy.percent ?? 0) === (current.percent ?? 0);
    return agrees ? 'agree' : 'differ';
  },
};

const customerColumns = {
  'Tenant id': (customer: Customer) => customer.id,
  Name: (customer: Customer) => customer.companyProfile?.companyName,
  Relationship: (customer: Customer) => customer.relationshipToPartner,
};

function describe({ verdict, agreed, pairs }: Comparison): string {
  if (verdict === 'no-data') return 'no data on either side.';
  const sentence = `${agreed} of ${pairs.length} rows agree. Verdict: ${verdict}.`;
  return styleText(verdict === 'agree' ? 'green' : 'red', sentence);
}

/** The report as a terminal shows it, within 80 columns as far as the names allow. */
export function render({ before, after, comparison, customers, ...report }: Report): string {
  return [
    title(`Licence usage of ${report.customerId}, answered by ${report.service}`),
    title('\n1. Before: two superseded operations'),
    ...report.deprecations.map((message) => styleText('yellow', `  ${message.replace('. ', '.\n  ')}`)),
    `\n  getCustomerLicensesUsage(customerId): ${text(before.customer[0]?.customerName)}`,
    formatTable(before.customer, { ...workload, ...counts, ...percent, ...date }, product),
    '\n  getPartnerLicensesUsage()',
    formatTable(before.partner, { ...grain, ...percent, ...date }),
    title('\n2. After: one operation, with counts instead of percentages'),
    `\n  listLicensesUsage({ filter }): ${text(after.customer[0]?.customerName)}`,
    formatTable(after.customer, { ...workload, ...counts, ...date }, product),
    '\n  listLicensesUsage({ groupBy })',
    formatTable(after.partner, { ...grain, ...counts }),
    title('\n3. Side by side, with percentages recomputed from the counts'),
    `\n  Customer: ${describe(comparison.customer)}`,
    formatTable(comparison.customer.pairs, { ...workload, ...bothCounts, ...bothPercents }, product),
    `\n  Partner: ${describe(comparison.partner)}`,
    formatTable(comparison.partner.pairs, { ...grain, ...bothPercents }),
    ...(customers.length === 0 ? [] : [title('\nCustomers, to choose from with --customer')]),
    ...(customers.length === 0 ? [] : [formatTable(customers, customerColumns)]),
  ].join('\n');
}
