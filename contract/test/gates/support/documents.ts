import { readDescription } from '../../../src/documents/description.ts';
import { arrayOf, changedAt, type JsonObject, objectOf } from '../../../src/documents/json.ts';
import { type Documents, loadDocuments } from '../../../src/documents/load.ts';
import { readPact } from '../../../src/documents/pact.ts';

/** The committed documents. */
export const committed = await loadDocuments();

/** The committed documents with one interaction only, so that a gate has little to do. */
export function only(description: string): Documents {
  return withInteractions((interactions) =>
    interactions.filter((each) => each['description'] === description),
  );
}

export function withInteractions(
  change: (interactions: readonly JsonObject[]) => readonly JsonObject[],
  documents: Documents = committed,
): Documents {
  const { json } = documents.pact;
  const interactions = change(arrayOf(json['interactions']).map(objectOf));
  return { ...documents, pact: readPact({ ...json, interactions }) };
}

/** The same documents with the value at `keys` of every interaction replaced. */
export function withPactAt(documents: Documents, keys: readonly string[], value: unknown): Documents {
  return withInteractions(
    (interactions) => interactions.map((each) => objectOf(changedAt(each, keys, () => value))),
    documents,
  );
}

/** The same documents with the value at `keys` of the description replaced, or left out when it is `undefined`. */
export function withDescriptionAt(documents: Documents, keys: readonly string[], value: unknown): Documents {
  const document = changedAt(documents.description.document, keys, () => value);
  return { ...documents, description: readDescription(document) };
}

/** Where a property of a component is described. */
export function propertyOf(schema: string, name: string, keyword: string): readonly string[] {
  return ['components', 'schemas', schema, 'properties', name, keyword];
}

/** Where a matcher of an answer's body stands in an interaction. */
export function matcherAt(path: string): readonly string[] {
  return ['response', 'matchingRules', 'body', path];
}
