import { describe, expect, test } from 'vitest';
import { describeDates, differencesOf } from '../../src/parity/differences.ts';
import { renderComparison } from '../../src/parity/render-table.ts';
import { differing, reportWith } from '../support/parity-report.ts';

const look = { width: undefined, paint: (_style: string, text: string) => text };

describe('a difference between the operations', () => {
  test('has a name, a figure and both values, with percentages at the decimals of the comparison', () => {
    expect([...differencesOf(reportWith(differing))]).toStrictEqual([
      {
        where: 'o365 · Exchange · –',
        field: 'proratedLicensesUsagePercent',
        legacy: '91.70',
        current: '–',
      },
      { where: 'o365 · Teams · direct', field: 'licensesActive', legacy: '5', current: 'missing' },
      { where: 'crm · Sales · reseller', field: 'usagePercent', legacy: 'missing', current: '0.01' },
      { where: 'crm · Sales · reseller', field: 'licensesQualified', legacy: 'missing', current: '–' },
    ]);
  });

  test('has days, or an unknown day', () => {
    expect(describeDates(['2026-11-19T00:00:00Z', '2026-11-26'])).toBe('2026-11-19, 2026-11-26');
    expect(describeDates([])).toBe('not told');
  });
});

describe('a comparison on a terminal', () => {
  test.for([
    ['agree', '✓ Both operations agree.'],
    ['differ', '✗ The operations differ.'],
    ['not-comparable', '! The operations return different snapshots, so they can’t be compared.'],
    ['no-data', '! Neither operation has data.'],
  ] as const)('with the verdict %s says so first', async ([verdict, sentence]) => {
    const lines = (await renderComparison(reportWith({ verdict }), look)).split('\n');
    expect(lines.slice(0, 2)).toStrictEqual([
      sentence,
      '1,230 of 1,234 figures that both have agree at 2 decimals.',
    ]);
    const named = await renderComparison(reportWith({ verdict }), look, 'Contoso');
    expect(named.split('\n')[0]).toBe(`${sentence.slice(0, 2)}Contoso: ${sentence.slice(2)}`);
  });

  test('lists what differs, and then which snapshots were compared', async () => {
    expect(await renderComparison(reportWith(differing), look)).toBe(
      [
        '✗ The operations differ.',
        '1,230 of 1,234 figures that both have agree at 2 decimals.',
        '',
        'Where                   Figure                        Superseded  Current',
        '──────────────────────  ────────────────────────────  ──────────  ───────',
        'o365 · Exchange · –     proratedLicensesUsagePercent  91.70       –',
        'o365 · Teams · direct   licensesActive                5           missing',
        'crm · Sales · reseller  usagePercent                  missing     0.01',
        'crm · Sales · reseller  licensesQualified             missing     –',
        '',
        'Service  Superseded as of        Current as of',
        '───────  ──────────────────────  ─────────────',
        'o365     2026-11-19, 2026-11-26  not told',
        '',
      ].join('\n'),
    );
    const nothing = await renderComparison(reportWith({ asOf: [], verdict: 'no-data' }), look);
    expect(nothing.split('\n')).toHaveLength(3);
  });

  test('keeps the values on a narrow terminal, and drops the figure first', async () => {
    const text = await renderComparison(reportWith(differing), { ...look, width: 40 });
    expect(text.split('\n').filter((line) => line.length > 40)).toStrictEqual([]);
    expect(text).toMatch(/^Where +Superseded +Current$/m);
    expect(text).toMatch(/^1,230 of 1,234 figures that both have\nagree at 2 decimals\.$/m);
    const narrower = await renderComparison(reportWith(differing), { ...look, width: 26 });
    expect(narrower).toMatch(/^Where +Current$/m);
    expect(narrower).toMatch(/^Service +Current as of$/m);
  });
});
