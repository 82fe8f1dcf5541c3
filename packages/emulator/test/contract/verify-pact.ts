import type { IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';

import { Verifier } from '@pact-foundation/pact';

import { createEmulator, type EmulatorOptions, type ListeningEmulator } from '../../src/index.ts';
import { isRecord, readPact } from './pact-file.ts';
import type { ProviderState } from './provider-states.ts';

export interface Verification {
  /** The interactions that the pact holds. */
  readonly promised: readonly string[];
  /** The interactions that the verifier says it has verified. */
  readonly verified: readonly string[];
  /** The answers that the emulator gave. */
  readonly answered: number;
}

/**
 * Verifies a listening emulator against a pact, and fails where Pact's verifier would pass without a word: for an empty pact, for a state
 * that is unknown or can't be entered, and for interactions that it left out.
 */
export async function verifyPact(
  file: URL,
  states: Readonly<Record<string, ProviderState>>,
): Promise<Verification> {
  const interactions = await readPact(file);
  const unknown = interactions.flatMap((interaction) => interaction.states).find((name) => !(name in states));
  if (unknown !== undefined) throw new Error(`The pact asks for the state "${unknown}", which is unknown.`);

  const provider = await createProvider();
  const failures: unknown[] = [];
  const stateHandlers = Object.fromEntries(
    Object.entries(states).map(([name, state]) => [
      name,
      async (parameters: unknown) => {
        // The verifier goes on, whatever a state handler throws.
        await provider.become(() => state(parameters)).catch((error: unknown) => failures.push(error));
      },
    ]),
  );
  try {
    const verifier = new Verifier({
      providerBaseUrl: provider.url,
      pactUrls: [fileURLToPath(file)],
      stateHandlers,
      requestFilter: (request: IncomingMessage, _response: unknown, next: () => void) => {
        // A continuation token is opaque: the caller sends back what it was given, not what the pact's example says.
        if (request.headers['ms-continuationtoken'] !== undefined) {
          request.headers['ms-continuationtoken'] = provider.continuationToken();
        }
        next();
      },
      timeout: 5000,
      logLevel: 'error',
    });
    const report: unknown = JSON.parse(await verifier.verifyProvider().catch(failWithMismatches));
    if (failures.length > 0) throw new AggregateError(failures, 'A state could not be entered.');
    return {
      promised: interactions.map(({ description }) => description),
      verified: verifiedIn(report),
      answered: provider.answered(),
    };
  } finally {
    await provider.close();
  }
}

/** An emulator that can be replaced by another one at the same address. */
async function createProvider() {
  let answered = 0;
  let token = '';
  // Pact's verifier reads no body that begins with a byte order mark, so it is switched off here, and here only.
  const create = (options: EmulatorOptions) =>
    createEmulator({ ...options, bom: false, onRequest: () => (answered += 1) });
  let listening: ListeningEmulator = await create({}).listen();
  const { url } = listening;
  const port = Number(new URL(url).port);

  return {
    url,
    async become(options: () => EmulatorOptions): Promise<void> {
      const emulator = create(options());
      token = await firstContinuationToken(createEmulator({ ...options(), bom: false }));
      await listening.close();
      listening = await emulator.listen({ port });
    },
    continuationToken: () => token,
    answered: () => answered,
    close: () => listening.close(),
  };
}

async function firstContinuationToken(emulator: ReturnType<typeof createEmulator>): Promise<string> {
  const response = await emulator.fetch('http://emulator/v1/customers?size=1', {
    headers: { Authorization: 'Bearer state-token' },
  });
  const page: unknown = JSON.parse(await response.text());
  const token = isRecord(page) ? page['continuationToken'] : undefined;
  return typeof token === 'string' ? token : '';
}

function verifiedIn(report: unknown): readonly string[] {
  const results = isRecord(report) ? report['interactionResults'] : undefined;
  if (!Array.isArray(results)) throw new Error('The verifier reports no results.');
  return results.map((result) => {
    if (!isRecord(result) || result['result'] !== 'OK') {
      throw new Error(`The verifier reports ${JSON.stringify(result)}.`);
    }
    return String(result['description']);
  });
}

/** The verifier's error holds its whole report; what somebody needs to read is which promise is broken, and how. */
function failWithMismatches(error: unknown): never {
  const report = parse(error instanceof Error ? error.message : '');
  const errors = isRecord(report) && Array.isArray(report['errors']) ? report['errors'] : [];
  if (errors.length === 0) throw error;
  throw new Error(errors.map((broken) => JSON.stringify(broken)).join('\n'));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
