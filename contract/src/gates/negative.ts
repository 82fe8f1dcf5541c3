import type { ExpectedAnswer } from '../answers/expected-answers.ts';
import type { Documents } from '../documents/load.ts';
import { objectOf } from '../documents/json.ts';
import { readByClient } from '../judges/client-judge.ts';
import type { PactJudge } from '../judges/pact-judge.ts';
import { type Allowance, allowanceFor, allowances } from './allowances.ts';
import type { Finding } from './finding.ts';
import { mentions } from './mentions.ts';
import { type Examined, examine, type Focus } from './questions.ts';

/**
 * The pact refuses every answer that the description forbids. A pact can't express rules for optional elements, so
 * there the client has to refuse. Answers that neither refuses are on the list of allowances.
 */
export async function checkNegatives(
  documents: Documents,
  judge: PactJudge,
  { focus, list = allowances }: { readonly focus?: Focus; readonly list?: readonly Allowance[] } = {},
): Promise<readonly Finding[]> {
  const { examined, findings } = examine(documents, focus);
  const used = new Set<Allowance>();
  const accepted = await Promise.all(
    examined.flatMap((each) => {
      const nullable = nullableIn(each.answers);
      return each.answers
        .filter(({ verdict }) => verdict === 'forbidden')
        .map(async (answer) => {
          const fault = await whyNobodyRefuses(each, answer, nullable.has(answer.place), judge);
          if (fault === undefined) return [];
          const { operation, response } = each.route;
          const allowance = allowanceFor(operation.operationId, response.status, answer, list);
          if (allowance === undefined) return [findingOf(each, answer, fault)];
          used.add(allowance);
          return [];
        });
    }),
  );
  const unused =
    focus === undefined && list.length > 0
      ? list.filter((allowance) => !used.has(allowance) && allowance.isForNew !== true)
      : [];
  return [...findings, ...missingInteractions(documents), ...accepted.flat(), ...unused.map(unusedFinding)];
}

async function whyNobodyRefuses(
  { interaction, route }: Examined,
  { place, isRequired, answer }: ExpectedAnswer,
  isNullable: boolean,
  judge: PactJudge,
): Promise<string | undefined> {
  if (mentions(interaction, place)) {
    const refusals = await judge.judge({ response: objectOf(interaction.json['response']), answer });
    return refusals.length > 0 ? undefined : 'the pact accepts it';
  }
  // A pact can't ask for text or null, so the client has to decide.
  if (isRequired && !isNullable) return "the pact doesn't ask for it";
  // The second page of customers is read like the first, and can't be requested on its own.
  if ('seekOperation' in interaction.request.query) return undefined;
  const { refusal } = await readByClient(route.operation.operationId, interaction.request, [answer]);
  return refusal === undefined
    ? 'it may be absent, so the pact is silent, and the client takes it'
    : undefined;
}

/** Places where the description allows null. */
function nullableIn(answers: readonly ExpectedAnswer[]): ReadonlySet<string> {
  return new Set(
    answers.flatMap(({ place, kind, verdict, change }) =>
      kind === 'null' && verdict === 'allowed' && change === 'is null' ? [place] : [],
    ),
  );
}

function findingOf({ interaction }: Examined, { place, change }: ExpectedAnswer, fault: string): Finding {
  return {
    place: `${interaction.description} ${place}`,
    fault: `The description forbids that it ${change}, but ${fault}.`,
    repair:
      'Tighten the matcher in packages/client/test/contract; if the client has no use for it, say so in contract/src/gates/allowances.ts.',
  };
}

function missingInteractions({ description, pact }: Documents): readonly Finding[] {
  return description.operations.flatMap(({ operationId, method, responses, path }) =>
    responses
      .filter(
        ({ status }) =>
          !pact.interactions.some(
            ({ request, response, description: name }) =>
              request.method === method && response.status === status && name.split(',')[0] === operationId,
          ),
      )
      .map(({ status }) => ({
        place: `${operationId} ${status}`,
        fault: `No interaction of the pact shows ${method} ${path} answered with ${status}.`,
        repair: `Add it to packages/client/test/contract and update the pact.`,
      })),
  );
}

function unusedFinding({ place, reason }: Allowance): Finding {
  return {
    place: `allowance ${String(place)}`,
    fault: `It allows nothing any more: "${reason}"`,
    repair: 'Remove it from contract/src/gates/allowances.ts.',
  };
}
