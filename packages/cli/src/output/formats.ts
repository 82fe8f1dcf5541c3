import { formatCsv } from './csv.ts';
import { formatJson, formatNdjson } from './json.ts';
import { formatMarkdown } from './markdown.ts';
import type { Format } from './rows.ts';
import { formatTable } from './table.ts';

const formats = {
  table: formatTable,
  json: (pages, columns) => formatJson(pages, columns),
  ndjson: (pages, columns) => formatNdjson(pages, columns),
  csv: (pages, columns) => formatCsv(pages, columns),
  excel: (pages, columns) => formatCsv(pages, columns, { forExcel: true }),
  markdown: (pages, columns) => formatMarkdown(pages, columns),
} as const satisfies Record<string, Format>;

export type FormatName = Exclude<keyof typeof formats, 'excel'>;

/** The formats that rows are printed in. */
export const formatNames: readonly FormatName[] = ['table', 'json', 'ndjson', 'csv', 'markdown'];

export function formatNamed(name: FormatName, forExcel: boolean): Format {
  return formats[forExcel ? 'excel' : name];
}
