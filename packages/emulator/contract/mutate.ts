/**
 * Puts one small fault after the other into the description, the pact and the emulator's answers, and has every gate
 * look at it: a gate that quietly stopped working lets faults through.
 *
 *     node contract/mutate.ts [--sample] [--list]
 *
 * `--sample` takes one mutation of many, spread over all kinds; `--list` names each with the gates that refused it.
 * Exits with 1 when a fault survives without a reason, or a harmless change is refused.
 */
import { parseArgs } from 'node:util';

import { listMutations, reportOn } from './mutation/report.ts';
import { runMutations } from './mutation/run-mutations.ts';
import { loadSubject, mutationsOf } from './mutation/subject.ts';
import { survivors } from './mutation/survivors.ts';

/** As many as two cores try in less than a minute. */
const sampleSize = 60;

const { sample, list } = parseArgs({
  options: { sample: { type: 'boolean', default: false }, list: { type: 'boolean', default: false } },
}).values;

const mutations = mutationsOf(await loadSubject());
const step = sample ? Math.ceil(mutations.length / sampleSize) : 1;
const indexes = [...mutations.keys()].filter((index) => index % step === 0);
const results = await runMutations(indexes, (done) => {
  if (done % 200 === 0) console.error(`${done} of ${indexes.length} tried`);
});
const tried = [...results].flatMap(([index, kills]) => {
  const mutation = mutations[index];
  return mutation === undefined ? [] : [{ mutation, kills }];
});
const { text, faults } = reportOn(tried, !sample, survivors);
if (list) console.log(`${listMutations(tried)}\n`);
console.log(text);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
const part = sample ? `${indexes.length} of ${mutations.length} mutations` : `${mutations.length} mutations`;
console.log(`${part} in ${(performance.now() / 1000).toFixed(0)} s.`);
