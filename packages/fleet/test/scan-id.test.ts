import { expect, test } from 'vitest';
import { FleetError, isFleetError } from '../src/index.ts';
import { isJobData, jobIdOf, requireName } from '../src/scan-id.ts';

test('the id of a job names its scan and its customer, so that no customer is queried twice', () => {
  expect(jobIdOf({ scan: 'contoso', customerId: 'c1' })).toBe('contoso.c1');
});

test.for(['a', '0.b-C_d', 'a'.repeat(100)])('a queue or a scan may be named %s', (name) => {
  expect(requireName('queue', name)).toBe(name);
});

test.for(['', '.a', '-a', '_a', 'a b', 'a:b', 'ä', 'a\n', 'a'.repeat(101)])(
  'no queue or scan is named %j',
  (name) => {
    expect(() => requireName('scan', name)).toThrow(
      new FleetError(
        'input',
        'scan: expected 1 to 100 letters, digits, dots, hyphens and underscores, ' +
          `received "${name}". For example: "contoso".`,
      ),
    );
  },
);

test('the data of a job has a scan and a customer', () => {
  expect(isJobData({ scan: 'contoso', customerId: 'c1' })).toBe(true);
  for (const value of [
    null,
    undefined,
    'text',
    {},
    { scan: 'contoso' },
    { customerId: 'c1' },
    { scan: 1, customerId: 'c1' },
    { scan: 'contoso', customerId: 1 },
  ])
    expect([value, isJobData(value)]).toStrictEqual([value, false]);
});

test('an error of a fleet is recognised, even if another copy of the package threw it', () => {
  const error = new FleetError('input', 'queue: expected letters.');
  expect([error.name, error.code, error.message]).toStrictEqual([
    'FleetError',
    'input',
    'queue: expected letters.',
  ]);
  expect(isFleetError(error)).toBe(true);
  const ofAnotherCopy = Object.assign(new Error('x'), { [Symbol.for('@licenses-usage/fleet/error')]: true });
  expect(isFleetError(ofAnotherCopy)).toBe(true);
  for (const value of [null, undefined, 'text', {}, new Error('x'), { name: 'FleetError', code: 'input' }])
    expect([value, isFleetError(value)]).toStrictEqual([value, false]);
});
