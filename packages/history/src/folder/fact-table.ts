import { kinds, type HistoryKind } from '../kinds.ts';
import type { Fact } from '../read-fact.ts';
import type { SnapshotKey } from '../snapshot.ts';
import type { TenantIdCase } from '../store.ts';
import { extraTuple } from '../tuples.ts';
import { literal, parquetOptions, type Database } from './database.ts';
import { Dictionary } from './dictionary.ts';
import { FactRows } from './fact-rows.ts';
import { ranksOf } from './rank.ts';
import { SourceRows, type RowSource, type SourceColumn } from './row-source.ts';

/** With fewer rows, handing over the texts of each row costs less than joining them. */
const fewestRowsOfJoin = 2_000;
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
export class FactTable {
  readonly #kind: HistoryKind;
  readonly #database: Database;
  readonly #source: RowSource;
  readonly #customers: Dictionary;
  readonly #lines: Dictionary;
  readonly #extras = new Dictionary(extraTuple);
  /** The number for rows without unknown fields, which are nearly all. */
  readonly #noExtra = this.#extras.numberOf({ extra: null });
  readonly #rows = new FactRows();
  active = 0;
  qualified = 0;

  /** @param source The rows in memory that `database` can select from. */
  constructor(kind: HistoryKind, database: Database, source: RowSource) {
    const { customer, line } = kinds[kind];
    this.#kind = kind;
    this.#database = database;
    this.#source = source;
    this.#customers = new Dictionary(customer);
    this.#lines = new Dictionary(line);
  }

  get rows(): number {
    return this.#rows.size;
  }

  add({ fields, active, qualified, extra }: Fact): void {
    this.#rows.push({
      customer: this.#customers.numberOf(fields),
      line: this.#lines.numberOf(fields),
      extra: extra === null ? this.#noExtra : this.#extras.numberOf({ extra }),
      active,
      qualified,
    });
    this.active += active;
    this.qualified += qualified;
  }

  /** The case of the tenant ids of the customers. */
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
    if (this.rows < fewestRowsOfJoin) {
      using rows = this.#source.offer(this.#rowsWith(this.#textColumns()));
      await this.#database.run(this.#copy(rows.name, path, key, metadata));
      return;
    }
    // Queries of one connection wait for each other.
    await using database = await this.#database.fork();
    // Most snapshots have no unknown fields.
    const hasExtra = this.#extras.size > 1;
    const numbers = [
      ['customer', this.#rows.column('customer')] as const,
      ['line', this.#rows.column('line')] as const,
      ...(hasExtra ? [['extra', this.#rows.column('extra')] as const] : []),
    ];
    using facts = this.#source.offer(this.#rowsWith(numbers));
    using customers = this.#source.offer(this.#customers.toRows());
    using lines = this.#source.offer(this.#lines.toRows());
    using extras = this.#source.offer(this.#extras.toRows());
    const joined = `(
      select customers.* exclude (id), lines.* exclude (id), facts.active, facts.qualified,
        ${hasExtra ? 'extras.extra' : 'null::varchar as extra'}
      from ${facts.name} facts
        join ${customers.name} customers on customers.id = facts.customer
        join (select id, ${this.#lineColumns()} from ${lines.name}) lines on lines.id = facts.line
        ${hasExtra ? `join ${extras.name} extras on extras.id = facts.extra` : ''})`;
    await database.run(this.#copy(joined, path, key, metadata));
  }

  #rowsWith(columns: readonly (readonly [string, SourceColumn])[]): SourceRows {
    const ranks = ranksOf(this.#customers.textsOf('customerTenantId').map((id) => id ?? ''));
    const counts = [
      ['active', this.#rows.column('active')],
      ['qualified', this.#rows.column('qualified')],
    ] as const;
    return new SourceRows(new Map([...columns, ...counts]), this.rows, this.#rows.orderBy(ranks));
  }

  #textColumns(): readonly (readonly [string, SourceColumn])[] {
    const dictionaries = [
      [this.#customers, 'customer'],
      [this.#lines, 'line'],
      [this.#extras, 'extra'],
    ] as const;
    return dictionaries.flatMap(([dictionary, name]) =>
      dictionary.columns.map(
        (column) => [column, dictionary.columnOf(column, (index) => this.#rows.at(index, name))] as const,
      ),
    );
  }

  #copy(rows: string, path: string, key: SnapshotKey, metadata: Readonly<Record<string, string>>): string {
    const { customer, line, active, qualified } = kinds[this.#kind];
    return `copy (
        select ${enumOf(key.partner)} as "partner",
          ${literal(new Date(key.processedDateTime).toISOString())}::timestamptz as "processedDateTime",
          ${key.serviceCode === null ? 'null::varchar' : enumOf(key.serviceCode)} as "serviceCode",
          ${[...customer.columns, ...line.columns].map((column) => `"${column}"`).join(', ')},
          active::bigint as "${active}", qualified::bigint as "${qualified}", extra
        from ${rows} rows
      ) to ${literal(path)} (${parquetOptions(metadata)})`;
  }

  /** The expressions to select from the lines. */
  #lineColumns(): string {
    const selected = this.#lines.columns.map((column) => {
      const texts = new Set(this.#lines.textsOf(column));
      texts.delete(null);
      return `${encoded(`"${column}"`, [...texts].map(String))} as "${column}"`;
    });
    return selected.join(', ');
  }
}

/** A column of texts as an enum, if there are few. */
function encoded(column: string, texts: readonly string[]): string {
  // A text of SQL ends at a zero.
  const isEnum =
    texts.length > 0 && texts.length <= longestEnum && texts.every((text) => !text.includes('\0'));
  return isEnum ? `${column}::enum(${texts.map(literal).join(', ')})` : column;
}

/** An enum for a text that is the same in all rows. */
function enumOf(text: string): string {
  return `${literal(text)}::enum(${literal(text)})`;
}
