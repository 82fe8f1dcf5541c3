import type { Column, Pages } from './rows.ts';
import { escapeControls } from './terminal.ts';

/** One array, a row on each line. */
export async function* formatJson(pages: Pages, columns: readonly Column[]): AsyncGenerator<string> {
  let before = '[\n';
  for await (const lines of lineByLine(pages, columns)) {
    if (lines.length === 0) continue;
    yield `${before}${lines.join(',\n')}`;
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

/** One object on each line. */
export async function* formatNdjson(pages: Pages, columns: readonly Column[]): AsyncGenerator<string> {
  for await (const lines of lineByLine(pages, columns)) {
    if (lines.length > 0) yield `${lines.join('\n')}\n`;
  }
}

async function* lineByLine(pages: Pages, columns: readonly Column[]): AsyncGenerator<string[]> {
  const names = columns.map(({ name }) => name);
  for await (const page of pages) yield page.map((row) => escapeControls(JSON.stringify(row, names)));
}
