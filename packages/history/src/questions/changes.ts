import { columnsOf, type HistoryField, type HistoryKind } from '../kinds.ts';
import { latestOf, type Snapshot } from '../snapshot.ts';
import type { HistoryStore, SqlValue } from '../store.ts';
import {
  conditionsFor,
  idsOf,
  quote,
  requireFields,
  requireNumber,
  requireTime,
  shareOf,
  subjectOf,
  sums,
  timeOf,
  type Asked,
  type Row,
  type Share,
  type Subject,
} from './select.ts';

/** What to compare, and which differences to find. */
export interface ChangesOptions extends Asked {
  /** What is compared. Default: `['customer', 'workload']`, and `['customer', 'product']` for deployment. */
  readonly by?: readonly HistoryField[] | undefined;
  /** Compares with the latest snapshot that is not later than this. Default: the one before the last. */
  readonly from?: string | Date | undefined;
  /** Compares the latest snapshot that is not later than this. Default: the last. */
  readonly to?: string | Date | undefined;
  /** Finds what fell by at least so many percentage points. Without any of these four: 10. */
  readonly fellBy?: number | undefined;
  /** Finds what rose by at least so many percentage points. Without any of these four: 10. */
  readonly roseBy?: number | undefined;
  /** Finds what has rows only in the later snapshot. Without any of these four: true. */
  readonly came?: boolean | undefined;
  /** Finds what has rows only in the earlier snapshot: it has no data, which is not 0. Without any of these four: true. */
  readonly went?: boolean | undefined;
}

/** A difference between two snapshots of one subject. */
export interface Change {
  /** What the difference is about. */
  readonly subject: Subject;
  /** What happened, in one word. */
  readonly change: 'fell' | 'rose' | 'came' | 'went';
  /** Null where nothing was before. */
  readonly before:
    | (Share & {
        /** The snapshot, UTC with `Z`. */
        readonly processedDateTime: string;
      })
    | null;
  /** Null where nothing is left. */
  readonly after:
    | (Share & {
        /** The snapshot, UTC with `Z`. */
        readonly processedDateTime: string;
      })
    | null;
}

/** What differs between two snapshots of each service, the largest difference first. */
export async function askChanges(store: HistoryStore, options: ChangesOptions): Promise<Change[]> {
  const kind = options.kind ?? 'usage';
  const by = requireFields('by', options.by ?? ['customer', kind === 'usage' ? 'workload' : 'product'], kind);
  const wanted = requireWanted(options);
  const [earlier, later] = pair(await store.snapshots(), kind, options);
  const values: SqlValue[] = [];
  const where = conditionsFor(options, kind, values);
  // Services are of different dates, so that each is compared with itself.
  const keys = ['partner', 'serviceCode', ...idsOf(by)].filter(
    (name, index, all) => all.indexOf(name) === index,
  );
  const compared = by.includes('service') ? by : (['service', ...by] as const);
  const onKeys = keys.map((key) => `${comparable('b', key)} = ${comparable('a', key)}`).join(' and ');
  const either = (name: string) => `coalesce(a.${quote(name)}, b.${quote(name)}) as ${quote(name)}`;
  const names = [...new Set([...keys, ...compared.map((field) => columnsOf[field].name)])];
  const rows = await store.select(
    `with b as (${sums(store.sourceOf(kind, earlier), kind, compared, where)}),
          a as (${sums(store.sourceOf(kind, later), kind, compared, where)})
     select ${names.map(either).join(', ')}, b."at" as "beforeAt", a."at" as "afterAt",
       b."active" as "beforeActive", b."qualified" as "beforeQualified",
       a."active" as "afterActive", a."qualified" as "afterQualified"
     from b full join a on ${onKeys}
     where ${wantedRows(wanted)}`,
    values,
  );
  return rows
    .flatMap((row) => toChange(row, compared, wanted))
    .map((change) => ({ change, weight: weightOf(change), name: JSON.stringify(change.subject) }))
    .sort((left, right) => right.weight - left.weight || (left.name < right.name ? -1 : 1))
    .map(({ change }) => change);
}

/** Null equals null. `is not distinct from` would say so too, but Postgres can't make a full join of it. */
function comparable(side: 'a' | 'b', key: string): string {
  return `coalesce('=' || ${side}.${quote(key)}, '')`;
}

/** The snapshots to compare: the latest of each service, and for each the one before it or the one asked for. */
function pair(
  all: readonly Snapshot[],
  kind: HistoryKind,
  { from, to }: ChangesOptions,
): [readonly Snapshot[], readonly Snapshot[]] {
  const snapshots = all.filter((its) => its.kind === kind);
  const later = latestOf(snapshots, to === undefined ? Infinity : requireTime('to', to));
  const until = from === undefined ? Infinity : requireTime('from', from);
  const before = snapshots.filter((its) => {
    const last = later.find(
      ({ partner, serviceCode }) => partner === its.partner && serviceCode === its.serviceCode,
    );
    return last !== undefined && Date.parse(its.processedDateTime) < Date.parse(last.processedDateTime);
  });
  const earlier = latestOf(before, until);
  // A service with one snapshot has nothing to be compared with: it did not come, it is new to this history.
  const isPaired = ({ partner, serviceCode }: Snapshot) =>
    earlier.some((its) => its.partner === partner && its.serviceCode === serviceCode);
  return [earlier, later.filter(isPaired)];
}

interface Wanted {
  readonly fellBy: number;
  readonly roseBy: number;
  readonly came: boolean;
  readonly went: boolean;
}

function requireWanted({ fellBy, roseBy, came, went }: ChangesOptions): Wanted {
  if (fellBy === undefined && roseBy === undefined && came === undefined && went === undefined)
    return { fellBy: 10, roseBy: 10, came: true, went: true };
  const points = (argument: string, value: number | undefined) =>
    value === undefined ? Infinity : requireNumber(argument, value);
  return {
    fellBy: points('fellBy', fellBy),
    roseBy: points('roseBy', roseBy),
    came: came === true,
    went: went === true,
  };
}

/** The rows that `toChange` has something to say of: most customers do not change. */
function wantedRows({ fellBy, roseBy, came, went }: Wanted): string {
  const points = `100 * a."active" / nullif(a."qualified", 0) - 100 * b."active" / nullif(b."qualified", 0)`;
  const conditions = [
    ...(came ? ['b."at" is null'] : []),
    ...(went ? ['a."at" is null'] : []),
    ...(fellBy === Infinity ? [] : [`${points} <= ${roundingSlack - fellBy}`]),
    ...(roseBy === Infinity ? [] : [`${points} >= ${roseBy - roundingSlack}`]),
  ];
  return conditions.length === 0 ? 'false' : `(${conditions.join(' or ')})`;
}

/** Far below what two decimals show, and above what the division of two counts leaves. */
const roundingSlack = 1e-9;

function toChange(row: Row, by: readonly HistoryField[], wanted: Wanted): Change[] {
  const before = sideOf(row, 'before');
  const after = sideOf(row, 'after');
  const subject = subjectOf(row, by);
  if (before === null) return wanted.came ? [{ subject, change: 'came', before, after }] : [];
  if (after === null) return wanted.went ? [{ subject, change: 'went', before, after }] : [];
  if (before.percent === null || after.percent === null) return [];
  const points = after.percent - before.percent;
  if (points < 0 && -points >= wanted.fellBy - roundingSlack)
    return [{ subject, change: 'fell', before, after }];
  if (points > 0 && points >= wanted.roseBy - roundingSlack)
    return [{ subject, change: 'rose', before, after }];
  return [];
}

function sideOf(row: Row, side: 'before' | 'after'): Change['before'] {
  const at = row[`${side}At`];
  return at === null || at === undefined ? null : { ...shareOf(row, side), processedDateTime: timeOf(at) };
}

function weightOf({ before, after }: Change): number {
  if (before === null || after === null) return Math.max(before?.qualified ?? 0, after?.qualified ?? 0) / 1e6;
  return Math.abs((after.percent ?? 0) - (before.percent ?? 0));
}
