import { styleText } from 'node:util';
import stringWidth from 'string-width';

/** The title of each column, and the function that reads its value from a row. */
type Columns<Row> = Readonly<Record<string, (row: Row) => string | number | null | undefined>>;

/** Aligns columns by their width in a terminal, with numbers to the right. Rows that share a heading are below it. */
export function formatTable<Row>(
  rows: readonly Row[],
  columns: Columns<Row>,
  headingOf?: (row: Row) => string,
) {
  if (rows.length === 0) return '  No data, which is not the same as no usage.';
  const padded = Object.entries(columns).map(([title, show]) => {
    const cells = [title, ...rows.map((row) => text(show(row)))];
    const width = Math.max(...cells.map((cell) => stringWidth(cell)));
    const isNumeric = cells.slice(1).every((cell) => /^[\d./]+$|^–$/.test(cell));
    const padding = cells.map((cell) => ' '.repeat(width - stringWidth(cell)));
    return cells.map((cell, index) => (isNumeric ? `${padding[index]}${cell}` : `${cell}${padding[index]}`));
  });
  const lineAt = (index: number) => `  ${padded.map((cells) => cells[index]).join('  ')}`.trimEnd();
  const headings = rows.map((row) => headingOf?.(row));
  const lines = headings.flatMap((heading, index) => {
    const line = lineAt(index + 1);
    return heading === headings[index - 1] ? [line] : [`  ${styleText('cyan', text(heading))}`, line];
  });
  return [styleText('dim', lineAt(0)), ...lines].join('\n');
}

/** A value as text that is safe to print: control characters, which could steer the terminal, are replaced. */
export function text(value: string | number | null | undefined): string {
  return value === null || value === undefined ? '–' : String(value).replaceAll(/\p{Cc}/gu, '\uFFFD');
}
