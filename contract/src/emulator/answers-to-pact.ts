import type { Answer } from '../answers/answer.ts';
import type { Interaction } from '../documents/interaction.ts';
import { createStandIn } from './example-service.ts';
import { firstContinuationToken } from './provider.ts';
import { type ProviderState, providerStates } from './provider-states.ts';

export interface AnswerToPact {
  readonly interaction: Interaction;
  readonly answer: Answer;
}

/** What the emulator answers to the requests of interactions, in process, each in the state that it asks for. */
export async function answersTo(
  interactions: readonly Interaction[],
  states: Readonly<Record<string, ProviderState>> = providerStates,
): Promise<readonly AnswerToPact[]> {
  return Promise.all(
    interactions.map(async (interaction) => ({ interaction, answer: await answerTo(interaction, states) })),
  );
}

async function answerTo(
  { description, request, states: [asked] }: Interaction,
  states: Readonly<Record<string, ProviderState>>,
): Promise<Answer> {
  const enter = asked === undefined ? undefined : states[asked.name];
  if (asked === undefined || enter === undefined) {
    throw new Error(`The emulator knows no state "${asked?.name ?? ''}", which "${description}" asks for.`);
  }
  const options = enter(asked.parameters);
  const query = Object.entries(request.query).flatMap(([name, values]) =>
    values.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  );
  const headers = Object.entries(request.headers).map(([name, values]) => [name, values.join(', ')]);
  const own = 'MS-ContinuationToken' in request.headers ? await firstContinuationToken(options) : undefined;
  const response = await createStandIn(options).fetch(`http://emulator${request.path}?${query.join('&')}`, {
    method: request.method,
    // The token is opaque: the caller sends back what it was given, not what the pact's example says.
    headers: { ...Object.fromEntries(headers), ...(own !== undefined && { 'MS-ContinuationToken': own }) },
  });
  return {
    status: response.status,
    // Its length is left to whoever sends the answer on, perhaps changed.
    headers: Object.fromEntries([...response.headers].filter(([name]) => name !== 'content-length')),
    body: await response.text(),
  };
}
