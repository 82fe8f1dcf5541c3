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
  timeOf,
  type Asked,
  type Row,
  type Share,
  type Subject,
} from './select.ts';
import { sums } from './sums.ts';

/** What to compare, and which differences to find. */
export interface ChangesOptions extends Asked {
  /** The fields to compare by. Default: `['customer', 'workload']`, and `['customer', 'product']` for deployment. */
  readonly by?: readonly HistoryField[] | undefined;
  /** Compares with the latest snapshot that is not later than this. Default: the second latest. */
  readonly from?: string | Date | undefined;
  /** Compares the latest snapshot that is not later than this. Default: the last. */
  readonly to?: string | Date | undefined;
  /** Finds what fell by at least this many percentage points. Default, if none of these four is set: 10. */
  readonly fellBy?: number | undefined;
  /** Finds what rose by at least this many percentage points. Default, if none of these four is set: 10. */
  readonly roseBy?: number | undefined;
  /** Finds what has rows only in the later snapshot. Default, if none of these four is set: true. */
  readonly came?: boolean | undefined;
  /**
   * Finds what has rows only in the earlier snapshot. It then has no data, which is not 0. Default, if none of these
   * four is set: true.
   */
  readonly went?: boolean | undefined;
}

/** A difference between two snapshots of one subject. */
export interface Change {
  /** The subject of the difference. */
  readonly subject: Subject;
  /** What happened, in one word. */
  readonly change: 'fell' | 'rose' | 'came' | 'went';
  /** The earlier figures; null if there were no rows. */
  readonly before:
    | (Share & {
        /** The snapshot, UTC with `Z`. */
        readonly processedDateTime: string;
      })
    | null;
  /** The later figures; null if there are no rows. */
  readonly after:
    | (Share & {
        /** The snapshot, UTC with `Z`. */
        readonly processedDateTime: string;
      })
    | null;
}

/** Finds the differences between two snapshots of each service, the largest first. */
export async function askChanges(store: HistoryStore, options: ChangesOptions): Promise<Change[]> {
  const kind = options.kind ?? 'usage';
  const by = requireFields('by', options.by ?? ['customer', kind === 'usage' ? 'workload' : 'product'], kind);
  const wanted = requireWanted(options);
  const [earlier, later] = pair(await store.snapshots(), kind, options);
  const values: SqlValue[] = [];
  const tenantIdCase = store.tenantIdCaseOf([...earlier, ...later]);
  const where = conditionsFor(options, kind, values, tenantIdCase);
  // Services have different dates, so each is compared with itself.
  const keys = ['partner', 'serviceCode', ...idsOf(by)].filter(
    (name, index, all) => all.indexOf(name) === index,
  );
  const compared = by.includes('service') ? by : (['service', ...by] as const);
  const onKeys = keys.map((key) => store.sameOrNull(`b.${quote(key)}`, `a.${quote(key)}`)).join(' and ');
  const either = (name: string) => `coalesce(a.${quote(name)}, b.${quote(name)}) as ${quote(name)}`;
  const names = [...new Set([...keys, ...compared.map((field) => columnsOf[field].name)])];
  const rows = await store.select(
    `with b as (${sums(store, { kind, snapshots: earlier, by: compared, where })}),
          a as (${sums(store, { kind, snapshots: later, by: compared, where })})
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

/** The snapshots to compare: the latest of each service, and the previous or requested one. */
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
  // A service with one snapshot can't be compared: it is only new to this history.
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

/** Selects the rows that `toChange` reports, because most customers do not change. */
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

/** Far below two decimals, and above the rounding error of a division of two counts. */
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
