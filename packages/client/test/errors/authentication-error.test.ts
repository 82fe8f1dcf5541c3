import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { AuthenticationError } from '../../src/errors/authentication-error.ts';

test('an AuthenticationError prints only the known facts', () => {
  const error = new AuthenticationError({ message: 'No token.', code: 'AADSTS50076', status: 400 });
  expect(inspect(error)).not.toContain('undefined');
  expect(inspect(error)).toContain("code: 'AADSTS50076'");
  expect(error.toJSON()).toStrictEqual({
    name: 'AuthenticationError',
    message: 'No token.',
    code: 'AADSTS50076',
    status: 400,
  });
  expect(error.claims).toBe(undefined);
});
