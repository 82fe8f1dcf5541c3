import { HistoryError } from '../history-error.ts';
import { kinds, type HistoryKind } from '../kinds.ts';
import { nameOf, type Snapshot, type SnapshotKey } from '../snapshot.ts';
import type {
  ExportFormat,
  HistoryStore,
  SnapshotWriter,
  SqlValue,
  TenantIdCase,
  Verification,
} from '../store.ts';
import { inTransaction, type PostgresPool } from './pool.ts';
import { PostgresWriter } from './postgres-writer.ts';

/** A schema of a Postgres database. A snapshot exists when its row in `snapshots` does. */
export class PostgresStore implements HistoryStore {
  readonly place = 'the schema licenses_usage of Postgres';
  readonly #pool: PostgresPool;
  readonly #ids = new WeakMap<Snapshot, string>();

  constructor(pool: PostgresPool) {
    this.#pool = pool;
  }

  async snapshots(): Promise<readonly Snapshot[]> {
    const { rows } = await this.#pool.query('select * from licenses_usage.snapshots');
    return rows.map((row) => {
      const snapshot = toSnapshot(row);
      this.#ids.set(snapshot, String(row['id']));
      return snapshot;
    });
  }

  begin(key: SnapshotKey): Promise<SnapshotWriter> {
    return PostgresWriter.begin(this.#pool, key);
  }

  sourceOf(kind: HistoryKind, snapshots: readonly Snapshot[]): string {
    const { customer, line, active, qualified } = kinds[kind];
    const columns = [
      'partner',
      'processedDateTime',
      'serviceCode',
      ...customer.columns,
      ...line.columns,
      active,
      qualified,
      'extra',
    ];
    const ids = snapshots.flatMap((snapshot) => this.#ids.get(snapshot) ?? []);
    const isOne = ids.length === 0 ? 'false' : `snapshot_id in (${ids.join(', ')})`;
    return `(select ${columns.map((name) => `"${name}"`).join(', ')} from licenses_usage."${kind}" where ${isOne})`;
  }

  /** Its rows share one table of customers, with those of every partner. */
  tenantIdCaseOf(): TenantIdCase {
    return 'mixed';
  }

  /** `is not distinct from` says so too, but Postgres can't make a full join of it. */
  sameOrNull(left: string, right: string): string {
    return `coalesce('=' || ${left}, '') = coalesce('=' || ${right}, '')`;
  }

  async select(
    sql: string,
    values: readonly SqlValue[],
  ): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return (await this.#pool.query(sql, [...values])).rows;
  }

  /** Copies through a table in DuckDB, which writes all three formats. */
  async copyTo(
    path: string,
    format: ExportFormat,
    sql: string,
    values: readonly SqlValue[],
  ): Promise<number> {
    const { Database } = await import('../folder/database.ts');
    await using database = await Database.open();
    const columns = await inTransaction(this.#pool, async (client) => {
      await client.query(`declare exported no scroll cursor for ${sql}`, [...values]);
      const { fields = [] } = await client.query('fetch 0 from exported');
      const names = fields.map(({ name }) => name);
      await database.run(`create table exported (${names.map((name) => `"${name}" varchar`).join(', ')})`);
      const appender = await database.connection.createAppender('exported');
      for (;;) {
        const { rows } = await client.query('fetch 10000 from exported');
        if (rows.length === 0) break;
        for (const row of rows) {
          for (const name of names) {
            const text = textOf(row[name]);
            if (text === null) appender.appendNull();
            else appender.appendVarchar(text);
          }
          appender.endRow();
        }
      }
      appender.closeSync();
      return names;
    });
    const selected = columns.map((name) => `"${name}"::${typeOf(name)} as "${name}"`).join(', ');
    return await database.copyTo(path, format, `select ${selected} from exported`, []);
  }

  forget(customerTenantId: string): Promise<number> {
    return inTransaction(this.#pool, async (client) => {
      const { rows } = await client.query(
        `with forgotten as (
           delete from licenses_usage.facts f using licenses_usage.customers c
           where c.id = f.customer_id and lower(c."customerTenantId") = lower($1)
           returning f.snapshot_id, f.active, f.qualified),
         sums as (
           select snapshot_id, count(*) as rows, sum(active) as active, sum(qualified) as qualified
           from forgotten group by snapshot_id)
         update licenses_usage.snapshots s
         set rows = s.rows - sums.rows, active = s.active - sums.active, qualified = s.qualified - sums.qualified
         from sums where s.id = sums.snapshot_id returning sums.rows`,
        [customerTenantId],
      );
      await client.query(`delete from licenses_usage.customers where lower("customerTenantId") = lower($1)`, [
        customerTenantId,
      ]);
      return rows.reduce((sum, row) => sum + Number(row['rows']), 0);
    });
  }

  async verify(): Promise<Verification[]> {
    const { rows } = await this.#pool.query(
      `select s.*, count(f.*) as "foundRows", coalesce(sum(f.active), 0) as "foundActive", coalesce(sum(f.qualified), 0) as "foundQualified"
       from licenses_usage.snapshots s left join licenses_usage.facts f on f.snapshot_id = s.id group by s.id order by s.id`,
    );
    return rows.map((row) => {
      const snapshot = toSnapshot(row);
      const found = {
        rows: Number(row['foundRows']),
        active: Number(row['foundActive']),
        qualified: Number(row['foundQualified']),
      };
      const names = (['rows', 'active', 'qualified'] as const).filter(
        (name) => found[name] !== snapshot[name],
      );
      const name = nameOf(snapshot);
      const say = (of: typeof found | Snapshot) => names.map((its) => `${its} ${of[its]}`).join(', ');
      return {
        name,
        snapshot,
        fault: names.length === 0 ? undefined : `${name} says ${say(snapshot)}, and holds ${say(found)}.`,
      };
    });
  }

  /** Does nothing, because the pool belongs to its creator. */
  async close(): Promise<void> {}
}

function toSnapshot(row: Readonly<Record<string, unknown>>): Snapshot {
  const { partner, kind, service_code: serviceCode, processed_date_time: processedDateTime } = row;
  const isKnown = kind === 'usage' || kind === 'deployment';
  if (!isKnown || typeof processedDateTime !== 'string' || typeof partner !== 'string')
    throw new HistoryError(
      'damaged',
      `A row of licenses_usage.snapshots can't be read: ${JSON.stringify(kind)} is not a kind. Restore the table from a backup.`,
    );
  return {
    partner,
    kind,
    serviceCode: typeof serviceCode === 'string' ? serviceCode : null,
    processedDateTime,
    rows: Number(row['rows']),
    active: Number(row['active']),
    qualified: Number(row['qualified']),
  };
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The type of a column in the files of a folder. */
function typeOf(name: string): string {
  if (name === 'processedDateTime') return 'timestamptz';
  return name.startsWith('licenses') ? 'bigint' : 'varchar';
}
