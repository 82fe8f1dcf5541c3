import { type Answer, jsonAnswer, type RefusalError, textAnswer } from '../call/answer.ts';
import { isCommercial } from '../call/routes.ts';
import {
  accessDenied,
  apiFault,
  appOnlyNotSupported,
  audienceNotAccepted,
  customerNotFound,
  invalidInput,
  mfaMissing,
  noRelationship,
  tokenMissing,
  tokenNotValid,
  unexpectedFailure,
} from '../call/api-faults.ts';
import { gatewayFault, invalidQueryParameter, throttled } from '../call/platform-faults.ts';
import { type Fault, type FaultContext, faultGroup, otherOrigin } from './fault.ts';

function refusal(summary: string, refuse: (context: FaultContext) => RefusalError): Fault {
  return { summary, apply: (_, context) => refuse(context).answer };
}

function instead(summary: string, answer: Answer): Fault {
  return { summary, apply: () => answer };
}

function forbidden(code: string, description: string): RefusalError {
  return apiFault({ status: 403, code, description });
}

const html = { 'Content-Type': 'text/html' };

/** Short, so that a demonstration of waiting is not tedious. */
const retryAfterInMs = 1000;

/** Faults that refuse or redirect any request. */
export const refusalFaults = faultGroup({
  'invalid-request': refusal(
    '400: the input is not valid, in the shape of the requested operation.',
    ({ call }) =>
      isCommercial(call.operation)
        ? invalidQueryParameter('filter parameter is not valid')
        : invalidInput('The input is not valid.'),
  ),
  'token-missing': refusal('401 with code 800001, as without a token.', ({ call }) =>
    tokenMissing(call.url.host),
  ),
  'token-refused': refusal('400 with code 800002: the token is not valid.', tokenNotValid),
  'token-expired': refusal('401 with code 400: the token has expired.', ({ call }) =>
    accessDenied(call.url.host),
  ),
  'wrong-audience': refusal('401 with code 900420: the token is for another service.', ({ call }) =>
    audienceNotAccepted(call.url.host),
  ),
  'wrong-audience-at-gateway': refusal('401 from the gateway: the token is for another service.', () =>
    gatewayFault(401, 'Invalid Authorization header, incorrect audience'),
  ),
  'mfa-missing': refusal(
    '401 with code 900421: the user did not sign in with multi-factor authentication.',
    ({ call }) => mfaMissing(call.url.host),
  ),
  'empty-401': instead('401 with an empty body.', jsonAnswer(401, '')),
  'app-only': refusal('403 with code 900329: app-only tokens are not supported.', appOnlyNotSupported),
  'role-missing': refusal('403 with code 2032: the user lacks the role.', () =>
    forbidden('2032', 'Access denied.'),
  ),
  'no-relationship': refusal('403 with code 20002: the customer belongs to another partner.', noRelationship),
  'agreement-missing': refusal('403 with code 900123: the partner agreement is not accepted.', () =>
    forbidden('900123', 'The Microsoft Partner Agreement has not been accepted.'),
  ),
  'extended-refusal': instead(
    '403 in the newer shape, with its code as text and only required fields.',
    jsonAnswer(403, JSON.stringify({ code: '600062', message: 'Access denied.', errorName: 'AccessDenied' })),
  ),
  'not-found': refusal('404 with code 1000.', customerNotFound),
  throttled: refusal('429 with Retry-After in seconds: 1.', ({ at }) =>
    throttled(retryAfterInMs, 'seconds', at.getTime()),
  ),
  'throttled-until-date': refusal('429 with Retry-After as a date, one or two seconds away.', ({ at }) =>
    throttled(retryAfterInMs, 'date', at.getTime()),
  ),
  'throttled-silently': refusal('429 without Retry-After.', ({ at }) =>
    throttled(retryAfterInMs, 'none', at.getTime()),
  ),
  'server-error': refusal('500 with code 800003.', unexpectedFailure),
  'server-error-at-gateway': refusal('500 from the gateway.', () =>
    gatewayFault(500, 'Internal server error'),
  ),
  'extended-error': instead(
    '500 in the newer shape that says the request may be retried.',
    jsonAnswer(
      500,
      JSON.stringify({
        code: 600061,
        message: 'The service could not complete the request.',
        description: 'The service could not complete the request.',
        errorName: 'ServiceFailure',
        isRetryable: true,
        parameters: {},
        errorMessageExtended: 'InternalErrorCode=600061',
      }),
    ),
  ),
  'textual-error': instead(
    '500 whose body is an object with one text, error.',
    jsonAnswer(500, JSON.stringify({ error: 'The service could not complete the request.' })),
  ),
  'nested-error': instead(
    '500 whose body is an object error with code and message, as in Microsoft Graph.',
    jsonAnswer(
      500,
      JSON.stringify({ error: { code: 'ServiceFailure', message: 'The service failed.', innerError: {} } }),
    ),
  ),
  'bad-gateway': instead(
    '502 with an HTML body, from a proxy.',
    textAnswer(502, '<html><body><h1>502 Bad Gateway</h1></body></html>', html),
  ),
  unavailable: refusal('503 from the gateway.', () => gatewayFault(503, 'Service unavailable')),
  'unavailable-at-service': refusal('503 with code 800003, from the service behind the gateway.', () =>
    apiFault({ status: 503, code: '800003', description: 'The service is not available.' }),
  ),
  'unavailable-for-a-while': refusal('503 from the gateway with Retry-After: 1.', () =>
    gatewayFault(503, 'Service unavailable', { 'Retry-After': '1' }),
  ),
  'unavailable-html': instead(
    '503 with an HTML body, from a proxy.',
    textAnswer(503, '<html><body><h1>503 Service Unavailable</h1></body></html>', html),
  ),
  'gateway-timeout': instead('504 with an empty body.', textAnswer(504, '', {})),
  'redirect-elsewhere': {
    summary: '307 to the same path at another origin.',
    apply: (_, { call }) =>
      textAnswer(307, '', { Location: otherOrigin(call.url) + call.url.pathname + call.url.search }),
  },
  'redirect-loop': {
    summary: '307 to the same address.',
    apply: (_, { call }) => textAnswer(307, '', { Location: call.url.href }),
  },
});
