import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { parse } from 'yaml';

import { affectedInteractions } from './affected.ts';
import { readDescription } from './description.ts';
import type { Interaction } from './interaction.ts';
import type { Documents } from './load.ts';
import { readPact } from './pact.ts';

const execute = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));

const places = {
  description: 'spec/openapi.yaml',
  pact: 'packages/client/pacts/licenses-usage-client-partner-center.json',
} as const;

/**
 * Loads the documents of a revision of the repository.
 * @throws Error when git does not know the revision, or it lacks one of the documents.
 */
export async function loadDocumentsAt(revision: string): Promise<Documents> {
  const [description, pact] = await Promise.all([
    show(revision, places.description),
    show(revision, places.pact),
  ]);
  return {
    description: readDescription(JSON.parse(JSON.stringify(parse(description)))),
    pact: readPact(JSON.parse(pact)),
  };
}

/** The interactions that are new, have changed, or are described differently. */
export function changedInteractions(before: Documents, after: Documents): readonly Interaction[] {
  const { interactions } = after.pact;
  const known = new Set(before.pact.interactions.map(({ json }) => JSON.stringify(json)));
  const affected = affectedInteractions('whole', before.description, after.description, interactions);
  return interactions.filter(
    (interaction) => affected.includes(interaction) || !known.has(JSON.stringify(interaction.json)),
  );
}

async function show(revision: string, place: string): Promise<string> {
  const { stdout } = await execute('git', ['show', `${revision}:${place}`], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}
