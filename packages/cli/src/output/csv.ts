import { stringify } from 'csv-stringify/sync';
import type { Cell, Column, Pages } from './rows.ts';

/** Characters that begin a formula in a spreadsheet: OWASP's list, and their full-width forms. */
const formula = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * Comma-separated values as in RFC 4180. Customers choose names, so text that a spreadsheet would read as a formula gets an
 * apostrophe in front.
 *
 * `forExcel` is for locales that separate lists by semicolon: semicolons, decimal commas, and a byte order mark, without
 * which Excel reads UTF-8 as the machine's code page.
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
    // The library quotes only the whole record delimiter, but readers end a record at either half of it.
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
