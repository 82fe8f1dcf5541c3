import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { replacePart } from '../../support/replace-part.ts';
import type { Results } from '../results.ts';
import { drawChart } from './chart.ts';
import { formatGoals } from './goal-table.ts';

const readme = new URL('../../../README.md', import.meta.url);
const chart = new URL('../../../small-answer.svg', import.meta.url);

/** Writes the goals into README.md and draws the chart. */
export async function writeReport(results: Results): Promise<void> {
  await writeFile(readme, replacePart(await readFile(readme, 'utf8'), 'goals', formatGoals(results)));
  execFileSync('oxfmt', [fileURLToPath(readme)], { stdio: 'ignore' });
  await writeFile(chart, drawChart(results));
}
