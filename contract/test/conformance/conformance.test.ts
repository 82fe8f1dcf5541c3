import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  createEmulator,
  documentedCustomerId,
  type Emulator,
  type FaultName,
} from '@licenses-usage/emulator';
import { operations } from '../../src/documents/operations.ts';
import { ask } from '../../src/emulator/ask.ts';
import { additions } from '../../src/emulator/recorded-answers.ts';
import { knownStatuses } from '../../src/emulator/provider-states.ts';
import { breaches } from './breaches.ts';
import { type GeneratedRequest, generatedRequest } from '../../src/emulator/generated-requests.ts';

const emulators: Readonly<Record<GeneratedRequest['emulator'], Emulator>> = {
  fleet: createEmulator({ customers: 40, seed: 5, snapshotDate: '2017-03-09' }),
  documented: createEmulator({ data: 'documented' }),
  empty: createEmulator({ customers: 0 }),
  throttled: createEmulator({ throttling: { partner: { requests: 0, windowInMs: 5000 } } }),
};

describe('answers and the description', () => {
  test('agree on every answer to 2,500 generated requests, of every status of every operation', async () => {
    const requests = fc.sample(generatedRequest, { numRuns: 2500, seed: 20_170_309 });
    const wrong: unknown[] = [];
    const statuses = new Map<string, Set<number>>();
    for (const { operation, address, headers, emulator } of requests) {
      const answer = await ask(emulators[emulator], address, headers);
      const found = additions.has(headers['X-Emulator-Fault']) ? [] : breaches(operation, answer);
      if (found.length > 0) wrong.push({ address, headers, found });
      statuses.set(operation, (statuses.get(operation) ?? new Set()).add(answer.status));
    }
    expect(wrong).toEqual([]);
    for (const { operationId, answers } of operations) {
      const described = answers
        .map(({ status }) => status)
        .filter((status) => knownStatuses.includes(status))
        .sort((left, right) => left - right);
      expect([
        operationId,
        ...[...(statuses.get(operationId) ?? [])].sort((left, right) => left - right),
      ]).toEqual([operationId, ...described]);
    }
  });

  test.each<[FaultName, string]>([
    ['missing-count', 'listLicensesUsage'],
    ['license-active', 'listLicensesUsage'],
    ['negative-count', 'listLicensesUsage'],
    ['fractional-count', 'getCustomerLicensesUsage'],
    ['textual-count', 'getCustomerLicensesUsage'],
    ['counts-as-text', 'getCustomerLicensesUsage'],
    ['counts-as-text', 'getPartnerLicensesDeployment'],
    ['missing-count', 'listLicensesDeployment'],
    ['negative-count', 'getCustomerLicensesDeployment'],
    ['null-texts', 'getCustomerLicensesUsage'],
    ['lower-case-envelope', 'listLicensesUsage'],
    ['cut-json', 'listLicensesUsage'],
    ['empty-body', 'getPartnerLicensesUsage'],
    ['fault-in-200', 'getPartnerLicensesUsage'],
    ['textual-error', 'listCustomers'],
    ['bad-gateway', 'listCustomers'],
    ['throttled-silently', 'listCustomers'],
    ['wrong-content-type', 'listCustomers'],
  ])('disagree when %s is in the answer of %s, and the check finds it', async (fault, operation) => {
    const path = operations.find(({ operationId }) => operationId === operation)?.path ?? '';
    const address = path.replace('{customer-id}', documentedCustomerId);
    const right = await ask(createEmulator(), address);
    expect(breaches(operation, right)).toEqual([]);
    const wrong = await ask(createEmulator({ faults: [fault] }), address);
    expect(breaches(operation, wrong).length).toBeGreaterThan(0);
  });
});
