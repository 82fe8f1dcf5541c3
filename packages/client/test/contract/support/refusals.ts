import { MatchersV3 } from '@pact-foundation/pact';
import { expect, test } from 'vitest';
import { isLicensesUsageError, ServiceError, type LicensesUsageClient } from '../../../src/index.ts';
import { clientOf, createContract, requestHeaders, responseHeaders } from './contract.ts';
import { errorCode, errorStatus } from './wire-forms.ts';

const { regex, string } = MatchersV3;

interface Refusal {
  readonly state: string;
  readonly parameters?: Record<string, number>;
  readonly status: number;
  readonly headers?: Record<string, ReturnType<typeof regex>>;
  readonly body: object;
  readonly error: { readonly code: string; readonly retryAfterInMs?: number };
}

const fault = (code: string, description: string) => ({
  code: errorCode(code),
  description: string(description),
});
const gatewayFault = (statusCode: number, message: string) => ({
  statusCode: errorStatus(statusCode),
  message: string(message),
});

/** An `ApiFault` for a request that can't be served, as all operations but one send it. */
export const invalidInput: Refusal = {
  state: 'the request is invalid',
  status: 400,
  body: fault('900127', 'The input is not valid.'),
  error: { code: '900127' },
};

/** The same from the analytics platform, which has a shape of its own. */
export const invalidQuery: Refusal = {
  state: 'the request is invalid',
  status: 400,
  body: {
    code: string('BadRequest'),
    message: string('Bad request'),
    source: string('AnalyticsAPI'),
    innererror: {
      code: string('InvalidQueryParameters'),
      message: string('top parameter cannot be more than 10000'),
    },
  },
  error: { code: 'InvalidQueryParameters' },
};

const refusals: readonly Refusal[] = [
  {
    state: 'the token is missing or expired',
    status: 401,
    body: fault('800001', 'The partner token is missing from the request.'),
    error: { code: '800001' },
  },
  {
    state: 'the token is app-only',
    status: 403,
    body: fault('900329', 'App-only tokens are not supported for this operation.'),
    error: { code: '900329' },
  },
  {
    state: 'the resource does not exist',
    status: 404,
    body: fault('1000', 'The customer was not found.'),
    error: { code: '1000' },
  },
  {
    state: 'the limit of calls is exceeded',
    parameters: { retryAfterInSeconds: 57 },
    status: 429,
    headers: { 'Retry-After': regex('^\\d+$', '57') },
    body: gatewayFault(429, 'Rate limit is exceeded. Try again in 57 seconds.'),
    error: { code: '429', retryAfterInMs: 57_000 },
  },
  {
    state: 'the service fails',
    status: 500,
    body: fault('800003', 'An unexpected error occurred.'),
    error: { code: '800003' },
  },
  {
    state: 'the service is unavailable',
    status: 503,
    body: gatewayFault(503, 'Service unavailable'),
    error: { code: '503' },
  },
];

/** Pins how an operation is refused, status by status. */
export function testRefusals(
  operation: string,
  path: string,
  invalid: Refusal,
  request: (client: LicensesUsageClient) => Promise<unknown>,
): void {
  test.each([invalid, ...refusals])('$status when $state', async (refusal) => {
    await createContract()
      .addInteraction()
      .given(refusal.state, refusal.parameters)
      .uponReceiving(`${operation}, answered with ${refusal.status}`)
      .withRequest('GET', path, (builder) => void builder.headers(requestHeaders))
      .willRespondWith(refusal.status, (builder) => {
        builder.headers({ ...responseHeaders, ...refusal.headers }).jsonBody(refusal.body);
      })
      .executeTest(async (mockServer) => {
        const error: unknown = await request(clientOf(mockServer)).catch((thrown: unknown) => thrown);
        expect(isLicensesUsageError(error)).toBe(true);
        expect(error).toBeInstanceOf(ServiceError);
        expect(error).toMatchObject({ status: refusal.status, ...refusal.error });
      });
  });
}
