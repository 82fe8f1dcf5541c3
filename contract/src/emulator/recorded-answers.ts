import fc from 'fast-check';

import { createEmulator, documentedCustomerId, type Emulator } from '@licenses-usage/emulator';
import { operations } from '../documents/operations.ts';
import { type GeneratedRequest, generatedRequest } from './generated-requests.ts';
import { type Answered, ask } from './ask.ts';

export interface RecordedAnswer {
  readonly operationId: string;
  readonly address: string;
  readonly answer: Answered;
}

const emulators: Readonly<Record<GeneratedRequest['emulator'], Emulator>> = {
  fleet: createEmulator({ customers: 12, seed: 5, snapshotDate: '2017-03-09' }),
  documented: createEmulator({ data: 'documented' }),
  empty: createEmulator({ customers: 0 }),
  throttled: createEmulator({ throttling: { partner: { requests: 0, windowInMs: 5000 } } }),
};

/** Faults that add undescribed elements that the description does not forbid. */
export const additions: ReadonlySet<string | undefined> = new Set([
  'unknown-fields',
  'unknown-envelope-fields',
  'unavailable-for-a-while',
]);

/** Few generated requests are answered with rows, so some plain requests come first. */
const plainRequests: readonly GeneratedRequest[] = (['documented', 'fleet'] as const).flatMap((emulator) =>
  operations.flatMap(({ operationId, path, paging }) => {
    const queries = {
      'next-link': ['', '?top=1', '?groupby=channel', '?groupby=serviceName'],
      seek: ['', '?size=1'],
    };
    const address = path.replace('{customer-id}', documentedCustomerId);
    return (paging === null ? [''] : queries[paging]).map((query) => ({
      operation: operationId,
      address: address + query,
      headers: {},
      emulator,
    }));
  }),
);

/** Answers that are described for only some operations, or that few generated requests get. */
const rareAnswers: readonly GeneratedRequest[] = (
  [
    ['listLicensesUsage', '/v1/analytics/commercial/usage/license/', 'token-refused'],
    ['listLicensesUsage', '/v1/analytics/commercial/usage/license/', 'server-error-at-gateway'],
    ['listCustomers', '/v1/customers', 'extended-refusal'],
    ['listCustomers', '/v1/customers', 'extended-error'],
    ['listCustomers', '/v1/customers', 'server-error-at-gateway'],
    ['listCustomers', '/v1/customers', 'unavailable-at-service'],
    ['listCustomers', '/v1/customers?size=1', 'lean-customers'],
  ] as const
).map(([operation, address, fault]) => ({
  operation,
  address,
  headers: { 'X-Emulator-Fault': fault },
  emulator: 'fleet',
}));

/** Records the emulator's answers to generated valid and invalid requests. They are the same in every run. */
export async function recordAnswers(numRuns: number): Promise<readonly RecordedAnswer[]> {
  const requests = fc
    .sample(generatedRequest, { numRuns, seed: 20_170_309 })
    .filter(({ headers }) => !additions.has(headers['X-Emulator-Fault']));
  const recorded: RecordedAnswer[] = [];
  for (const request of [...plainRequests, ...rareAnswers, ...requests]) {
    // The header in the answer is not described, and neither is this one.
    const { ValidateMfa: _, ...headers } = request.headers;
    const answer = await ask(emulators[request.emulator], request.address, headers);
    recorded.push({ operationId: request.operation, address: request.address, answer });
  }
  return recorded;
}
