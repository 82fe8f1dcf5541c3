/**
 * Writes spec/COVERAGE.md: the parts of the API description that the contract covers.
 *
 *     node src/coverage.ts [--check]
 *
 * With `--check` it writes nothing, and exits with 1 when the file is out of date. In both cases it exits with 1 when
 * something is neither covered nor excepted for a reason.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { renderCoverage, repairCommand } from './coverage/render-coverage.ts';
import { descriptionFile, loadDocuments } from './documents/load.ts';
import { show } from './gates/finding.ts';

const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values;
const file = new URL('COVERAGE.md', descriptionFile);
const { text, findings } = renderCoverage(await loadDocuments());
for (const finding of findings) console.error(show(finding));
if (findings.length > 0) process.exitCode = 1;

if (!check) {
  await writeFile(file, text);
  console.log(text);
} else if ((await readFile(file, 'utf8').catch(() => '')) === text) {
  console.log('spec/COVERAGE.md is up to date.');
} else {
  console.error(`spec/COVERAGE.md is out of date.\n  Repair it with: ${repairCommand}`);
  process.exitCode = 1;
}
