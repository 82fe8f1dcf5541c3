import { describe, expect, test } from 'vitest';
import { AuthenticationError } from '../../src/auth/index.ts';
import { isLicensesUsageError } from '../../src/errors/is-licenses-usage-error.ts';
import { rejectionOf, scope, setUp, tenantId } from './support/credential.ts';
import { answer, answerText, createTokenService, type TokenHandler } from './support/token-service.ts';

const tried = `Acquire a token (POST https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token)`;
const traceId = '0000aaaa-11bb-cccc-dd22-eeeeee333333';
const correlationId = 'aaaa0000-bb11-2222-33cc-444444dddddd';

async function refusalOf(handler: TokenHandler): Promise<AuthenticationError> {
  const { credential } = setUp(createTokenService(handler).fetch);
  const error = await rejectionOf(credential.getToken(scope));
  if (error instanceof AuthenticationError) return error;
  throw new Error('Expected an AuthenticationError.', { cause: error });
}

describe('a refusal by Entra', () => {
  test('says what was tried, what came back and what to do, with the ids for support', async () => {
    const error = await refusalOf(
      answer(
        {
          error: 'invalid_grant',
          error_description:
            'AADSTS50076: Due to a configuration change you must use multi-factor authentication.\r\n' +
            `Trace ID: ${traceId}\r\nCorrelation ID: ${correlationId}\r\nTimestamp: 2026-11-20 12:00:00Z`,
          error_codes: [50076],
          timestamp: '2026-11-20 12:00:00Z',
          trace_id: traceId,
          correlation_id: correlationId,
          suberror: 'basic_action',
          claims: '{"access_token":{"capolids":{"essential":true,"values":["c1"]}}}',
        },
        { status: 400 },
      ),
    );
    expect(error.message).toBe(
      `${tried}: the answer was 400 with AADSTS50076 (Due to a configuration change you must use multi-factor ` +
        'authentication). The earlier sign-in is no longer enough: sign the partner user in again, with multi-factor ' +
        'authentication, and store the new refresh token. See ' +
        'https://learn.microsoft.com/en-us/partner-center/developer/partner-center-authentication. ' +
        `Trace ID ${traceId}. Correlation ID ${correlationId}.`,
    );
    expect(error.toJSON()).toStrictEqual({
      message: error.message,
      name: 'AuthenticationError',
      code: 'AADSTS50076',
      error: 'invalid_grant',
      description: 'Due to a configuration change you must use multi-factor authentication',
      status: 400,
      traceId,
      correlationId,
      claims: '{"access_token":{"capolids":{"essential":true,"values":["c1"]}}}',
    });
    expect(isLicensesUsageError(error)).toBe(true);
  });

  test.each([
    ['the list', { error_codes: [700082] }, 'AADSTS700082'],
    ['a list of text', { error_codes: ['700082'] }, 'AADSTS700082'],
    ['a number alone', { error_codes: 700082 }, 'AADSTS700082'],
    [
      'the first of the list that there is advice for',
      { error_codes: [123456, 700082, 70008] },
      'AADSTS700082',
    ],
    [
      'the first of the list when there is advice for none',
      { error_codes: [123456, 123457] },
      'AADSTS123456',
    ],
    ['the description without a list', { error_description: 'AADSTS53003: Blocked.' }, 'AADSTS53003'],
    [
      'the description when there is no advice for the list',
      { error_codes: [123456], error_description: 'AADSTS53003: Blocked.' },
      'AADSTS53003',
    ],
    [
      'the list when the description says something else',
      { error_codes: [50173], error_description: 'AADSTS53003: Blocked.' },
      'AADSTS50173',
    ],
    [
      'the OAuth code when there is no number',
      { error_description: 'Blocked by AADSTS53003.' },
      'invalid_grant',
    ],
    [
      'the OAuth code when the numbers make no sense',
      { error_codes: [1.5, -50076, 'x', null, {}] },
      'invalid_grant',
    ],
    ['the OAuth code when the list is null', { error_codes: null, error_description: 7 }, 'invalid_grant'],
  ])('takes its code from %s', async (_case, fields, code) => {
    const error = await refusalOf(answer({ error: 'invalid_grant', ...fields }, { status: 400 }));
    expect(error.code).toBe(code);
    expect(error.message).toContain(`the answer was 400 with ${code}`);
  });

  test.each([
    ['a number that is too long', { error_codes: [123_456_789_012] }, 'invalid_grant'],
    ['a text with more than a number', { error_codes: ['x700082', '700082x'] }, 'invalid_grant'],
    ['the eleventh of a list', { error_codes: [...Array<number>(10).fill(99_999), 700_082] }, 'AADSTS99999'],
    ['the middle of a description', { error_description: 'See AADSTS700082: expired' }, 'invalid_grant'],
  ])('does not take its code from %s', async (_case, fields, code) => {
    const error = await refusalOf(answer({ error: 'invalid_grant', ...fields }, { status: 400 }));
    expect(error.code).toBe(code);
  });

  test('keeps a code in the middle of a description, and drops spaces and full stops at its end', async () => {
    const error_description = 'See AADSTS700082: expired. . ';
    const error = await refusalOf(answer({ error: 'invalid_grant', error_description }, { status: 400 }));
    expect(error.description).toBe('See AADSTS700082: expired');
  });

  test('keeps the words of a description that has no ids', async () => {
    const error = await refusalOf(
      answer(
        {
          error: 'invalid_grant',
          error_description: 'AADSTS700082: Expired. Timestamp: 2026-11-20 12:00:00Z',
        },
        { status: 400 },
      ),
    );
    expect(error.description).toBe('Expired');
  });

  test('has no description when Entra gives only an OAuth code', async () => {
    const error = await refusalOf(answer({ error: 'invalid_client' }, { status: 401 }));
    expect(error.description).toBe(undefined);
    expect(error.message).toContain(
      'the answer was 401 with invalid_client. The app could not prove its identity',
    );
  });

  test('has no description when Entra gives only a code', async () => {
    const error = await refusalOf(
      answer({ error: 'invalid_grant', error_description: 'AADSTS700082: ' }, { status: 400 }),
    );
    expect(error.description).toBe(undefined);
    expect(error.message).toContain('the answer was 400 with AADSTS700082. The refresh token was not used');
  });

  test('takes the trace id from the header when the body has none, and only ids for ids', async () => {
    const headers = { 'x-ms-request-id': traceId };
    expect((await refusalOf(answerText('', { status: 502, headers }))).traceId).toBe(traceId);
    const body = { error: 'invalid_grant', trace_id: 'a trace', correlation_id: ['x'] };
    const error = await refusalOf(answer(body, { status: 400, headers }));
    expect([error.traceId, error.correlationId]).toEqual([undefined, undefined]);
    expect(error.message).not.toContain('ID');
  });

  test.each([
    ['30', 30_000],
    ['Fri, 20 Nov 2026 12:01:00 GMT', 60_000],
    // An unreadable header means a cautious wait, not none.
    ['soon', 30_000],
  ])('passes on how long to wait from Retry-After: %s', async (header, retryAfterInMs) => {
    const error = await refusalOf(answerText('', { status: 429, headers: { 'retry-after': header } }));
    expect(error.retryAfterInMs).toBe(retryAfterInMs);
    expect(error.message).toBe(
      `${tried}: the answer was 429 with an empty body. Wait as long as the endpoint asks, then try again.`,
    );
  });
});

describe('a refusal by something else', () => {
  test('may hold a value that no form can encode where a token is expected', async () => {
    const text = String.raw`{"error":"invalid_grant","access_token":"\ud800","refresh_token":7,"id_token":""}`;
    expect((await refusalOf(answerText(text, { status: 400 }))).code).toBe('invalid_grant');
  });

  test.each([
    [502, '<html>Bad gateway</html>', 'an HTML or XML page', 'The token endpoint failed; try again later.'],
    [503, '', 'an empty body', 'The token endpoint failed; try again later.'],
    [404, 'Not found', 'text of length 9 that is not JSON', 'Check authority and tenantId'],
    [500, '[]', 'JSON that is not an object', 'The token endpoint failed; try again later.'],
    [500, '{}', 'JSON that names no error', 'The token endpoint failed; try again later.'],
    [400, '{"error":{}}', 'JSON that names no error', 'Check authority and tenantId'],
  ])('with %i and %j is described by its kind', async (status, text, kind, advice) => {
    const error = await refusalOf(answerText(text, { status }));
    expect(error.message).toContain(`${tried}: the answer was ${status} with ${kind}. ${advice}`);
    expect(error).toMatchObject({ status });
    for (const fact of ['code', 'error', 'description']) expect(error).toHaveProperty(fact, undefined);
  });

  test('with the shape of a gateway keeps its code and words', async () => {
    const error = await refusalOf(
      answer({ statusCode: 429, message: 'Rate limit exceeded.' }, { status: 429 }),
    );
    expect(error).toMatchObject({ code: '429', description: 'Rate limit exceeded' });
  });

  test('with the shape of Partner Center keeps its code and words', async () => {
    const error = await refusalOf(answer({ code: '900421', description: 'MFA required.' }, { status: 401 }));
    expect(error).toMatchObject({ code: '900421', description: 'MFA required' });
  });
});
