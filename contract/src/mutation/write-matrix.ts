import { readFile, writeFile } from 'node:fs/promises';

import type { Report } from './report.ts';

const matrixFile = new URL('../../../spec/README.md', import.meta.url);

const begin = '<!-- begin: npx -y pnpm@12 contract:mutate --write -->';
const end = '<!-- end -->';

/** Writes the numbers of a full run into a page, between two markers. */
export async function writeMatrix(report: Report, day: string, file = matrixFile): Promise<void> {
  const page = await readFile(file, 'utf8');
  const [before, rest] = page.split(begin);
  const after = rest?.slice(rest.indexOf(end));
  if (before === undefined || after === undefined || !after.startsWith(end)) {
    throw new Error(
      `${file.pathname.split('/').at(-1)} has no place for the matrix: "${begin}" and "${end}".`,
    );
  }
  await writeFile(file, `${before}${begin}\n\n${render(report, day)}\n\n${after}`);
}

function render({ documents, summary }: Report, day: string): string {
  return [`Measured on ${day}.`, '', documents, '', summary].join('\n');
}
