import type { Context } from '../context.ts';
import { CommandError } from '../exit.ts';
import { formatCsv } from './csv.ts';
import type { Cell, Column, Format, Pages } from './rows.ts';
import { formatTable } from './table.ts';
import { escapeControls } from './terminal.ts';
import { formatXlsx } from './xlsx.ts';

const formats = {
  table: formatTable,
  json: (pages, columns) => formatJson(pages, columns),
  ndjson: (pages, columns) => formatNdjson(pages, columns),
  csv: (pages, columns) => formatCsv(pages, columns),
  excel: (pages, columns) => formatCsv(pages, columns, { forExcel: true }),
  markdown: (pages, columns) => formatMarkdown(pages, columns),
  xlsx: formatXlsx,
} as const satisfies Record<string, Format>;

export type FormatName = Exclude<keyof typeof formats, 'excel'>;

/** The formats that rows are printed in. */
export const formatNames: readonly FormatName[] = ['table', 'json', 'ndjson', 'csv', 'markdown', 'xlsx'];

/** @throws {CommandError} for a workbook that would go to a terminal. */
export function requirePlace(name: FormatName, out: string | undefined, { stdout }: Context): void {
  if (name === 'xlsx' && out === undefined && stdout.isTTY) {
    throw new CommandError(
      '--format xlsx is not text: add --out usage.xlsx, or send it to a file or a pipe.',
    );
  }
}

export function formatNamed(name: FormatName, forExcel: boolean): Format {
  return formats[forExcel ? 'excel' : name];
}

/** One array, a row on each line. */
async function* formatJson(pages: Pages, columns: readonly Column[]): AsyncGenerator<string> {
  let before = '[\n';
  for await (const lines of lineByLine(pages, columns)) {
    if (lines.length === 0) continue;
    yield `${before}${lines.join(',\n')}`;
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

/** One object on each line. */
async function* formatNdjson(pages: Pages, columns: readonly Column[]): AsyncGenerator<string> {
  for await (const lines of lineByLine(pages, columns)) {
    if (lines.length > 0) yield `${lines.join('\n')}\n`;
  }
}

async function* lineByLine(pages: Pages, columns: readonly Column[]): AsyncGenerator<string[]> {
  const names = columns.map(({ name }) => name);
  for await (const page of pages) yield page.map((row) => escapeControls(JSON.stringify(row, names)));
}

/** A table of GitHub-flavoured Markdown. */
async function* formatMarkdown(pages: Pages, columns: readonly Column[]): AsyncGenerator<string> {
  yield line(columns.map(({ title }) => title)) + line(columns.map(() => '---'));
  for await (const page of pages) {
    yield page.map((row) => line(columns.map(({ name }) => toCell(row[name] ?? null)))).join('');
  }
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

/** Customers choose names, so no name may end the cell or the row, or become markup. */
function toCell(value: Cell): string {
  return String(value ?? '–')
    .replaceAll(/[\\`*_[\]<>|~&#]/g, (character) => `\\${character}`)
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
