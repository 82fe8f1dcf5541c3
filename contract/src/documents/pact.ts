import { readFile } from 'node:fs/promises';

import { type Interaction, readInteraction } from './interaction.ts';
import { arrayOf, type JsonObject, objectOf } from './json.ts';

export interface Pact {
  readonly interactions: readonly Interaction[];
  /** The pact as in the file. */
  readonly json: JsonObject;
}

export async function loadPact(file: URL): Promise<Pact> {
  try {
    return readPact(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new Error(`${file.pathname.split('/').at(-1)} can't be used as a pact: ${String(cause)}`, {
      cause,
    });
  }
}

/** @throws Error for a pact without interactions, or with a duplicate. */
export function readPact(json: unknown): Pact {
  const document = objectOf(json);
  const interactions = arrayOf(document['interactions']).map(readInteraction);
  if (interactions.length === 0) throw new Error('The pact holds no interactions.');
  const keys = interactions.map(({ description, states }) => JSON.stringify([description, states]));
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  // If two interactions have the same description and state, Pact's verifier silently drops the first.
  if (twice !== undefined) throw new Error(`The pact holds the interaction ${twice} twice.`);
  return { interactions, json: document };
}
