import { objectOf } from '../documents/json.ts';
import type { AnswerToPact } from '../emulator/answers-to-pact.ts';
import type { PactJudge } from '../judges/pact-judge.ts';
import type { Finding } from './finding.ts';

/** The emulator's answers are those that the pact promises. The tests ask the same over HTTP. */
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
        repair:
          'Correct packages/emulator/src/operations, or the state in packages/emulator/contract/emulator.',
      }));
    }),
  );
  return found.flat();
}
