import stringWidth from 'string-width';
import { renderBar } from './bar.ts';
import type { Paint } from './paint.ts';
import type { Cell, Column, FormatOptions, OutputRow, Pages } from './rows.ts';
import { cleanText } from './terminal.ts';

/** How many rows determine the column widths. Later rows stream. */
const rowsMeasured = 1000;

/** The least width of a shortened text column. Numbers are never shortened. */
const shortest = 10;
const gap = '  ';

interface Layout {
  readonly column: Column;
  readonly width: number;
  readonly isNumeric: boolean;
  /** Whether longer cells are cut. */
  readonly isShortened: boolean;
  /** Whether its percentages are drawn as bars. */
  readonly isBar?: true;
}

/**
 * Formats aligned columns by their width on a terminal, with numbers to the right. Within a `width`, text is
 * shortened and, if that is not enough, columns are dropped by rank, so that no line wraps. Without one, the first
 * rows determine the widths; a wider cell in a later row is shown whole and shifts its line.
 */
export async function* formatTable(
  pages: Pages,
  all: readonly Column[],
  options: FormatOptions = {},
): AsyncGenerator<string> {
  const columns = all.filter(({ isDetail }) => isDetail !== true);
  const first: OutputRow[] = [];
  let layouts: readonly Layout[] | undefined;
  for await (const page of pages) {
    if (layouts === undefined) {
      for (const row of page) first.push(row);
      if (first.length < rowsMeasured) continue;
      layouts = layOut(columns, first, options);
      yield await begin(layouts, first, options);
    } else {
      yield lines(layouts, page, options.paint);
    }
  }
  if (layouts === undefined && first.length > 0) {
    yield await begin(layOut(columns, first, options), first, options);
  }
}

function layOut(
  columns: readonly Column[],
  rows: readonly OutputRow[],
  { width, paint, onDropped }: FormatOptions,
): readonly Layout[] {
  let layouts = columns.map((column) => measure(column, rows));
  if (width === undefined) return layouts;
  const dropped: string[] = [];
  while (layouts.length > 1 && narrowest(layouts) > width) {
    const least = layouts.reduce((one, other) => (rankOf(other) < rankOf(one) ? other : one));
    layouts = layouts.filter((layout) => layout !== least);
    dropped.push(least.column.title);
  }
  if (dropped.length > 0) onDropped?.(dropped);
  const fitting = shorten(layouts, width);
  return paint === undefined ? fitting : addBars(fitting, width - totalWidth(fitting));
}

const [shortestBar, longestBar] = [8, 20];

/** Draws the percentages in the remaining width, if that is enough to show differences. */
function addBars(layouts: readonly Layout[], availableWidth: number): readonly Layout[] {
  const width = Math.min(longestBar, availableWidth - gap.length);
  if (width < shortestBar) return layouts;
  return layouts.flatMap((layout) => {
    if (layout.column.hasBar !== true) return [layout];
    return [layout, { ...layout, column: { ...layout.column, title: '' }, width, isBar: true }];
  });
}

function rankOf({ column: { rank = 0 } }: Layout): number {
  return rank;
}

/** The width of the table when its text is shortened as far as possible. */
function narrowest(layouts: readonly Layout[]): number {
  return totalWidth(layouts.map((layout) => ({ ...layout, width: leastWidth(layout) })));
}

function leastWidth({ width, isNumeric, column }: Layout): number {
  return isNumeric ? width : Math.min(width, Math.max(shortest, stringWidth(column.title)));
}

function totalWidth(layouts: readonly Layout[]): number {
  return layouts.reduce((sum, { width }) => sum + width, (layouts.length - 1) * gap.length);
}

/** Narrows the widest text column, one character at a time, until the table fits. */
function shorten(layouts: readonly Layout[], width: number): readonly Layout[] {
  const [only] = layouts;
  if (only !== undefined && layouts.length === 1) {
    return [{ ...only, width: Math.min(only.width, width), isShortened: true }];
  }
  const widths = layouts.map((layout) => layout.width);
  let excess = totalWidth(layouts) - width;
  while (excess > 0) {
    let widest = -1;
    for (const [index, layout] of layouts.entries()) {
      const spare = (widths[index] ?? 0) - leastWidth(layout);
      if (spare > 0 && (widest === -1 || (widths[index] ?? 0) > (widths[widest] ?? 0))) widest = index;
    }
    if (widest === -1) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess -= 1;
  }
  return layouts.map((layout, index) => ({ ...layout, width: widths[index] ?? 0, isShortened: true }));
}

function measure(column: Column, rows: readonly OutputRow[]): Layout {
  const cells = rows.map((row) => row[column.name] ?? null);
  const width = cells.reduce<number>(
    (widest, cell) => Math.max(widest, stringWidth(toText(cell, column))),
    stringWidth(column.title),
  );
  return { column, width, isNumeric: cells.every((cell) => typeof cell !== 'string'), isShortened: false };
}

async function begin(
  layouts: readonly Layout[],
  rows: readonly OutputRow[],
  { heading, width, paint = unpainted }: FormatOptions,
): Promise<string> {
  const bold = (text: string) => paint('bold', text);
  const dim = (text: string) => paint('dim', text);
  const titles = layouts.map((layout) => fit(layout.column.title, layout, bold));
  const rule = layouts.map(({ width: wide, isBar }) => dim((isBar ? ' ' : '─').repeat(wide)));
  const above = await heading?.();
  const head = above === undefined ? '' : `${wrapWords(cleanText(above), width)}\n\n`;
  return head + [titles, rule].map(toLine).join('') + lines(layouts, rows, paint);
}

/** Breaks text between words. */
export function wrapWords(text: string, width: number | undefined, indent = ''): string {
  if (width === undefined) return text;
  const broken: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && stringWidth(`${line} ${word}`) > width) {
      broken.push(line);
      line = indent + word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...broken, line].join('\n');
}

function lines(layouts: readonly Layout[], rows: readonly OutputRow[], paint: Paint = unpainted): string {
  return rows
    .map((row) => toLine(layouts.map((layout) => toCell(row[layout.column.name] ?? null, layout, paint))))
    .join('');
}

function toLine(cells: readonly string[]): string {
  return `${cells.join(gap).trimEnd()}\n`;
}

function toCell(cell: Cell, layout: Layout, paint: Paint): string {
  if (layout.isBar && (cell === null || typeof cell === 'number'))
    return renderBar(cell, layout.width, paint);
  return fit(toText(cell, layout.column), layout);
}

function unpainted(_style: string, text: string): string {
  return text;
}

/** Cuts text to its column, and pads it with spaces. */
function fit(
  whole: string,
  { width, isNumeric, isShortened }: Layout,
  paint: (text: string) => string = (text) => text,
): string {
  const text = isShortened ? cut(whole, width) : whole;
  const padding = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return isNumeric ? padding + paint(text) : paint(text) + padding;
}

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Cuts text that is too long, and ends it with an ellipsis. */
function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let shown = '';
  for (const { segment } of characters.segment(text)) {
    if (stringWidth(shown + segment) >= width) break;
    shown += segment;
  }
  return `${shown}…`;
}

function toText(cell: Cell, { decimals }: Column): string {
  if (cell === null) return '–';
  if (typeof cell === 'number' && decimals !== undefined) return cell.toFixed(decimals);
  return cleanText(String(cell));
}
