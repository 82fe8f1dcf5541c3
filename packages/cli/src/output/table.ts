import stringWidth from 'string-width';
import type { Cell, Column, OutputRow, Pages } from './rows.ts';

/** How many rows decide about the widths of the columns. Rows after them are not waited for. */
const rowsMeasured = 1000;

interface Layout {
  readonly column: Column;
  readonly width: number;
  readonly isNumeric: boolean;
}

/**
 * Columns that are aligned by how wide a terminal shows them, numbers to the right. Widths are those of the first rows; a
 * later cell that is wider is shown whole and pushes its line.
 */
export async function* formatTable(pages: Pages, all: readonly Column[]): AsyncGenerator<string> {
  const columns = all.filter(({ isDetail }) => isDetail !== true);
  const first: OutputRow[] = [];
  let layouts: readonly Layout[] | undefined;
  for await (const page of pages) {
    if (layouts === undefined) {
      for (const row of page) first.push(row);
      if (first.length < rowsMeasured) continue;
      layouts = columns.map((column) => measure(column, first));
      yield begin(layouts, first);
    } else {
      yield lines(layouts, page);
    }
  }
  if (layouts === undefined && first.length > 0) {
    yield begin(
      columns.map((column) => measure(column, first)),
      first,
    );
  }
}

function measure(column: Column, rows: readonly OutputRow[]): Layout {
  const cells = rows.map((row) => row[column.name] ?? null);
  const width = cells.reduce<number>(
    (widest, cell) => Math.max(widest, stringWidth(toText(cell, column))),
    stringWidth(column.title),
  );
  return { column, width, isNumeric: cells.every((cell) => typeof cell !== 'string') };
}

function begin(layouts: readonly Layout[], rows: readonly OutputRow[]): string {
  const titles = Object.fromEntries(layouts.map(({ column }) => [column.name, column.title]));
  const rule = Object.fromEntries(layouts.map(({ column, width }) => [column.name, '─'.repeat(width)]));
  return lines(layouts, [titles, rule, ...rows]);
}

function lines(layouts: readonly Layout[], rows: readonly OutputRow[]): string {
  return rows
    .map((row) => layouts.map((layout) => pad(row[layout.column.name] ?? null, layout)).join('  '))
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

function pad(cell: Cell, { column, width, isNumeric }: Layout): string {
  const text = toText(cell, column);
  const padding = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return isNumeric ? padding + text : text + padding;
}

/** Nothing in a name may steer the terminal. */
function toText(cell: Cell, { decimals }: Column): string {
  if (cell === null) return '–';
  if (typeof cell === 'number' && decimals !== undefined) return cell.toFixed(decimals);
  return String(cell).replaceAll(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '\uFFFD');
}
