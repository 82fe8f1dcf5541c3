import { describe, expect, test } from 'vitest';
import { resolveThrottleOptions, throttleKeys } from '../../src/throttle/throttle-options.ts';
import { thrownBy } from '../support/thrown-by.ts';

describe('the options of the throttle', () => {
  test.for(['', 5, null, {}])('refuse the partner key %j', (partnerKey) => {
    // @ts-expect-error a key is text
    const refusal = thrownBy(() => resolveThrottleOptions({ partnerKey }));
    expect(refusal).toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringMatching(
        /^throttle\.partnerKey: expected text that is not empty, received .* Example: 'contoso'$/,
      ),
    });
  });

  test('refuse a store that lacks a method', () => {
    const acquire = () => ({ granted: true, ticket: 1 }) as const;
    // @ts-expect-error a store has two methods
    const refusal = thrownBy(() => resolveThrottleOptions({ store: { acquire } }));
    expect(refusal).toMatchObject({
      name: 'ConfigurationError',
      argument: 'throttle.store',
      message: expect.stringMatching(/Example: createMemoryThrottleStore\(32\)$/),
    });
  });

  test('count a customer under the partner, with its id in any case', () => {
    const options = resolveThrottleOptions({ partnerKey: 'contoso' });
    expect(throttleKeys(options)).toEqual(['contoso']);
    expect(throttleKeys(options, 'AB-1')).toEqual(['contoso', 'contoso/ab-1']);
  });
});
