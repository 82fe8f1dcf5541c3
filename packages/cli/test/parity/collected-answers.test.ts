import type { FleetResult } from '@licenses-usage/fleet';
import { expect, test } from 'vitest';
import { holdAnswers } from '../../src/parity/collected-answers.ts';

const options = { abortSignal: new AbortController().signal };

async function* resultsOf(...results: readonly FleetResult[]) {
  yield* results;
}

test('collected answers are returned once each, in any order', async () => {
  const answers = await holdAnswers(
    resultsOf(
      { status: 'ok', customerId: 'a', totalCount: 0, items: [] },
      { status: 'failed', customerId: 'b', error: { name: 'ServiceError', message: 'it failed' } },
      { status: 'ok', customerId: 'c', totalCount: 0, items: [] },
    ),
  );
  expect(answers.left()).toBe(3);
  expect(await answers.getCustomerLicensesUsage('c', options)).toMatchObject({ totalCount: 0, items: [] });
  await expect(answers.getCustomerLicensesUsage('b', options)).rejects.toMatchObject({
    name: 'ServiceError',
    message: 'it failed',
  });
  expect(answers.left()).toBe(1);
  await expect(answers.getCustomerLicensesUsage('c', options)).rejects.toThrow(
    'The fleet has not scanned this customer, which was not listed when it started. Run "fleet enqueue" again, which adds ' +
      'missing customers, with a worker.',
  );
});
