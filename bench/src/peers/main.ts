import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeReport } from './report/write-report.ts';
import { runSections } from './run-sections.ts';
import { isSectionName, sections } from './sections.ts';

/*
 * `main.ts [--full] [section…]`: measures, prints, and keeps the figures in results/. A run of all sections also writes the table in
 * README.md and the chart.
 */
const { values, positionals } = parseArgs({
  options: { full: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !isSectionName(name));
if (unknown.length > 0) {
  console.error(`There is no section ${unknown.join(', ')}. There are ${Object.keys(sections).join(', ')}.`);
  process.exit(2);
}
const names = (positionals.length > 0 ? positionals : Object.keys(sections)).filter(isSectionName);
const startedAt = performance.now();
const results = await runSections(names, { isFull: values.full });
const folder = new URL('../results/', import.meta.url);
await mkdir(folder, { recursive: true });
const file = positionals.length > 0 ? `${names.join('-')}.json` : values.full ? 'full.json' : 'quick.json';
const path = new URL(file, folder);
await writeFile(path, `${JSON.stringify(results, null, 2)}\n`);
execFileSync('oxfmt', [fileURLToPath(path)], { stdio: 'ignore' });
if (positionals.length === 0) await writeReport(results);
console.log(`\nresults/${file}, after ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
