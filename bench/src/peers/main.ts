import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeReport } from './report/write-report.ts';
import { runSections } from './run-sections.ts';
import { isSectionName, sections } from './sections.ts';

/*
 * `main.ts [--full] [--write] [section…]`: measures, prints, and saves the figures in results/latest.json, which Git
 * ignores. With `--write`, a run of all sections also writes the files that Git tracks: its figures, the table in
 * README.md and the chart.
 */
const { values, positionals } = parseArgs({
  options: { full: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !isSectionName(name));
if (unknown.length > 0) {
  console.error(`There is no section ${unknown.join(', ')}. There are ${Object.keys(sections).join(', ')}.`);
  process.exit(2);
}
if (values.write && positionals.length > 0) {
  console.error('--write takes a run of all sections: leave the sections out.');
  process.exit(2);
}
const names = (positionals.length > 0 ? positionals : Object.keys(sections)).filter(isSectionName);
const startedAt = performance.now();
const results = await runSections(names, { isFull: values.full });
const folder = new URL('../../results/', import.meta.url);
await mkdir(folder, { recursive: true });
const files = ['latest.json', ...(values.write ? [values.full ? 'full.json' : 'quick.json'] : [])];
for (const file of files) {
  const path = new URL(file, folder);
  await writeFile(path, `${JSON.stringify(results, null, 2)}\n`);
  execFileSync('oxfmt', [fileURLToPath(path)], { stdio: 'ignore' });
}
if (values.write) await writeReport(results);
const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
console.log(`\nWrote bench/results/${files.join(' and ')} after ${seconds} s.`);
