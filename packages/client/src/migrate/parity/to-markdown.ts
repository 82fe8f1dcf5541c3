import { roundHalfUp } from '../recompute.ts';
import type { ParityKey, ParityReport, ParitySide, ParityValue } from './parity-report.ts';

const sentences = {
  agree: 'Both sides agree.',
  differ: 'The sides differ.',
  'not-comparable': 'Not comparable: the sides are of different snapshots. Nothing else differs.',
  'no-data': 'Neither side has data, which says nothing about usage.',
} as const;

/**
 * Renders a parity report for people: the verdict, the snapshots, and a table for each kind of difference.
 * Percentages are rounded as they were compared; the report itself has exact ones.
 */
export function toMarkdown(report: ParityReport): string {
  const { verdict, agreed, matched, tolerance } = report;
  const zero = tolerance.zeroIsNull ? 'a legacy 0 counts as null' : 'a legacy 0 differs from null';
  const within = `within ${tolerance.percentagePoints} percentage points at ${tolerance.decimals} decimals`;
  const parts = [
    `**${verdict}**: ${sentences[verdict]}`,
    `${agreed} of ${matched} insights that both sides have agree (percentages ${within}; ${zero}).`,
    ...tablesOf(report)
      .filter(({ rows }) => rows.length > 0)
      .map((table) => renderTable(table, tolerance.decimals)),
  ];
  return `${parts.join('\n\n')}\n`;
}

interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly ParityValue[])[];
}

function tablesOf(report: ParityReport): Table[] {
  const { asOf, changed, onlyInLegacy, onlyInCurrent, duplicates, nothingQualified } = report;
  return [
    {
      title: 'Snapshots',
      head: ['service', 'snapshots', 'legacy', 'current'],
      rows: asOf.map(({ serviceCode, snapshots, legacy, current }) => [
        serviceCode,
        snapshots,
        describeSide(legacy),
        describeSide(current),
      ]),
    },
    {
      title: 'Changed',
      head: [...namesIn(changed[0]?.key), 'field', 'legacy', 'current', 'delta'],
      rows: changed.map(({ key, field, legacy, current, delta }) => [
        ...Object.values(key),
        field,
        legacy,
        current,
        delta,
      ]),
    },
    leftovers('Only in legacy', onlyInLegacy),
    leftovers('Only in current', onlyInCurrent),
    {
      title: 'Several of one key',
      head: [...namesIn(duplicates[0]?.key), 'legacy', 'current'],
      rows: duplicates.map(({ key, legacy, current }) => [...Object.values(key), legacy, current]),
    },
    {
      title: 'Nothing qualified: 0 before, null now',
      head: namesIn(nothingQualified[0]),
      rows: nothingQualified.map((key) => Object.values(key)),
    },
  ];
}

function leftovers(title: string, insights: ParityReport['onlyInLegacy']): Table {
  // Insights may differ in the fields that they have.
  const fields = [...new Set(insights.flatMap(({ values }) => Object.keys(values)))];
  return {
    title,
    head: [...namesIn(insights[0]?.key), ...fields],
    rows: insights.map(({ key, values }) => [
      ...Object.values(key),
      ...fields.map((field) => values[field] ?? null),
    ]),
  };
}

function describeSide({ insights, dates }: ParitySide): string {
  if (insights === 0) return 'nothing';
  return `${insights} of ${dates.length === 0 ? 'an unknown date' : dates.join(', ')}`;
}

function namesIn(key: ParityKey | undefined): string[] {
  return Object.keys(key ?? {});
}

function renderTable({ title, head, rows }: Table, decimals: number): string {
  const lines = [
    head,
    head.map(() => '---'),
    ...rows.map((row) => row.map((cell) => toCell(cell, decimals))),
  ];
  return [`### ${title} (${rows.length})`, '', ...lines.map((cells) => `| ${cells.join(' | ')} |`)].join(
    '\n',
  );
}

/** Escapes a name, which may come from a customer, so that it can't end the cell or the row, or become markup. */
function toCell(value: ParityValue, decimals: number): string {
  if (value === null) return '*null*';
  if (typeof value === 'number') return String(roundHalfUp(value, decimals));
  return value
    .replaceAll(/[\\`*_[\]<>|~&#]/g, (character) => `\\${character}`)
    .replaceAll(/[\r\n\u2028\u2029]+/g, ' ');
}
