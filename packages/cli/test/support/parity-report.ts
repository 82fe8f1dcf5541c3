import type { ParityReport } from '@licenses-usage/client/migrate';

/** A comparison that agrees, of two snapshots of one service, but for what a test gives it. */
export function reportWith(parts: Partial<ParityReport> = {}): ParityReport {
  return {
    verdict: 'agree',
    asOf: [
      {
        serviceCode: 'o365',
        snapshots: 'same',
        legacy: { insights: 2, dates: ['2026-11-19T00:00:00Z', '2026-11-26T00:00:00Z'] },
        current: { insights: 2, dates: [] },
      },
    ],
    matched: 1_234,
    agreed: 1_230,
    changed: [],
    onlyInLegacy: [],
    onlyInCurrent: [],
    duplicates: [],
    nothingQualified: [],
    tolerance: { decimals: 2, percentagePoints: 0, zeroIsNull: true },
    ...parts,
  };
}

/** Three differences: in a figure of both sides, and in figures that one side has alone. */
export const differing: Partial<ParityReport> = {
  verdict: 'differ',
  changed: [
    {
      key: { serviceCode: 'o365', workloadName: 'Exchange', channel: null },
      field: 'proratedLicensesUsagePercent',
      legacy: 91.7,
      current: null,
      delta: null,
    },
  ],
  onlyInLegacy: [
    {
      key: { serviceCode: 'o365', workloadName: 'Teams', channel: 'direct' },
      values: { licensesActive: 5, serviceName: 'Office' },
    },
  ],
  onlyInCurrent: [
    {
      key: { serviceCode: 'crm', workloadName: 'Sales', channel: 'reseller' },
      values: { usagePercent: 0.005, licensesQualified: null },
    },
  ],
};
