import type { ParityReport, ParityVerdict } from '@licenses-usage/client/migrate';
import type { Status } from '../output/paint.ts';
import type { Column, OutputRow } from '../output/rows.ts';
import { formatTable, wrapWords } from '../output/table.ts';
import { count } from '../output/terminal.ts';
import { type Look, renderVerdict } from '../output/verdict.ts';
import { describeDates, differencesOf } from './differences.ts';

const statuses = {
  agree: 'ok',
  differ: 'problem',
  'not-comparable': 'warning',
  'no-data': 'warning',
} as const satisfies Record<ParityVerdict, Status>;

const sentences = {
  agree: 'Both operations agree.',
  differ: 'The operations differ.',
  'not-comparable': 'The operations return different snapshots, so they can’t be compared.',
  'no-data': 'Neither operation has data.',
} as const;

const differenceColumns: readonly Column[] = [
  { name: 'where', title: 'Where', rank: 4 },
  { name: 'field', title: 'Figure', rank: 1 },
  { name: 'legacy', title: 'Superseded', rank: 2 },
  { name: 'current', title: 'Current', rank: 3 },
];

const snapshotColumns: readonly Column[] = [
  { name: 'service', title: 'Service', rank: 2 },
  { name: 'legacy', title: 'Superseded as of', rank: 0 },
  { name: 'current', title: 'Current as of', rank: 1 },
];

/** Whether a verdict is good news. */
export function statusOf(verdict: ParityVerdict): Status {
  return statuses[verdict];
}

/**
 * A comparison for people at a terminal.
 * @param subject What was compared, such as the name of a customer.
 */
export async function renderComparison(report: ParityReport, look: Look, subject?: string): Promise<string> {
  const { verdict, agreed, matched, tolerance, asOf } = report;
  const differences = Array.from(differencesOf(report), (difference) => ({ ...difference }));
  const snapshots = asOf.map(({ serviceCode, legacy, current }) => ({
    service: serviceCode,
    legacy: describeDates(legacy.dates),
    current: describeDates(current.dates),
  }));
  return [
    renderVerdict(
      statusOf(verdict),
      subject === undefined ? sentences[verdict] : `${subject}: ${sentences[verdict]}`,
      look,
    ),
    wrapWords(
      `${count(agreed)} of ${count(matched)} figures that both have agree at ${tolerance.decimals} decimals.`,
      look.width,
    ),
    ...(await renderRows(differences, differenceColumns, look)),
    ...(await renderRows(snapshots, snapshotColumns, look)),
    '',
  ].join('\n');
}

async function renderRows(
  rows: readonly OutputRow[],
  columns: readonly Column[],
  look: Look,
): Promise<string[]> {
  if (rows.length === 0) return [];
  async function* once() {
    yield rows;
  }
  let text = '';
  for await (const chunk of formatTable(once(), columns, look)) text += chunk;
  return ['', text.trimEnd()];
}
