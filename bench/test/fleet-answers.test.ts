import type { createEmulator } from '@licenses-usage/emulator';
import { expect, test } from 'vitest';
import { countAnswers } from '../src/fleet/answers.ts';

type RecordedRequest = ReturnType<typeof createEmulator>['requests'][number];

function answer(customer: string, status: number): RecordedRequest {
  const url = `http://localhost/v1/customers/${customer}/analytics/licenses/usage`;
  const operation = 'getCustomerLicensesUsage';
  return { at: new Date(0), method: 'GET', url, operation, status, faults: [], headers: {} };
}

test('answers are counted once, also when the service has forgotten the older ones', () => {
  const requests = [answer('a', 200), answer('A', 200), answer('b', 429)];
  const counts = countAnswers({ requests });
  expect(counts.read()).toEqual({ byCustomer: new Map([['a', 2]]), refused: 1 });
  requests.shift();
  requests.push(answer('b', 200), answer('b', 500));
  const expected = new Map([
    ['a', 2],
    ['b', 1],
  ]);
  expect(counts.read()).toEqual({ byCustomer: expected, refused: 1 });
  expect(counts.read()).toEqual({ byCustomer: expected, refused: 1 });
});
