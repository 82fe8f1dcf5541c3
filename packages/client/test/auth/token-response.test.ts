import { describe, expect, test } from 'vitest';
import { AuthenticationError } from '../../src/auth/index.ts';
import { rejectionOf, scope, setUp, start, tenantId } from './support/credential.ts';
import { answer, answerText, createTokenService, grant, type TokenHandler } from './support/token-service.ts';

const tried = `Acquire a token (POST https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token)`;

function getToken(handler: TokenHandler) {
  const { credential } = setUp(createTokenService(handler).fetch);
  return credential.getToken(scope);
}

describe('a grant', () => {
  test.each([3600, '3600'])('takes a lifetime of %j seconds', async (lifetime) => {
    const accessToken = await getToken(grant('access-1', { expires_in: lifetime }));
    expect(accessToken).toEqual({
      token: 'access-1',
      expiresOnTimestamp: start + 3_600_000,
      refreshAfterTimestamp: start + 3_300_000,
    });
  });

  test('takes the shortest life there is', async () => {
    const accessToken = await getToken(grant('access-1', { expires_in: 1 }));
    expect(accessToken?.expiresOnTimestamp).toBe(start + 1000);
  });

  test('is taken with any success status', async () => {
    const handler = answer({ access_token: 'access-1', expires_in: 600 }, { status: 299 });
    expect((await getToken(handler))?.token).toBe('access-1');
  });

  test.each([
    ['with a byte order mark', `\uFEFF{"access_token":"access-1","expires_in":600}`],
    ['without token_type', '{"access_token":"access-1","expires_in":600}'],
    ['with token_type in lower case', '{"access_token":"access-1","expires_in":600,"token_type":"bearer"}'],
    ['with an error that is null', '{"access_token":"access-1","expires_in":600,"error":null}'],
  ])('is taken %s', async (_case, text) => {
    expect((await getToken(answerText(text)))?.token).toBe('access-1');
  });

  test.each([undefined, null, 0, -1, '', '0', '1h', '3600.5', '-1', 1e300, true])(
    'is refused when expires_in is %j',
    async (lifetime) => {
      const error = await rejectionOf(getToken(grant('access-1', { expires_in: lifetime })));
      expect(error).toBeInstanceOf(AuthenticationError);
      expect(error).toHaveProperty(
        'message',
        `${tried}: the answer was 200 with JSON without a usable expires_in, where a token was expected. ` +
          'Check authority, and check for a proxy or sign-in page that answers in its place.',
      );
    },
  );

  test.each([
    ['JSON without a usable access_token', { access_token: undefined }],
    ['JSON without a usable access_token', { access_token: '' }],
    ['JSON without a usable access_token', { access_token: 'two words' }],
    ['JSON without a usable access_token', { access_token: { token: 'access-1' } }],
    ['a token_type other than Bearer', { token_type: 'pop' }],
    ['a token_type other than Bearer', { token_type: 7 }],
    ['JSON with an unusable refresh_token', { refresh_token: 7 }],
    ['JSON with an unusable refresh_token', { refresh_token: '' }],
    ['JSON with an unusable refresh_token', { refresh_token: 'a\nb' }],
  ])('is refused: %s (%j)', async (received, rest) => {
    const error = await rejectionOf(getToken(grant('access-1', rest)));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toHaveProperty('status', 200);
    expect(error).toHaveProperty('code', undefined);
    expect(String(error)).toContain(
      `${tried}: the answer was 200 with ${received}, where a token was expected.`,
    );
  });
});

describe('a success without a token', () => {
  test.each([
    ['an empty body', answerText('')],
    ['an empty body', answerText(null, { status: 204 })],
    ['an HTML or XML page', answerText('<!DOCTYPE html><title>Sign in to the hotel network</title>')],
    ['text of length 15 that starts like JSON', answerText('{"access_token"')],
    ['text of length 2 that is not JSON', answerText('ok')],
    ['JSON that is not an object', answerText('["access-1"]')],
    ['JSON that is not an object', answerText('null')],
  ])('is refused as %s', async (kind, handler) => {
    const error = await rejectionOf(getToken(handler));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(String(error)).toContain(`with ${kind}, where a token was expected.`);
  });

  test('is refused as the fault that its body carries', async () => {
    const error = await rejectionOf(getToken(answer({ error: 'invalid_grant', access_token: 'access-1' })));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ status: 200, code: 'invalid_grant', error: 'invalid_grant' });
  });
});
