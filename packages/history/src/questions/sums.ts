import { columnsOf, kinds, type HistoryField, type HistoryKind } from '../kinds.ts';
import type { Snapshot } from '../snapshot.ts';
import type { HistoryStore } from '../store.ts';
import { idsOf, quote } from './select.ts';

/** What to sum. */
export interface Summed {
  readonly kind: HistoryKind;
  readonly snapshots: readonly Snapshot[];
  readonly by: readonly HistoryField[];
  /** The rows, as a condition of SQL. */
  readonly where: string;
}

/**
 * A select of both counts, summed for each partner, date and subject. Its time goes into comparing texts, so it compares few:
 * what is the same in all snapshots is not grouped by.
 */
export function sums(store: HistoryStore, { kind, snapshots, by, where }: Summed): string {
  const constants = constantsOf(snapshots);
  const ids = [...new Set(['partner', ...idsOf(by)])];
  const names = by.map((field) => columnsOf[field].name).filter((name) => !ids.includes(name));
  const valueOf = (column: string) => constants.get(column) ?? expressionOf(column);
  const columns = [
    ...ids.map((id) => `${valueOf(id)} as ${quote(id)}`),
    `${valueOf('processedDateTime')} as "at"`,
  ];
  const keys = [...ids, 'processedDateTime'].filter((id) => !constants.has(id)).map(expressionOf);
  const source = `from ${store.sourceOf(kind, snapshots)} r ${where}`;
  const { active, qualified } = kinds[kind];
  const counts = [`sum(${quote(active)})`, `sum(${quote(qualified)})`] as const;
  if (by.includes('customer'))
    return `select ${columns.join(', ')}, ${names.map(largest).join('')} ${countsOf(counts)}
      ${source} group by ${keys.join(', ')}`;
  // There are few subjects. Grouping by their names, too, costs less than the largest name of many rows.
  const named = names.map(quote);
  return `select ${ids.map(quote).join(', ')}, "at", ${names.map(largest).join('')} ${countsOf(['sum("active")', 'sum("qualified")'])}
    from (select ${[...columns, ...named].join(', ')}, ${counts[0]} as "active", ${counts[1]} as "qualified"
      ${source} group by ${[...keys, ...named].join(', ')}) s
    group by ${ids.map(quote).join(', ')}, "at"`;
}

/** The columns that have one value in all rows of these snapshots, as literals. */
function constantsOf(snapshots: readonly Snapshot[]): ReadonlyMap<string, string> {
  const literals = {
    partner: snapshots.map(({ partner }) => textLiteral(partner)),
    serviceCode: snapshots.map(({ serviceCode }) => textLiteral(serviceCode)),
    processedDateTime: snapshots.map(
      (its) => `${textLiteral(new Date(its.processedDateTime).toISOString())}::timestamptz`,
    ),
  };
  return new Map(
    Object.entries(literals).flatMap(([column, [first, ...others]]) =>
      first !== undefined && others.every((other) => other === first) ? [[column, first] as const] : [],
    ),
  );
}

function textLiteral(text: string | null): string {
  return text === null ? 'null::text' : `'${text.replaceAll("'", "''")}'::text`;
}

/** Ignores case, because the operations write tenant ids in different cases. */
function expressionOf(id: string): string {
  return id === 'customerTenantId' ? `lower(${quote(id)})` : quote(id);
}

function largest(name: string): string {
  return `max(${quote(name)}) as ${quote(name)}, `;
}

function countsOf([active, qualified]: readonly [string, string]): string {
  return `${active}::double precision as "active", ${qualified}::double precision as "qualified"`;
}
