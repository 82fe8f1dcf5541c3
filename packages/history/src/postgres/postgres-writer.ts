import { kinds } from '../kinds.ts';
import type { Fact } from '../read-fact.ts';
import { nameOf, type Snapshot, type SnapshotKey } from '../snapshot.ts';
import type { SnapshotWriter } from '../store.ts';
import type { Texts, Tuple } from '../tuples.ts';
import type { PostgresClient, PostgresPool } from './pool.ts';

/** The numbers of tuples that are already in a table. */
class Numbers {
  readonly #table: 'customers' | 'lines';
  readonly #tuple: Tuple;
  readonly #known = new Map<string, number>();

  constructor(table: 'customers' | 'lines', tuple: Tuple) {
    this.#table = table;
    this.#tuple = tuple;
  }

  /**
   * The number of each tuple. New tuples get one outside of the transaction, so that other recorders need not wait
   * for its end.
   */
  async of(pool: PostgresPool, facts: readonly Fact[]): Promise<number[]> {
    const missing = new Map<string, Texts>();
    const keys = facts.map(({ fields }) => {
      const texts = this.#tuple.textsOf(fields);
      const key = JSON.stringify(Object.values(texts));
      if (!this.#known.has(key)) missing.set(key, texts);
      return key;
    });
    if (missing.size > 0) await this.#add(pool, missing);
    return keys.map((key) => this.#known.get(key) ?? 0);
  }

  async #add(pool: PostgresPool, missing: ReadonlyMap<string, Texts>): Promise<void> {
    const keys = [...missing.keys()];
    const { columns } = this.#tuple;
    const names = columns.map((name) => `"${name}"`);
    const texts = columns.map((name) => [...missing.values()].map((tuple) => tuple[name] ?? null));
    const arrays = [keys, ...texts].map((_, index) => `$${index + 1}::text[]`).join(', ');
    await pool.query(
      `insert into licenses_usage.${this.#table} (key, ${names.join(', ')})
       select * from unnest(${arrays}) on conflict (key) do nothing`,
      [keys, ...texts],
    );
    const { rows } = await pool.query(
      `select key, id from licenses_usage.${this.#table} where key = any($1)`,
      [keys],
    );
    for (const { key, id } of rows) this.#known.set(String(key), Number(id));
  }
}

/**
 * Writes a snapshot in one transaction: it is complete after the commit, and absent if the program or the connection
 * ends before.
 */
export class PostgresWriter implements SnapshotWriter {
  readonly #pool: PostgresPool;
  readonly #client: Awaited<ReturnType<PostgresPool['connect']>>;
  readonly #key: SnapshotKey;
  readonly #id: string;
  readonly #customers: Numbers;
  readonly #lines: Numbers;
  #facts: Fact[] = [];
  #sums = { rows: 0, active: 0, qualified: 0 };
  #isOpen = true;

  private constructor(
    pool: PostgresPool,
    client: Awaited<ReturnType<PostgresPool['connect']>>,
    key: SnapshotKey,
    id: string,
  ) {
    this.#pool = pool;
    this.#client = client;
    this.#key = key;
    this.#id = id;
    this.#customers = new Numbers('customers', kinds[key.kind].customer);
    this.#lines = new Numbers('lines', kinds[key.kind].line);
  }

  static async begin(pool: PostgresPool, key: SnapshotKey): Promise<PostgresWriter> {
    const client = await pool.connect();
    try {
      await client.query('begin');
      const { rows } = await client.query(
        `select nextval(pg_get_serial_sequence('licenses_usage.snapshots', 'id')) as id`,
      );
      return new PostgresWriter(pool, client, key, String(rows[0]?.['id']));
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  add(fact: Fact): void {
    this.#facts.push(fact);
    this.#sums.rows += 1;
    this.#sums.active += fact.active;
    this.#sums.qualified += fact.qualified;
  }

  async flush(): Promise<void> {
    const facts = this.#facts;
    if (facts.length === 0) return;
    this.#facts = [];
    const customers = await this.#customers.of(this.#pool, facts);
    const lines = await this.#lines.of(this.#pool, facts);
    await this.#client.query(
      `insert into licenses_usage.facts (snapshot_id, customer_id, line_id, active, qualified, extra)
       select $1, * from unnest($2::integer[], $3::integer[], $4::bigint[], $5::bigint[], $6::text[])`,
      [
        this.#id,
        customers,
        lines,
        facts.map((its) => its.active),
        facts.map((its) => its.qualified),
        facts.map((its) => its.extra),
      ],
    );
  }

  async commit(): Promise<Snapshot> {
    await this.flush();
    const client: PostgresClient = this.#client;
    const { partner, kind, serviceCode, processedDateTime } = this.#key;
    const { rows, active, qualified } = this.#sums;
    // One recorder of a snapshot at a time; the last one wins.
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [nameOf(this.#key)]);
    const replaced = await client.query(
      `delete from licenses_usage.snapshots
       where partner = $1 and kind = $2 and service_code is not distinct from $3 and at = $4 returning id`,
      [partner, kind, serviceCode, processedDateTime],
    );
    for (const { id } of replaced.rows)
      await client.query('delete from licenses_usage.facts where snapshot_id = $1', [id]);
    await client.query(
      `insert into licenses_usage.snapshots
         (id, partner, kind, service_code, processed_date_time, at, rows, active, qualified)
       values ($1, $2, $3, $4, $5, $5::text::timestamptz, $6, $7, $8)`,
      [this.#id, partner, kind, serviceCode, processedDateTime, rows, active, qualified],
    );
    await client.query('commit');
    this.#isOpen = false;
    return { ...this.#key, rows, active, qualified };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // A connection in an open transaction must not return to the pool.
    if (this.#isOpen) await this.#client.query('rollback').catch(() => {});
    this.#client.release(this.#isOpen);
  }
}
