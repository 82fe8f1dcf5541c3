/**
 * Puts one small fault at a time into the description, the pact and the emulator's answers, and runs every gate on
 * it. A gate that has silently stopped working lets faults through.
 *
 *     node src/mutate.ts [--sample [--seed <text>]] [--list] [--write]
 *
 * `--sample` tries a part of the mutations, spread over all kinds, and stops at the first gate that refuses one.
 * `--list` lists each mutation with the gates that refused it. `--write` puts the numbers of a full run into
 * spec/README.md. An interrupted full run resumes where it stopped. Exits with 1 when a fault survives without a
 * reason, or a harmless change is refused.
 */
import { parseArgs } from 'node:util';

import { openJournal } from './mutation/journal.ts';
import { nameOf } from './mutation/mutation.ts';
import { listMutations, reportOn } from './mutation/report.ts';
import { runMutations } from './mutation/run-mutations.ts';
import { sampleOf } from './mutation/sample-mutations.ts';
import { loadSubject, mutationsOf } from './mutation/subject.ts';
import { survivors } from './mutation/survivors.ts';
import { writeMatrix } from './mutation/write-matrix.ts';
import type { Kills } from './mutation/try-mutation.ts';

const { sample, seed, list, write } = parseArgs({
  options: {
    sample: { type: 'boolean', default: false },
    seed: { type: 'string', default: 'licenses-usage' },
    list: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
}).values;

if (sample && write) throw new Error('A sample is no matrix: --write goes with a whole run.');
const mutations = mutationsOf(await loadSubject());
const chosen = sample ? sampleOf(mutations, seed) : mutations;
const journal = sample ? undefined : await openJournal();
const results = new Map<string, Kills>(journal?.known);
if (results.size > 0) console.error(`${results.size} were tried by a run before.`);

const indexes = chosen
  .filter((mutation) => !results.has(nameOf(mutation)))
  .map((mutation) => mutations.indexOf(mutation));
await runMutations(indexes, sample ? 'first refusal' : 'all gates', (index, kills) => {
  const mutation = mutations[index];
  if (mutation === undefined) throw new Error(`There is no mutation ${index}.`);
  journal?.add(nameOf(mutation), kills);
  results.set(nameOf(mutation), kills);
  if (results.size % 200 === 0) console.error(`${results.size} of ${chosen.length} tried`);
});
const tried = chosen.map((mutation) => ({ mutation, kills: results.get(nameOf(mutation)) ?? {} }));
const report = reportOn(tried, !sample, survivors);
if (list) console.log(`${listMutations(tried)}\n`);
console.log(`${report.kinds}\n\n${report.summary}`);
for (const fault of report.faults) console.error(fault);
if (report.faults.length > 0) process.exitCode = 1;
else if (write) await writeMatrix(report, new Date().toISOString().slice(0, 10));
const part = sample ? `${chosen.length} of ${mutations.length} mutations` : `${mutations.length} mutations`;
console.log(`${part} in ${(performance.now() / 1000).toFixed(0)} s.`);
