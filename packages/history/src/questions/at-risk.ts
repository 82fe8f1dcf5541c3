import { columnsOf } from '../kinds.ts';
import { latestOf } from '../snapshot.ts';
import type { HistoryStore, SqlValue } from '../store.ts';
import {
  conditionsFor,
  quote,
  requireNumber,
  requireTime,
  shareOf,
  subjectOf,
  timeOf,
  type Asked,
  type Share,
  type Subject,
} from './select.ts';
import { sums } from './sums.ts';

/** Which customers are at risk. */
export interface AtRiskOptions extends Asked {
  /** The percentage below which usage is too low. Default: 40. */
  readonly below?: number | undefined;
  /** Leaves out rows with fewer qualified licences. Default: 1. */
  readonly minQualified?: number | undefined;
  /** As of the latest snapshot that is not later than this. Default: the last. */
  readonly to?: string | Date | undefined;
}

/** A customer that uses few of its licences. */
export interface AtRisk extends Share {
  /** The customer and the workload, or the product for deployment. */
  readonly subject: Subject;
  /** The snapshot, UTC with `Z`. */
  readonly processedDateTime: string;
  /** Unused qualified licences. */
  readonly unused: number;
}

/** Customers below a percentage in the last snapshot, the most unused licences first. */
export async function askAtRisk(store: HistoryStore, options: AtRiskOptions): Promise<AtRisk[]> {
  const kind = options.kind ?? 'usage';
  const below = requireNumber('below', options.below ?? 40);
  const minQualified = requireNumber('minQualified', options.minQualified ?? 1);
  const by = ['customer', kind === 'usage' ? 'workload' : 'product'] as const;
  const until = options.to === undefined ? Infinity : requireTime('to', options.to);
  const latest = latestOf(
    (await store.snapshots()).filter((its) => its.kind === kind),
    until,
  );
  const values: SqlValue[] = [];
  const where = conditionsFor(options, kind, values, store.tenantIdCaseOf(latest));
  const rows = await store.select(
    `select * from (${sums(store, { kind, snapshots: latest, by: ['service', ...by], where })}) s
     where "qualified" > 0 and "qualified" >= ${minQualified} and 100 * "active" < ${below} * "qualified"
     order by "qualified" - "active" desc, "customerTenantId", ${quote(columnsOf[by[1]].id)}`,
    values,
  );
  return rows.map((row) => {
    const share = shareOf(row, '');
    const subject = subjectOf(row, ['service', ...by]);
    return {
      subject,
      processedDateTime: timeOf(row['at']),
      ...share,
      unused: share.qualified - share.active,
    };
  });
}
