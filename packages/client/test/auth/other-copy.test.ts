import { expect, test } from 'vitest';
import type * as Auth from '../../src/auth/index.ts';
import { AuthenticationError } from '../../src/auth/index.ts';
import { isLicensesUsageError } from '../../src/errors/is-licenses-usage-error.ts';
import { createTestClient } from '../support/client.ts';

test('a credential error of another installed copy passes unchanged', async () => {
  const url = '../../src/errors/authentication-error.ts?another-copy';
  const other: Pick<typeof Auth, 'AuthenticationError'> = await import(url);
  expect(other.AuthenticationError).not.toBe(AuthenticationError);
  const own = new other.AuthenticationError({ message: 'AADSTS50076: sign in again.', code: 'AADSTS50076' });
  const { client, clock } = createTestClient([], { credential: () => Promise.reject(own) });
  const error = await clock.runToRejection(client.getPartnerLicensesUsage());
  expect(error).toBe(own);
  expect(isLicensesUsageError(error)).toBe(true);
});
