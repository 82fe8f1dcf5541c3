import type { SheetCell } from '../xlsx/sheet.ts';
import { writeWorkbook } from '../xlsx/write-workbook.ts';
import type { Cell, Column, FormatOptions, Pages } from './rows.ts';

/** Streams a workbook of one sheet with every column. */
export function formatXlsx(
  pages: Pages,
  columns: readonly Column[],
  { sheetName = 'Data' }: FormatOptions = {},
): AsyncIterable<Uint8Array> {
  async function* rows(): AsyncGenerator<readonly SheetCell[]> {
    for await (const page of pages) {
      for (const row of page) yield columns.map((column) => toSheetCell(row[column.name] ?? null, column));
    }
  }
  const sheetColumns = columns.map(({ title, hasBar, isDay }) => {
    // A spreadsheet stores a percentage as a fraction and shows the sign in each cell.
    if (hasBar) return { title: title.replace(/ ?%$/, ''), type: 'share' as const };
    return isDay ? { title, type: 'day' as const } : { title };
  });
  return writeWorkbook([{ name: sheetName, columns: sheetColumns, rows: rows() }]);
}

function toSheetCell(cell: Cell, { hasBar }: Column): SheetCell {
  return hasBar && typeof cell === 'number' ? cell / 100 : cell;
}
