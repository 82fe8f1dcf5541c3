import { CommandError } from '../exit.ts';
import type { Cell, Column, OutputRow, Pages } from '../output/rows.ts';

/** The names that `--sort` accepts, by the name of the value. */
const sortNames: Readonly<Record<string, string>> = {
  customer: 'customerName',
  product: 'productName',
  service: 'serviceCode',
  workload: 'workloadName',
  channel: 'channel',
  active: 'licensesActive',
  qualified: 'licensesQualified',
  usage: 'usagePercent',
};

export const sortHelp = `${Object.keys(sortNames).join(', ')}; with ":desc" from the largest down`;

export interface SortOrder {
  readonly column: string;
  readonly isDescending: boolean;
}

/** Reads `usage` or `usage:desc`. @throws {CommandError} for a column that is not printed. */
export function readSortOrder(text: string, columns: readonly Column[]): SortOrder {
  const [name = '', direction = 'asc', ...rest] = text.toLowerCase().split(':');
  const column = sortNames[name] ?? '';
  const isKnown = columns.some((known) => known.name === column);
  if (isKnown && rest.length === 0 && (direction === 'asc' || direction === 'desc')) {
    return { column, isDescending: direction === 'desc' };
  }
  const known = Object.keys(sortNames).filter((key) =>
    columns.some(({ name: one }) => one === sortNames[key]),
  );
  throw new CommandError(
    `--sort: there is no "${text}". Choose from ${known.join(', ')}, with ":desc" to turn it round.`,
  );
}

/** Sorts all rows, which it holds in memory. The order is stable, and unknown values come last. */
export async function* sortRows(
  pages: Pages,
  { column, isDescending }: SortOrder,
): AsyncGenerator<OutputRow[]> {
  const rows: OutputRow[] = [];
  for await (const page of pages) for (const row of page) rows.push(row);
  const compare = (one: Cell, other: Cell): number => {
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    const order =
      typeof one === 'number' && typeof other === 'number'
        ? one - other
        : String(one).localeCompare(String(other), 'en');
    return isDescending ? -order : order;
  };
  if (rows.length > 0) yield rows.sort((one, other) => compare(one[column] ?? null, other[column] ?? null));
}
