import { kinds, type HistoryKind } from '../kinds.ts';
import type { Snapshot } from '../snapshot.ts';
import { literal } from './database.ts';

/** The rows of these snapshots, as an SQL source. */
export function sourceOf(kind: HistoryKind, snapshots: readonly Snapshot[]): string {
  const files = snapshots.flatMap(({ file }) => (file === undefined ? [] : [literal(file)]));
  if (files.length === 0) return emptySource(kind);
  // By name, because a file of an earlier version may lack a column.
  return `read_parquet([${files.join(', ')}], union_by_name = true)`;
}

/** No rows, with the columns of a kind. */
function emptySource(kind: HistoryKind): string {
  const { customer, line, active, qualified } = kinds[kind];
  const texts = ['partner', 'serviceCode', ...customer.columns, ...line.columns, 'extra'];
  const columns = [
    ...texts.map((name) => `null::varchar as "${name}"`),
    'null::timestamptz as "processedDateTime"',
    `null::bigint as "${active}"`,
    `null::bigint as "${qualified}"`,
  ];
  return `(select ${columns.join(', ')} where false)`;
}
