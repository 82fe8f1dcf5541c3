import { readFile } from 'node:fs/promises';

export interface PactInteraction {
  readonly description: string;
  readonly states: readonly string[];
}

/** The interactions of a pact file. Fails for a file that promises nothing or that promises one thing twice. */
export async function readPact(file: string | URL): Promise<readonly PactInteraction[]> {
  const pact: unknown = JSON.parse(await readFile(file, 'utf8'));
  const listed = isRecord(pact) ? pact['interactions'] : undefined;
  const interactions = Array.isArray(listed) ? listed.map(readInteraction) : [];
  if (interactions.length === 0) throw new Error(`${String(file)} holds no interactions.`);
  const keys = interactions.map(({ description, states }) => JSON.stringify([description, states]));
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  // Of two interactions with one description and state, the verifier silently forgets the first.
  if (twice !== undefined) throw new Error(`${String(file)} holds the interaction ${twice} twice.`);
  return interactions;
}

function readInteraction(interaction: unknown): PactInteraction {
  if (!isRecord(interaction) || typeof interaction['description'] !== 'string') {
    throw new Error('An interaction has no description.');
  }
  const states = interaction['providerStates'];
  return {
    description: interaction['description'],
    states: Array.isArray(states)
      ? states.map((state) => String(isRecord(state) ? state['name'] : state))
      : [],
  };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
