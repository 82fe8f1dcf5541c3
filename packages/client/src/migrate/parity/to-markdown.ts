import { roundHalfUp } from '../recompute.ts';
import type { ParityReport, ParitySide, ParityValue } from './parity-report.ts';

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
  /** The cells of each row by column. Rows may have different columns. */
  readonly rows: readonly Readonly<Record<string, ParityValue | undefined>>[];
}

function tablesOf(report: ParityReport): Table[] {
  const snapshots = report.asOf.map((service) => ({
    service: service.serviceCode,
    snapshots: service.snapshots,
    legacy: describeSide(service.legacy),
    current: describeSide(service.current),
  }));
  return [
    { title: 'Snapshots', rows: snapshots },
    { title: 'Changed', rows: report.changed.map(({ key, ...change }) => ({ ...key, ...change })) },
    { title: 'Only in legacy', rows: report.onlyInLegacy.map(({ key, values }) => ({ ...key, ...values })) },
    {
      title: 'Only in current',
      rows: report.onlyInCurrent.map(({ key, values }) => ({ ...key, ...values })),
    },
    {
      title: 'Several of one key',
      rows: report.duplicates.map(({ key, ...counts }) => ({ ...key, ...counts })),
    },
    { title: 'Nothing qualified: 0 before, null now', rows: report.nothingQualified },
  ];
}

function describeSide({ insights, dates }: ParitySide): string {
  if (insights === 0) return 'nothing';
  return `${insights} of ${dates.length === 0 ? 'an unknown date' : dates.join(', ')}`;
}

function renderTable({ title, rows }: Table, decimals: number): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [
    columns,
    columns.map(() => '---'),
    ...rows.map((row) => columns.map((column) => toCell(row[column] ?? null, decimals))),
  ];
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`);
  return [`### ${title} (${rows.length})`, '', ...table].join('\n');
}

/** Escapes a name, which may come from a customer, so that it can't end the cell or the row, or become markup. */
function toCell(value: ParityValue, decimals: number): string {
  if (value === null) return '*null*';
  if (typeof value === 'number') return String(roundHalfUp(value, decimals));
  return value
    .replaceAll(/[\\`*_[\]<>|~&#]/g, (character) => `\\${character}`)
    .replaceAll(/[\r\n\u2028\u2029]+/g, ' ');
}
