import { kinds, type HistoryKind } from '../kinds.ts';
import type { Fact } from '../read-fact.ts';
import type { SnapshotKey } from '../snapshot.ts';
import type { TenantIdCase } from '../store.ts';
import { literal, parquetOptions, type Database } from './database.ts';
import { Dictionary } from './dictionary.ts';
import { NumberColumn, orderByRank } from './number-column.ts';
import { OrderedRows, type RowSource } from './row-source.ts';

/**
 * A column with more distinct texts is written as text, because each row group of a file repeats the texts of an
 * enum.
 */
const longestEnum = 1_000;

/**
 * The rows of one snapshot before they are written to a file. A row is held as five numbers, and its texts are joined
 * when the file is written. Columns with few texts are then enums, which Parquet's writer copies without comparing
 * each text.
 */
export class FactTable implements AsyncDisposable {
  readonly #kind: HistoryKind;
  readonly #database: Database;
  readonly #source: RowSource;
  readonly #customers: Dictionary;
  readonly #lines: Dictionary;
  readonly #extras = new Dictionary(['extra'], (left, right) => left['extra'] === right['extra']);
  /** The number for rows without unknown fields, which are nearly all. */
  readonly #noExtra = this.#extras.numberOf({ extra: null });
  readonly #customer = NumberColumn.ofIntegers();
  readonly #line = NumberColumn.ofIntegers();
  readonly #extra = NumberColumn.ofIntegers();
  readonly #active = NumberColumn.ofDoubles();
  readonly #qualified = NumberColumn.ofDoubles();
  rows = 0;
  active = 0;
  qualified = 0;

  /** Takes over a connection, whose temporary tables it uses. */
  constructor(kind: HistoryKind, database: Database, source: RowSource) {
    const { customer, line, haveSameCustomer, haveSameLine } = kinds[kind];
    this.#kind = kind;
    this.#database = database;
    this.#source = source;
    this.#customers = new Dictionary(customer, haveSameCustomer);
    this.#lines = new Dictionary(line, haveSameLine);
  }

  add({ fields, active, qualified, extra }: Fact): void {
    this.#customer.push(this.#customers.numberOf(fields));
    this.#line.push(this.#lines.numberOf(fields));
    this.#extra.push(extra === null ? this.#noExtra : this.#extras.numberOf({ extra }));
    this.#active.push(active);
    this.#qualified.push(qualified);
    this.rows += 1;
    this.active += active;
    this.qualified += qualified;
  }

  /** How the tenant ids of the customers are written. */
  get tenantIdCase(): TenantIdCase {
    const ids = this.#customers.textsOf('customerTenantId');
    if (ids.every((id) => id === null || id === id.toLowerCase())) return 'lower';
    return ids.every((id) => id === null || id === id.toUpperCase()) ? 'upper' : 'mixed';
  }

  /**
   * Writes all rows into a Parquet file, with the rows of each customer together, so that a query for one customer
   * reads only its row groups.
   */
  async writeTo(path: string, key: SnapshotKey, metadata: Readonly<Record<string, string>>): Promise<void> {
    const { connection } = this.#database;
    const hasExtras = this.#extras.size > 1;
    await this.#customers.writeTo(connection, 'customers');
    await this.#lines.writeTo(connection, 'lines');
    await this.#extras.writeTo(connection, 'extras');
    await this.#encodeLines();
    const columns: readonly (readonly [string, NumberColumn])[] = [
      ['customer', this.#customer],
      ['line', this.#line],
      ['active', this.#active],
      ['qualified', this.#qualified],
      ...(hasExtras ? ([['extra', this.#extra]] as const) : []),
    ];
    const ranks = ranksOf(this.#customers.textsOf('customerTenantId'));
    const rows = new OrderedRows(new Map(columns), orderByRank(this.#customer, ranks));
    const { customer, line, active, qualified } = kinds[this.#kind];
    await this.#source.offer(rows, (number) =>
      this.#database.run(
        `copy (
          select ${enumOf(key.partner)} as "partner",
            ${literal(new Date(key.processedDateTime).toISOString())}::timestamptz as "processedDateTime",
            ${key.serviceCode === null ? 'null::varchar' : enumOf(key.serviceCode)} as "serviceCode",
            ${[...customer, ...line].map((column) => `"${column}"`).join(', ')},
            facts.active::bigint as "${active}", facts.qualified::bigint as "${qualified}",
            ${hasExtras ? 'extras.extra' : 'null::varchar'} as "extra"
          from recorded_rows(${number}) facts
            join customers on customers.id = facts.customer
            join encoded_lines lines on lines.id = facts.line
            ${hasExtras ? 'join extras on extras.id = facts.extra' : ''}
        ) to ${literal(path)} (${parquetOptions(metadata)})`,
      ),
    );
  }

  /** Creates a table of the lines, with enums as columns where possible. */
  async #encodeLines(): Promise<void> {
    const columns = [];
    for (const column of this.#lines.columns) {
      const texts = new Set(this.#lines.textsOf(column));
      if (texts.size > longestEnum) columns.push(`"${column}"`);
      else {
        const type = `"enum of ${column}"`;
        await this.#database.run(
          `create temp type ${type} as enum (select distinct "${column}" from lines where "${column}" is not null)`,
        );
        columns.push(`"${column}"::${type} as "${column}"`);
      }
    }
    await this.#database.run(
      `create temp table encoded_lines as select id, ${columns.join(', ')} from lines`,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#database[Symbol.asyncDispose]();
  }
}

/** The rank of each customer, by its number. */
function ranksOf(tenantIds: readonly (string | null)[]): Uint32Array {
  const keys = tenantIds.map((id, number) => ({ number, key: id?.toLowerCase() ?? '' }));
  keys.sort((left, right) => (left.key < right.key ? -1 : Number(left.key > right.key)));
  const ranks = new Uint32Array(keys.length);
  for (const [rank, { number }] of keys.entries()) ranks[number] = rank;
  return ranks;
}

/** An enum for a text that is the same in all rows. */
function enumOf(text: string): string {
  return `${literal(text)}::enum(${literal(text)})`;
}
