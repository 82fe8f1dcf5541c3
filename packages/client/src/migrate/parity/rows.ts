import { ConfigurationError } from '../../errors/configuration-error.ts';

/**
 * Whether the rows are still to come.
 * @throws {ConfigurationError} for what can't be iterated at all.
 */
export function isAsync<Row>(rows: Iterable<Row> | AsyncIterable<Row>): rows is AsyncIterable<Row> {
  const given: unknown = rows;
  if (typeof given === 'object' && given !== null) {
    if (Symbol.asyncIterator in rows) return true;
    if (Symbol.iterator in rows) return false;
  }
  throw new ConfigurationError({
    argument: 'rows',
    expected: 'an array or another iterable of rows, sync or async',
    received: given,
    example: 'client.listLicensesUsage()',
  });
}

/** Takes rows as they come. */
export async function eachRow<Row>(rows: AsyncIterable<Row>, take: (row: Row) => void): Promise<void> {
  for await (const row of rows) take(row);
}
