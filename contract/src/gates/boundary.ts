import type { Documents } from '../documents/load.ts';
import { objectOf } from '../documents/json.ts';
import type { PactJudge } from '../judges/pact-judge.ts';
import type { Finding } from './finding.ts';
import { mentions } from './mentions.ts';
import { examine, type Focus } from './questions.ts';

/**
 * The pact accepts every answer that the description allows, so that it is not stricter than the provider's promise.
 */
export async function checkBoundaries(
  documents: Documents,
  judge: PactJudge,
  focus?: Focus,
): Promise<readonly Finding[]> {
  const { examined, findings } = examine(documents, focus);
  const refused = await Promise.all(
    examined.flatMap(({ interaction, answers }) =>
      answers
        .filter(
          ({ verdict, kind, place }) =>
            verdict === 'allowed' && (kind === 'plain' || mentions(interaction, place)),
        )
        .map(async ({ place, change, answer }): Promise<readonly Finding[]> => {
          const mismatches = await judge.judge({ response: objectOf(interaction.json['response']), answer });
          if (mismatches.length === 0) return [];
          return [
            {
              place: `${interaction.description} ${place}`,
              fault: `The description allows an answer that ${change}, the pact refuses it: ${mismatches.join('; ')}.`,
              repair:
                'Loosen the matcher in packages/client/test/contract, or narrow the schema in spec/openapi.yaml if no source shows such an answer.',
            },
          ];
        }),
    ),
  );
  return [...findings, ...refused.flat()];
}
