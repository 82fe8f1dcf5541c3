import { describe, expect, test } from 'vitest';
import { compareCustomerUsage } from '../../../src/migrate/parity/compare-customer-usage.ts';
import { comparePartnerUsage } from '../../../src/migrate/parity/compare-partner-usage.ts';
import { overallVerdict } from '../../../src/migrate/parity/compare-entries.ts';
import { toMarkdown } from '../../../src/migrate/parity/to-markdown.ts';
import { usageRow } from '../usage-row.ts';
import { customerInsight, partnerInsight } from './support/two-sides.ts';

describe('toMarkdown', () => {
  test('shows the verdict, the snapshots and what changed, percentages rounded as they were compared', () => {
    const rows = [usageRow({ licensesActive: 1, licensesQualified: 3 })] as const;
    const report = comparePartnerUsage([{ ...partnerInsight(rows), proratedLicensesUsagePercent: 30 }], rows);
    expect(toMarkdown(report)).toBe(`**differ**: The sides differ.

0 of 1 insights that both sides have agree (percentages within 0 percentage points at 2 decimals; a legacy 0 counts as null).

### Snapshots (1)

| service | snapshots | legacy | current |
| --- | --- | --- | --- |
| o365 | same | 1 of 2017-03-09T00:00:00Z | 1 of 2017-03-09T00:00:00Z |

### Changed (1)

| serviceCode | workloadName | channel | field | legacy | current | delta |
| --- | --- | --- | --- | --- | --- | --- |
| o365 | Exchange | reseller | proratedLicensesUsagePercent | 30 | 33.33 | 3.33 |
`);
  });

  test('shows insights of one side only, duplicates, and insights without qualified licences', () => {
    const rows = [
      usageRow({ licensesQualified: 0 }),
      usageRow({ licensesQualified: 0 }),
      usageRow({ channel: null }),
    ];
    const insights = rows.map(customerInsight);
    const text = toMarkdown(
      compareCustomerUsage(
        [
          ...insights.slice(0, 2),
          {
            ...insights[0],
            channel: 'x',
            serviceName: 'crm',
            customerName: 'A',
            productName: 'B',
            workloadName: 'C',
            licensesActive: 0,
            licensesQualified: 0,
          },
        ],
        rows,
      ),
    );
    expect(text.match(/^### .*$/gm)).toStrictEqual([
      '### Snapshots (2)',
      '### Only in legacy (1)',
      '### Only in current (1)',
      '### Several of one key (1)',
      '### Nothing qualified: 0 before, null now (2)',
    ]);
    expect(text).toContain('| o365 | EXCHANGE ONLINE (PLAN 1) | Exchange | *null* |');
    expect(text).toContain('| crm | unknown | 1 of 2017-03-09T00:00:00Z | nothing |');
  });

  test('is a sentence or two if there is nothing to show', () => {
    expect(toMarkdown(comparePartnerUsage([], []))).toMatch(
      /^\*\*no-data\*\*: Neither side has data.*\n\n0 of 0 .*\n$/,
    );
  });

  test('escapes names, so that none breaks the table or becomes markup', () => {
    const hostile = 'a|b\\|c\n| x <img src=y> [z](w) `q` *r* _s_ & #t\u2028u';
    const rows = [usageRow({ productName: hostile })];
    const lines = toMarkdown(compareCustomerUsage([], rows)).split('\n');
    const row = lines.find((line) => line.includes('img')) ?? '';
    expect(row).toContain(
      'a\\|b\\\\\\|c \\| x \\<img src=y\\> \\[z\\](w) \\`q\\` \\*r\\* \\_s\\_ \\& \\#t u',
    );
    const head = lines.find((line) => line.includes('productName')) ?? '';
    expect(row.replaceAll(/\\./g, '').split('|')).toHaveLength(head.split('|').length);
    expect(lines.some((line) => line.includes('\u2028'))).toBe(false);
  });
});

describe('overallVerdict', () => {
  test.for([
    [[], 'no-data'],
    [['no-data', 'agree'], 'agree'],
    [['agree', 'not-comparable', 'no-data'], 'not-comparable'],
    [['not-comparable', 'differ', 'agree'], 'differ'],
  ] as const)('of %j is %s', ([verdicts, overall]) => {
    expect(overallVerdict(verdicts)).toBe(overall);
  });
});
