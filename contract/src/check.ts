/**
 * Checks the description, the contract and the emulator against each other.
 *
 *     node src/check.ts [--since <revision>]
 *
 * With a revision, the verifier and the client check only the interactions that have changed since then. Exits with 1
 * when two of them disagree, and says where and how to repair it.
 */
import { parseArgs } from 'node:util';

import { loadDocuments } from './documents/load.ts';
import { changedInteractions, loadDocumentsAt } from './documents/load-at.ts';
import { answersTo } from './emulator/answers-to-pact.ts';
import { providerStates } from './emulator/provider-states.ts';
import { recordAnswers } from './emulator/recorded-answers.ts';
import { checkBoundaries } from './gates/boundary.ts';
import { checkExamples } from './gates/comparator.ts';
import { checkEmulatorAnswers, checkEmulatorLinks, checkStates } from './gates/emulator-answers.ts';
import { checkEmulatorParameters } from './gates/emulator-parameters.ts';
import { checkEmulatorAgainstDescription } from './gates/emulator-spec.ts';
import { checkDocumentedBodies } from './gates/examples.ts';
import { type Finding, show } from './gates/finding.ts';
import { checkNegatives } from './gates/negative.ts';
import { checkReading } from './gates/reading.ts';
import { checkRequests } from './gates/requests.ts';
import { checkStateParameters } from './gates/state-parameters.ts';
import type { Interaction } from './documents/interaction.ts';
import { createPactJudge } from './judges/pact-judge.ts';

const { since } = parseArgs({ options: { since: { type: 'string' } } }).values;
const documents = await loadDocuments();
const { description, pact } = documents;
const judge = createPactJudge();
const changed =
  since === undefined ? undefined : changedInteractions(await loadDocumentsAt(since), documents);
const isChosen = (interaction: Interaction) => changed?.includes(interaction) ?? true;
const focus = changed && { interactions: isChosen };

const gates: Readonly<Record<string, () => Promise<readonly Finding[]>>> = {
  'the description knows the examples of the pact': () => checkExamples(documents),
  'the description allows the documented bodies': () => checkDocumentedBodies(description),
  'the client sends the requests of the pact': () => checkRequests(documents, judge, isChosen),
  'the pact accepts what the description allows': () => checkBoundaries(documents, judge, focus),
  'the client reads what the description allows': () => checkReading(documents, focus),
  'the pact refuses what the description forbids': () =>
    checkNegatives(documents, judge, { ...(focus && { focus }) }),
  'the states are those that the pact asks for': async () => [
    ...checkStates(pact, providerStates),
    ...checkStateParameters(pact),
  ],
  'the emulator answers as the pact promises': async () => {
    const answers = await answersTo(pact.interactions);
    return [...checkEmulatorLinks(description, answers), ...(await checkEmulatorAnswers(answers, judge))];
  },
  'the emulator answers as the description has it': async () =>
    checkEmulatorAgainstDescription(description, await recordAnswers(1500)),
  'the emulator takes the parameters of the description': () => checkEmulatorParameters(description),
};

try {
  // All at once, because questions to the verifier are batched.
  const running = Object.entries(gates).map(([promise, check]) => ({ promise, findings: check() }));
  for (const { promise, findings: found } of running) {
    const findings = await found;
    console.log(`${findings.length === 0 ? 'ok    ' : 'BROKEN'} ${promise}`);
    for (const finding of findings) console.error(show(finding));
    if (findings.length > 0) process.exitCode = 1;
  }
  const seconds = (performance.now() / 1000).toFixed(1);
  console.log(
    `${changed?.length ?? 'All'} of ${pact.interactions.length} interactions, ${judge.asked()} answers judged by the verifier, ${seconds} s.`,
  );
} finally {
  judge.close();
}
