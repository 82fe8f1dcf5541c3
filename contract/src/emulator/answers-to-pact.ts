import type { Answer } from '../answers/answer.ts';
import type { Interaction } from '../documents/interaction.ts';
import { createStandIn } from './example-service.ts';
import { firstContinuationToken } from './provider.ts';
import { type ProviderState, providerStates } from './provider-states.ts';

export interface AnswerToPact {
  readonly interaction: Interaction;
  readonly answer: Answer;
}

/** Gets the emulator's answers to the requests of interactions, in process, each in its state. */
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
    // The token is opaque, so the emulator's own token is sent rather than the pact's example.
    headers: { ...Object.fromEntries(headers), ...(own !== undefined && { 'MS-ContinuationToken': own }) },
  });
  return {
    status: response.status,
    // The length is set when the answer, possibly changed, is sent on.
    headers: Object.fromEntries([...response.headers].filter(([name]) => name !== 'content-length')),
    body: await response.text(),
  };
}
