import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { Verifier } from '@pact-foundation/pact';

import { arrayOf, isObject, type JsonObject, objectOf } from '../documents/json.ts';
import { loadPact } from '../documents/pact.ts';

export interface VerifyOptions {
  readonly file: URL;
  readonly providerUrl: string;
  /** Functions that put the provider into a state, by the state's name. An unknown state in the pact is an error. */
  readonly states: Readonly<Record<string, (parameters: JsonObject) => Promise<void>>>;
  /** Changes a request before it is sent on. */
  readonly filterRequest?: (request: IncomingMessage) => void;
}

/** The result of one interaction. */
export interface Verified {
  readonly description: string;
  /** Empty when the provider's answer matched. */
  readonly mismatches: readonly string[];
}

/**
 * Verifies a provider against a pact with Pact's own verifier. Also fails where the verifier passes silently: for an
 * empty pact or a duplicate interaction, a state that is unknown or can't be set up, a provider that does not listen,
 * and omitted interactions.
 */
export async function verifyPact(options: VerifyOptions): Promise<readonly Verified[]> {
  const { file, providerUrl, states, filterRequest } = options;
  const { interactions } = await loadPact(file);
  const unknown = interactions
    .flatMap((interaction) => interaction.states)
    .find(({ name }) => !(name in states));
  if (unknown !== undefined) {
    throw new Error(
      `The pact asks for the state "${unknown.name}", which is unknown: give the provider such a state.`,
    );
  }
  await requireListener(providerUrl);

  const failures: unknown[] = [];
  const verifier = new Verifier({
    providerBaseUrl: providerUrl,
    pactUrls: [fileURLToPath(file)],
    stateHandlers: Object.fromEntries(
      Object.entries(states).map(([name, enter]) => [
        name,
        // The verifier continues when a state handler throws.
        async (parameters: unknown) => {
          await enter(objectOf(parameters)).catch((error: unknown) => failures.push(error));
        },
      ]),
    ),
    ...(filterRequest && {
      requestFilter: (request: IncomingMessage, _response: unknown, next: () => void) => {
        try {
          filterRequest(request);
        } catch (error) {
          // The verifier would wait for ever for a filter that throws.
          failures.push(error);
        }
        next();
      },
    }),
    // For one request, in milliseconds: ends a hung one.
    timeout: 120_000,
    logLevel: 'error',
  });
  const report = await verifier.verifyProvider().then(parseReport, readFailure);
  if (failures.length > 0) {
    throw new AggregateError(failures, `A state could not be entered: ${failures.map(String).join('; ')}`);
  }
  return resultsIn(
    report,
    interactions.map(({ description }) => description),
  );
}

async function requireListener(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, 'connect');
  } catch (cause) {
    throw new Error(`The provider doesn't listen at ${url}: start it before it is verified.`, { cause });
  } finally {
    socket.destroy();
  }
}

function resultsIn(report: JsonObject, promised: readonly string[]): readonly Verified[] {
  const errors = arrayOf(report['errors']).map(objectOf);
  const results = arrayOf(report['interactionResults']).map(objectOf);
  const described = results.map(({ description }) => String(description));
  if (described.toSorted().join('\n') !== promised.toSorted().join('\n')) {
    const lost = promised.filter((description) => !described.includes(description));
    throw new Error(`The verifier has no result for ${lost.join(', ')}, or one too many.`);
  }
  return results.map(({ description, result }) => {
    if (result === 'OK') return { description: String(description), mismatches: [] };
    // Matches an error by the end of the sentence that names the interaction.
    const error = errors.find(({ interaction }) => String(interaction).endsWith(` - ${String(description)}`));
    return { description: String(description), mismatches: mismatchesIn(objectOf(error)) };
  });
}

function mismatchesIn({ mismatch }: JsonObject): readonly string[] {
  const { type, mismatches } = objectOf(mismatch);
  // An error of the verifier, such as a connection that it can't make, says nothing about the provider's answer.
  if (type !== 'mismatches') throw new Error(`The verifier could not verify: ${JSON.stringify(mismatch)}.`);
  return arrayOf(mismatches).map((each) => {
    const { path, key, mismatch: words } = objectOf(each);
    return [path ?? key, words].filter((word) => typeof word === 'string').join(': ');
  });
}

function parseReport(text: string): JsonObject {
  const report: unknown = JSON.parse(text);
  if (!isObject(report)) throw new Error(`The verifier reports ${text}.`);
  return report;
}

/** After a mismatch, the verifier throws its report. Any other error is a failure of the verifier itself. */
function readFailure(error: unknown): JsonObject {
  try {
    return parseReport(error instanceof Error ? error.message : '');
  } catch {
    throw error;
  }
}
