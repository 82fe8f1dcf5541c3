import { alternativeAnswers } from '../answers/expected-answers.ts';
import type { Interaction } from '../documents/interaction.ts';
import type { Documents } from '../documents/load.ts';
import type { Route } from '../documents/route.ts';
import { readByClient } from '../judges/client-judge.ts';
import type { Finding } from './finding.ts';
import { examine, type Focus } from './questions.ts';

/** The real client reads every allowed answer correctly. */
export async function checkReading(documents: Documents, focus?: Focus): Promise<readonly Finding[]> {
  const { examined, findings } = examine(documents, focus);
  const refused = await Promise.all(
    examined
      .filter(({ interaction }) => !('seekOperation' in interaction.request.query))
      .flatMap(({ interaction, route, answers }) =>
        [...answers, ...otherFaults(documents, interaction, route, focus)]
          .filter(({ verdict }) => verdict === 'allowed')
          .map(async ({ place, change, answer }): Promise<readonly Finding[]> => {
            const { refusal } = await readByClient(route.operation.operationId, interaction.request, [
              answer,
            ]);
            if (refusal === undefined) return [];
            return [
              {
                place: `${interaction.description} ${place}`,
                fault: `The description allows an answer that ${change}, the client can't read it: ${refusal}`,
                repair:
                  'Correct the reader in packages/client/src/decode, or the schema in spec/openapi.yaml.',
              },
            ];
          }),
      ),
  );
  return [...findings, ...refused.flat()];
}

/** The other shapes of a refusal, of which an interaction shows only one. */
function otherFaults({ description }: Documents, interaction: Interaction, route: Route, focus: Focus = {}) {
  if (route.response.status < 300) return [];
  const { answers: isAsked = () => true } = focus;
  return alternativeAnswers(description.document, route, interaction).filter(
    (answer) => answer.kind === 'plain' || isAsked(answer),
  );
}
