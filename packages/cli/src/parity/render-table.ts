import type { ParityReport } from '@licenses-usage/client/migrate';
import type { Column, OutputRow } from '../output/rows.ts';
import { formatTable } from '../output/table.ts';
import { count } from '../output/terminal.ts';
import { describeDates, differencesOf } from './differences.ts';

const sentences = {
  agree: 'Both operations say the same.',
  differ: 'The operations differ.',
  'not-comparable': 'The operations answer different snapshots, so they can’t be compared.',
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

/** A comparison for people at a terminal. */
export async function renderComparison(report: ParityReport, width: number | undefined): Promise<string> {
  const { verdict, agreed, matched, tolerance, asOf } = report;
  const differences = Array.from(differencesOf(report), (difference) => ({ ...difference }));
  const snapshots = asOf.map(({ serviceCode, legacy, current }) => ({
    service: serviceCode,
    legacy: describeDates(legacy.dates),
    current: describeDates(current.dates),
  }));
  return [
    sentences[verdict],
    `${count(agreed)} of ${count(matched)} figures that both have agree at ${tolerance.decimals} decimals.`,
    await renderRows(differences, differenceColumns, width),
    await renderRows(snapshots, snapshotColumns, width),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

async function renderRows(
  rows: readonly OutputRow[],
  columns: readonly Column[],
  width: number | undefined,
): Promise<string> {
  async function* once() {
    yield rows;
  }
  let text = rows.length === 0 ? '' : '\n';
  for await (const chunk of formatTable(once(), columns, { width })) text += chunk;
  return text;
}
