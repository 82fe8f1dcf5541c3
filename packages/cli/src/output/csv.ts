import { stringify } from 'csv-stringify/sync';
import type { Column, Pages } from './rows.ts';

/**
 * Comma-separated values as RFC 4180 has them. A text that a spreadsheet would take for a formula gets an apostrophe in
 * front: names come from customers.
 */
export async function* formatCsv(
  pages: Pages,
  columns: readonly Column[],
  { forExcel = false } = {},
): AsyncGenerator<string> {
  const options = {
    columns: columns.map(({ name }) => ({ key: name })),
    record_delimiter: 'windows',
    escape_formulas: true,
    // Only the delimiter of records is quoted by itself, and readers end a record at either half of it.
    quoted_match: /[\r\n]/,
  } as const;
  // Without a byte order mark, Excel takes UTF-8 for the code page of the machine.
  yield stringify([], { ...options, header: true, bom: forExcel });
  for await (const page of pages) yield stringify([...page], options);
}
