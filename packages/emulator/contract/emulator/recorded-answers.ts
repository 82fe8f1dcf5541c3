import fc from 'fast-check';

import { createEmulator, type Emulator } from '../../src/index.ts';
import { type GeneratedRequest, generatedRequest } from '../../test/conformance/generated-requests.ts';
import { type Answered, ask } from '../../test/support/ask.ts';

export interface RecordedAnswer {
  readonly operationId: string;
  readonly address: string;
  readonly answer: Answered;
}

const emulators: Readonly<Record<GeneratedRequest['emulator'], Emulator>> = {
  fleet: createEmulator({ customers: 12, seed: 5 }),
  documented: createEmulator({ data: 'documented' }),
  empty: createEmulator({ customers: 0 }),
  throttled: createEmulator({ throttling: { partner: { requests: 0, windowInMs: 5000 } } }),
};

/** Switches that add what the description doesn't name, though it doesn't rule it out. */
const additions = new Set(['unknown-fields', 'unknown-envelope-fields', 'unavailable-for-a-while']);

/** What the emulator answers to generated requests, right ones and wrong ones: the same in every run. */
export async function recordAnswers(numRuns: number): Promise<readonly RecordedAnswer[]> {
  const requests = fc
    .sample(generatedRequest, { numRuns, seed: 20_170_309 })
    .filter(({ headers }) => !additions.has(headers['X-Emulator-Fault'] ?? ''));
  const recorded: RecordedAnswer[] = [];
  for (const request of requests) {
    // Answered by a header that the description leaves out together with this one.
    const { ValidateMfa: _, ...headers } = request.headers;
    const answer = await ask(emulators[request.emulator], request.address, headers);
    recorded.push({ operationId: request.operation, address: request.address, answer });
  }
  return recorded;
}
