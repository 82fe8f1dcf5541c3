import type { Interaction } from '../documents/interaction.ts';
import type { Pact } from '../documents/pact.ts';
import type { Finding } from './finding.ts';

/** Where an interaction contains the value of a state parameter. */
const shownBy: Readonly<Record<string, (interaction: Interaction) => string | undefined>> = {
  customerId: ({ request }) => /\/customers\/([^/]+)/.exec(request.path)?.[1],
  pageSize: ({ request: { query } }) => (query['size'] ?? query['top'])?.[0],
  processedDateTime: ({ request }) => request.query['processedDateTime']?.[0],
  status: ({ response }) => String(response.status),
  retryAfterInSeconds: ({ response }) => response.headers['Retry-After']?.[0],
};

/**
 * The parameters of a state match the request or the answer. If they don't, one has been changed without the other,
 * and the state no longer fits the interaction.
 */
export function checkStateParameters({ interactions }: Pact): readonly Finding[] {
  return interactions.flatMap((interaction) =>
    interaction.states.flatMap(({ name, parameters }) =>
      Object.entries(parameters)
        .filter(([parameter, value]) => shownBy[parameter]?.(interaction) !== String(value))
        .map(([parameter, value]) => ({
          place: `${interaction.description}, state "${name}"`,
          fault: `The state is told that ${parameter} is ${JSON.stringify(value)}, the interaction ${shownBy[parameter] === undefined ? 'has no known place for it' : `has ${shownBy[parameter](interaction) ?? 'none'}`}.`,
          repair:
            'Correct the interaction in packages/client/test/contract, or name the place in contract/src/gates/state-parameters.ts.',
        })),
    ),
  );
}
