import { readdir } from 'node:fs/promises';

import { type Description, loadDescription } from './description.ts';
import { loadPact, type Pact } from './pact.ts';

/** The two documents that every gate compares. */
export interface Documents {
  readonly description: Description;
  readonly pact: Pact;
}

export const descriptionFile = new URL(import.meta.resolve('@licenses-usage/spec/openapi.yaml'));
const pacts = new URL('pacts/', import.meta.resolve('@licenses-usage/client/package.json'));

/** The pacts of the emulator's consumers. In this repository there is one. */
export async function findPacts(): Promise<readonly URL[]> {
  const names = (await readdir(pacts)).filter((name) => name.endsWith('.json'));
  if (names.length === 0) throw new Error('The client has no pacts: packages/client/pacts/ is empty.');
  return names.map((name) => new URL(name, pacts));
}

export async function loadDocuments(): Promise<Documents> {
  const [file, another] = await findPacts();
  if (file === undefined || another !== undefined) throw new Error('The gates know one pact, not several.');
  const [description, pact] = await Promise.all([loadDescription(descriptionFile), loadPact(file)]);
  return { description, pact };
}
