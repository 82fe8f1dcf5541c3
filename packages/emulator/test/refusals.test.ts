import { expect, test } from 'vitest';

import { createEmulator, type FaultName, foreignCustomerId } from '../src/index.ts';
import { ask, customerUsage, usage } from './support/ask.ts';

const stranger = 'b7e1c0d4-2f6a-4c3b-9d8e-5a4f3c2b1d0e';

/** A refusal by one of Partner Center's own services. */
function api(code: string, description: string) {
  return { code, description, data: [], source: 'PartnerFD' };
}

test.each<[string, number, object, FaultName?]>([
  ['/v1/nothing', 404, api('1000', 'There is nothing at this address.')],
  [customerUsage(stranger), 404, api('1000', 'The customer was not found.')],
  [
    customerUsage(foreignCustomerId),
    403,
    api('20002', 'The partner and the customer have no commerce relationship.'),
  ],
  [
    customerUsage('somebody'),
    400,
    {
      code: 900118,
      message: 'The customer id is not valid.',
      description: 'The customer id is not valid.',
      errorName: 'InvalidCustomerId',
      isRetryable: false,
      parameters: {},
      errorMessageExtended: 'InternalErrorCode=900118',
    },
  ],
  [`/v1/customers?x=${'x'.repeat(16_384)}`, 414, api('414', 'The address is longer than 16384 characters.')],
  [
    '/v1/customers?size=%zz',
    400,
    api('900127', 'The address holds a percent sign that is not followed by the code of a character.'),
  ],
  ['/common/oauth2/token', 405, api('405', 'This address answers POST only.')],
  [
    usage({ top: 0 }),
    400,
    {
      code: 'BadRequest',
      data: [],
      details: [],
      innererror: {
        code: 'InvalidQueryParameters',
        data: ['top parameter cannot be less than 1'],
        details: [],
        message: 'top parameter cannot be less than 1',
        source: 'AnalyticsAPI',
      },
      message: 'top parameter cannot be less than 1',
      source: 'AnalyticsAPI',
    },
  ],
  [usage(), 401, api('800001', 'The partner token is missing from the request.'), 'token-missing'],
  [usage(), 400, api('800002', 'The partner token is not valid.'), 'token-refused'],
  [usage(), 401, api('400', 'Access denied. The token has expired.'), 'token-expired'],
  [usage(), 401, api('900420', 'The audience of the token is not accepted.'), 'wrong-audience'],
  [usage(), 401, api('900421', 'The token lacks the claim of multi-factor authentication.'), 'mfa-missing'],
  [usage(), 403, api('900329', 'App-only tokens are not supported for this operation.'), 'app-only'],
  [usage(), 500, api('800003', 'An unexpected error occurred.'), 'server-error'],
  [
    usage(),
    429,
    { statusCode: 429, message: 'Rate limit is exceeded. Try again in 1 seconds.' },
    'throttled',
  ],
])('%s is refused with %i, in words that say why', async (address, status, body, fault) => {
  const emulator = createEmulator({ faults: fault === undefined ? [] : [fault] });
  const answer = await ask(emulator, address);
  expect(answer.status).toBe(status);
  expect(answer.body).toEqual(body);
});

test('a refusal without a token names the realm, and a refusal of the method names the right one', async () => {
  for (const fault of ['token-missing', 'token-expired', 'wrong-audience', 'mfa-missing'] as const) {
    const { headers } = await ask(createEmulator({ faults: [fault] }), usage());
    expect(headers.get('www-authenticate')).toBe('OAuth realm="api.partnercenter.microsoft.com"');
  }
  const { headers } = await ask(createEmulator(), '/common/oauth2/token');
  expect(headers.get('allow')).toBe('POST');
});

test('a token request can be refused like any other', async () => {
  const emulator = createEmulator({ faults: ['invalid-request'] });
  const answer = await emulator.fetch('https://login.example/common/oauth2/token', {
    method: 'POST',
    body: '',
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual(api('900127', 'The input is not valid.'));
});

test('a refusal that is not JSON has no byte order mark', async () => {
  for (const fault of ['bad-gateway', 'gateway-timeout'] as const) {
    const { text } = await ask(createEmulator({ faults: [fault], bom: true }), usage());
    expect(text).not.toContain('\uFEFF');
  }
});

test('an address of just the longest length is answered', async () => {
  const start = 'https://api.partnercenter.microsoft.com/v1/customers?x=';
  const longest = start + 'x'.repeat(16_384 - start.length);
  expect((await ask(createEmulator(), longest)).status).toBe(200);
  expect((await ask(createEmulator(), `${longest}x`)).status).toBe(414);
});
