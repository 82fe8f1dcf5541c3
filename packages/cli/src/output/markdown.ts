import type { Cell, Column, Pages } from './rows.ts';

/** A table of GitHub-flavoured Markdown. */
export async function* formatMarkdown(pages: Pages, columns: readonly Column[]): AsyncGenerator<string> {
  yield line(columns.map(({ title }) => title)) + line(columns.map(() => '---'));
  for await (const page of pages) {
    yield page.map((row) => line(columns.map(({ name }) => toCell(row[name] ?? null)))).join('');
  }
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

/** Names come from customers: none may end the cell or the row, or become markup. */
function toCell(value: Cell): string {
  return String(value ?? '–')
    .replaceAll(/[\\`*_[\]<>|~&#]/g, (character) => `\\${character}`)
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
