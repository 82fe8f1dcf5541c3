import { loadDocuments } from '../documents/load.ts';
import { answersTo } from '../emulator/answers-to-pact.ts';
import { descriptionMutations } from './description-mutations.ts';
import { emulatorMutations } from './emulator-mutations.ts';
import type { Mutation, Subject } from './mutation.ts';
import { pactMutations } from './pact-mutations.ts';

/** Loads the committed documents and the emulator's answers. */
export async function loadSubject(): Promise<Subject> {
  const documents = await loadDocuments();
  return { ...documents, emulator: await answersTo(documents.pact.interactions) };
}

/**
 * All mutations, in a stable order.
 *
 * @throws Error when one of the three documents has none.
 */
export function mutationsOf(subject: Subject): readonly Mutation[] {
  const all = {
    description: descriptionMutations(subject.description.document),
    pact: pactMutations(subject.pact),
    emulator: emulatorMutations(subject),
  };
  for (const [document, mutations] of Object.entries(all)) {
    if (mutations.length === 0) throw new Error(`No mutations are derived from the ${document}.`);
  }
  return [...all.description, ...all.pact, ...all.emulator];
}
