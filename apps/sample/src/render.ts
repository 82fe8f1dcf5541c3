import { styleText } from 'node:util';
import type { CustomerLicensesUsageInsights, PartnerLicensesUsageInsights } from '@licenses-usage/client';
import { toMarkdown } from '@licenses-usage/client/migrate';
import type { Report } from './report.ts';
import { formatTable, text } from './table.ts';

type Insight = CustomerLicensesUsageInsights;
type PartnerInsight = PartnerLicensesUsageInsights;
type Comparison = Report['during']['parity'][number];

const title = (line: string): string => styleText('bold', line);
const product = ({ productName, serviceName, channel }: Insight): string =>
  `${text(productName)} (${text(serviceName)}, ${text(channel)})`;
const columns = {
  Workload: (row: Insight) => row.workloadName,
  Active: (row: Insight) => row.licensesActive,
  Qualified: (row: Insight) => row.licensesQualified,
  'Usage %': (row: Insight) => row.usagePercent?.toFixed(2),
};
const partnerColumns = {
  Service: (row: PartnerInsight) => row.serviceName,
  Workload: (row: PartnerInsight) => row.workloadName,
  Channel: (row: PartnerInsight) => row.channel,
  'Usage %': (row: PartnerInsight) => row.proratedLicensesUsagePercent?.toFixed(2),
};

function renderUsage({ customers, partner }: Pick<Report['before'], 'customers' | 'partner'>): string[] {
  const items = customers[0]?.items ?? [];
  const whose = `\n  ${text(items[0]?.customerName)}, the first of ${customers.length}`;
  return [whose, formatTable(items, columns, product), '\n  All', formatTable(partner, partnerColumns)];
}

/** Renders the report for a terminal, within 80 columns if the names allow it. */
export function render({ service, deprecations, before, during, after }: Report): string {
  const nameOf = (id: string) => before.customers.find((it) => it.customerId === id)?.items[0]?.customerName;
  const comparisonColumns = {
    'Tenant id': (it: Comparison) => ('customerId' in it ? it.customerId : null),
    Customer: (it: Comparison) => ('customerId' in it ? nameOf(it.customerId) : 'All'),
    Agree: ({ report }: Comparison) => `${report.agreed}/${report.matched}`,
    Verdict: ({ report }: Comparison) => report.verdict,
  };
  const ways = Object.entries({ before, during, after }).map(([way, cost]) => ({ way, ...cost }));
  return [
    title(`Licence usage of ${before.customers.length} customers, answered by ${service}`),
    title('\n1. Before: a superseded call for each customer, and one for all'),
    ...deprecations.map((message) => styleText('yellow', `  ${message.replace('. ', '.\n  ')}`)),
    ...renderUsage(before),
    title('\n2. During: the same calls and answers, compared in the background'),
    formatTable(during.parity, comparisonColumns),
    ...during.parity.flatMap(({ report }) => (report.verdict === 'differ' ? `\n${toMarkdown(report)}` : [])),
    ...during.events.map(({ type, operation }) => styleText('red', `  ${operation}: ${type}`)),
    title('\n3. After: one call for these customers, one for all; percentages from counts'),
    ...renderUsage(after),
    title('\nWhat it costs'),
    formatTable(ways, {
      Way: ({ way }) => way,
      Calls: (it) => it.calls,
      Seconds: (it) => it.seconds.toFixed(2),
    }),
  ].join('\n');
}
