import { createRequire } from 'node:module';

import { isObject, type JsonObject, objectOf } from '../documents/json.ts';
import type { Documents } from '../documents/load.ts';
import type { Pact } from '../documents/pact.ts';
import type { Finding } from './finding.ts';

interface ComparatorModule {
  readonly Comparator: new (documents: { readonly oas: unknown }) => {
    compare(pact: unknown): AsyncIterable<unknown>;
  };
}

// The package's own declarations can't be resolved from ES modules.
const { Comparator }: ComparatorModule = createRequire(import.meta.url)('@pactflow/openapi-pact-comparator');

/**
 * The examples of the pact are described requests and answers. The comparator's warnings count as errors, because
 * each is something in the pact that is not in the description.
 */
export async function checkExamples({ description, pact }: Documents): Promise<readonly Finding[]> {
  // The comparator modifies the documents that it is given.
  const comparator = new Comparator({ oas: structuredClone(description.document) });
  const findings: Finding[] = [];
  for await (const result of comparator.compare(withEncodedQueries(pact))) {
    const { type, code, message, mockDetails, specDetails } = objectOf(result);
    if (type === 'info') continue;
    const interaction = objectOf(mockDetails)['interactionDescription'];
    const location = isObject(specDetails) ? ` at ${String(specDetails['location'])}` : '';
    findings.push({
      place: `${String(interaction)} ${String(objectOf(mockDetails)['location'])}`,
      fault: `${String(message)} (${String(code)}${location}).`,
      repair:
        'Correct the contract test in packages/client/test/contract, or describe it in spec/openapi.yaml.',
    });
  }
  return findings;
}

/** The comparator joins and parses the query again without encoding its values. */
function withEncodedQueries({ json, interactions }: Pact): JsonObject {
  return {
    ...structuredClone(json),
    interactions: interactions.map((interaction) => ({
      ...structuredClone(interaction.json),
      request: {
        ...objectOf(interaction.json['request']),
        query: Object.fromEntries(
          Object.entries(interaction.request.query).map(([name, values]) => [
            name,
            values.map((value) => value.replaceAll(/[%&#+]/g, encodeURIComponent)),
          ]),
        ),
      },
    })),
  };
}
