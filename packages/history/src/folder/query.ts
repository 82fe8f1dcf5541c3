import { StatementType } from '@duckdb/node-api';
import { resolve } from 'node:path';

import { HistoryError } from '../history-error.ts';
import { kinds, type HistoryKind } from '../kinds.ts';
import type { Snapshot } from '../snapshot.ts';
import type { SqlValue } from '../store.ts';
import { Database, literal } from './database.ts';
import { sourceOf } from './source.ts';

/** How long a query may take. */
export interface QueryOptions {
  /** Default: 60,000. */
  readonly timeoutInMs?: number | undefined;
  /** Ends the query; it rejects with the signal's own reason. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** The result of a query. */
export interface QueryResult {
  /** The names of the columns, in the order of the query. */
  readonly columns: readonly string[];
  /** Numbers are numbers, or text if a number could not hold them exactly. Dates are text: UTC, with `Z`. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** Runs a user's query in a separate database that contains only the history. */
export async function runQuery(
  folder: string,
  snapshots: readonly Snapshot[],
  sql: string,
  parameters: readonly SqlValue[],
  { timeoutInMs = 60_000, abortSignal }: QueryOptions,
): Promise<QueryResult> {
  abortSignal?.throwIfAborted();
  await using database = await Database.open({ threads: '2', temp_directory: '' });
  for (const kind of Object.keys(kinds).filter(isKind)) {
    const source = sourceOf(
      kind,
      snapshots.filter((its) => its.kind === kind),
    );
    await database.run(`create view "${kind}" as select * from ${source}`);
  }
  await database.run(`set allowed_directories = [${literal(resolve(folder))}]`);
  await database.run('set enable_external_access = false');
  await database.run('set lock_configuration = true');
  await requireOneSelect(database, sql);
  const { connection } = database;
  let isLate = false;
  let again: ReturnType<typeof setInterval> | undefined;
  const interrupt = () => {
    connection.interrupt();
    // A query that has not started yet misses an interrupt.
    again = setInterval(() => connection.interrupt(), 20);
  };
  const timer = setTimeout(() => {
    isLate = true;
    interrupt();
  }, timeoutInMs);
  abortSignal?.addEventListener('abort', interrupt, { once: true });
  try {
    abortSignal?.throwIfAborted();
    const result = await connection.run(sql, [...parameters]);
    const rows = await result.getRowObjectsJS();
    return { columns: result.columnNames(), rows: rows.map(toPlain) };
  } catch (error) {
    if (abortSignal?.aborted === true) throw abortSignal.reason;
    if (isLate) throw refuse(`it took longer than ${timeoutInMs} ms`, 'Ask for less, or raise timeoutInMs');
    throw refuse(messageOf(error), 'Correct the query');
  } finally {
    clearTimeout(timer);
    clearInterval(again);
    abortSignal?.removeEventListener('abort', interrupt);
  }
}

/** The first word after white space and comments. */
const firstWord = /^(?:\s|--[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*(?:select|with|from|values|\()/i;

async function requireOneSelect(database: Database, sql: string): Promise<void> {
  let found;
  try {
    found = await database.connection.extractStatements(sql);
    if (found.count !== 1) throw refuse(`expected one statement, received ${found.count}`, 'Send one select');
    const statement = await found.prepare(0);
    const { statementType } = statement;
    statement.destroySync();
    // DuckDB rewrites some pragmas to a `select`.
    if (statementType !== StatementType.SELECT || !firstWord.test(sql))
      throw refuse('it is not a select', 'Only reading is allowed here');
  } catch (error) {
    throw error instanceof HistoryError ? error : refuse(messageOf(error), 'Correct the query');
  }
}

/** A value in a form that JSON can hold. */
function toPlain(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainOf(value)]));
}

function plainOf(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Date) return value.toISOString().replace('.000Z', 'Z');
  if (Array.isArray(value)) return value.map(plainOf);
  return value;
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0]?.slice(0, 500) ?? '';
}

function refuse(why: string, advice: string): HistoryError {
  return new HistoryError(
    'query',
    `The query was refused: ${why.replace(/\.$/, '')}. ${advice}. Nothing was changed.`,
  );
}

function isKind(name: string): name is HistoryKind {
  return Object.hasOwn(kinds, name);
}
