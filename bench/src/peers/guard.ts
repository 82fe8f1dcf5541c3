import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { baselineOf, compareWithBaseline, noiseBand, type Baseline } from './compare-with-baseline.ts';
import { formatNumber } from './report/format.ts';
import type { Results } from './results.ts';
import { runSections } from './run-sections.ts';
import type { SectionName } from './sections.ts';

/*
 * `guard.ts [--results <file>] [--update]`: measures the figures that code changes affect most, and fails when a
 * ratio is worse than the committed one by more than the noise. `--results` uses earlier figures; `--update` accepts
 * the new ones.
 */
const { values } = parseArgs({
  options: { results: { type: 'string' }, update: { type: 'boolean', default: false } },
});
const file = new URL('../../baseline.json', import.meta.url);
/** The sections with reproducible ratios. Sections with a simulated network depend more on the machine. */
const guarded: readonly SectionName[] = ['small', 'page', 'weight', 'types'];

async function readResults(path: string): Promise<Results> {
  const results: Results = JSON.parse(await readFile(path, 'utf8'));
  return results;
}

const results =
  values.results === undefined
    ? await runSections(guarded, { isFull: false })
    : await readResults(values.results);
if (values.update) {
  const sections = Object.fromEntries(
    guarded.flatMap((name) => (results.sections[name] ? [[name, results.sections[name]]] : [])),
  );
  await writeFile(file, `${JSON.stringify(baselineOf({ ...results, sections }), null, 2)}\n`);
  console.log('Wrote baseline.json.');
} else {
  const baseline: Baseline = JSON.parse(await readFile(file, 'utf8'));
  const verdicts = compareWithBaseline(baseline, results);
  for (const { name, value, expected, bound, isWorse } of verdicts) {
    const mark = isWorse ? 'WORSE' : 'ok   ';
    console.log(
      `${mark} ${name}: ${formatNumber(value)}, was ${formatNumber(expected)}, passes up to ${formatNumber(bound)}`,
    );
  }
  const worse = verdicts.filter(({ isWorse }) => isWorse);
  if (worse.length > 0) {
    console.error(
      `${worse.length} of ${verdicts.length} figures are worse than baseline.json by more than ${noiseBand * 100}%. ` +
        'Measure again on a quiet machine; if it is meant, accept it: npx -y pnpm@12 bench:guard --update',
    );
    process.exitCode = 1;
  }
}
