import { type ExpectedAnswer, expectedAnswers } from '../answers/expected-answers.ts';
import type { Description } from '../documents/description.ts';
import type { Interaction } from '../documents/interaction.ts';
import type { Documents } from '../documents/load.ts';
import { type Route, routeOf } from '../documents/route.ts';
import type { Finding } from './finding.ts';

/** An interaction with answers on both sides of every limit in the description. */
export interface Examined {
  readonly interaction: Interaction;
  readonly route: Route;
  readonly answers: readonly ExpectedAnswer[];
}

export interface Examination {
  readonly examined: readonly Examined[];
  /** Interactions for which no answer can be generated. */
  readonly findings: readonly Finding[];
}

/** Leaves out answers that a change can't affect. The plain answers are always checked. */
export interface Focus {
  readonly interactions?: (interaction: Interaction) => boolean;
  readonly answers?: (answer: ExpectedAnswer) => boolean;
}

export function examine({ description, pact }: Documents, focus: Focus = {}): Examination {
  const { interactions: isChosen = () => true, answers: isAsked = () => true } = focus;
  const examined: Examined[] = [];
  const findings: Finding[] = [];
  for (const interaction of pact.interactions.filter(isChosen)) {
    const route = routeOf(description, interaction);
    if (route === undefined) {
      findings.push({
        place: interaction.description,
        fault: `The description knows no answer ${interaction.response.status} to ${interaction.request.method} ${interaction.request.path}.`,
        repair: 'Describe it in spec/openapi.yaml, or correct the contract test.',
      });
      continue;
    }
    try {
      const answers = answersFor(description, route, interaction);
      const chosen = answers.filter((answer) => answer.kind === 'plain' || isAsked(answer));
      examined.push({ interaction, route, answers: chosen });
    } catch (error) {
      findings.push({
        place: interaction.description,
        fault: error instanceof Error ? error.message : String(error),
        repair:
          'Correct the contract test in packages/client/test/contract, or the schema in spec/openapi.yaml.',
      });
    }
  }
  return { examined, findings };
}

const known = new WeakMap<Description, Map<Interaction, readonly ExpectedAnswer[]>>();

/** Cached, because several gates need the same answers. */
function answersFor(
  description: Description,
  route: Route,
  interaction: Interaction,
): readonly ExpectedAnswer[] {
  const ofDescription = known.get(description) ?? new Map<Interaction, readonly ExpectedAnswer[]>();
  known.set(description, ofDescription);
  const answers = ofDescription.get(interaction) ?? expectedAnswers(description.document, route, interaction);
  ofDescription.set(interaction, answers);
  return answers;
}
