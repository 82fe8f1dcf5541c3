import { stringify } from 'csv-stringify/sync';
import type { Cell, Column, Pages } from './rows.ts';

/** What a spreadsheet takes for the beginning of a formula, as OWASP lists it, with the full-width forms. */
const formula = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * Comma-separated values as RFC 4180 has them. A text that a spreadsheet would take for a formula gets an apostrophe in
 * front: names come from customers.
 *
 * For Excel where it separates lists by semicolons, as in most of Europe: semicolons, decimal commas, and a byte order
 * mark, without which it takes UTF-8 for the code page of the machine.
 */
export async function* formatCsv(
  pages: Pages,
  columns: readonly Column[],
  { forExcel = false } = {},
): AsyncGenerator<string> {
  const options = {
    columns: columns.map(({ name }) => ({ key: name })),
    record_delimiter: 'windows',
    delimiter: forExcel ? ';' : ',',
    // Only the delimiter of records is quoted by itself, and readers end a record at either half of it.
    quoted_match: /[\r\n]/,
  } as const;
  yield stringify([], { ...options, header: true, bom: forExcel });
  for await (const page of pages) {
    const rows = page.map((row) =>
      Object.fromEntries(columns.map(({ name }) => [name, toField(row[name] ?? null, forExcel)])),
    );
    yield stringify(rows, options);
  }
}

function toField(cell: Cell, forExcel: boolean): Cell {
  if (typeof cell === 'number') return forExcel ? String(cell).replace('.', ',') : cell;
  return cell !== null && formula.test(cell) ? `'${cell}` : cell;
}
