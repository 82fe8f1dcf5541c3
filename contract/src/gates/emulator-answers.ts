import { expectationOf } from '../answers/expectation.ts';
import type { Description } from '../documents/description.ts';
import { objectOf } from '../documents/json.ts';
import type { Pact } from '../documents/pact.ts';
import { routeOf } from '../documents/route.ts';
import type { AnswerToPact } from '../emulator/answers-to-pact.ts';
import type { ProviderState } from '../emulator/provider-states.ts';
import type { PactJudge } from '../judges/pact-judge.ts';
import type { Finding } from './finding.ts';

/** The emulator's answers match the pact. The tests check the same over HTTP. */
export async function checkEmulatorAnswers(
  answers: readonly AnswerToPact[],
  judge: PactJudge,
): Promise<readonly Finding[]> {
  if (answers.length === 0) throw new Error('The emulator gave no answers to check.');
  const found = await Promise.all(
    answers.map(async ({ interaction, answer }) => {
      const mismatches = await judge.judge({ response: objectOf(interaction.json['response']), answer });
      return mismatches.map((mismatch) => ({
        place: interaction.description,
        fault: `The emulator's answer breaks the pact: ${mismatch}.`,
        repair: 'Correct packages/emulator/src/operations, or the state in contract/src/emulator.',
      }));
    }),
  );
  return found.flat();
}

/** The emulator's links lead to further pages of the requested list, which a pact checks only if there is one. */
export function checkEmulatorLinks(
  description: Description,
  answers: readonly AnswerToPact[],
): readonly Finding[] {
  return answers.flatMap(({ interaction, answer }) => {
    const route = routeOf(description, interaction);
    if (route === undefined || answer.status >= 300) return [];
    const faults = expectationOf(description.document, route, interaction).linkFaultsIn(
      JSON.parse(answer.body),
    );
    return faults.map((fault) => ({
      place: interaction.description,
      fault: `A link of the emulator leads nowhere: ${fault}.`,
      repair: 'Correct packages/emulator/src/operations.',
    }));
  });
}

/** Each state of the emulator is used: otherwise an interaction has been lost. */
export function checkStates(pact: Pact, states: Readonly<Record<string, ProviderState>>): readonly Finding[] {
  const asked = new Set(
    pact.interactions.flatMap((interaction) => interaction.states.map(({ name }) => name)),
  );
  return Object.keys(states)
    .filter((name) => !asked.has(name))
    .map((name) => ({
      place: `state "${name}"`,
      fault: 'No interaction of the pact asks for it any more.',
      repair:
        'Bring the interaction back in packages/client/test/contract, or remove the state from contract/src/emulator.',
    }));
}
