import type { Answer } from '../call/answer.ts';
import { entraFault } from '../call/platform-faults.ts';
import { editSuccess, type Fault, type FaultContext, faultGroup, type JsonObject } from './fault.ts';

function entraRefusal(summary: string, error: string, code: number, description: string): Fault {
  return onTokens(summary, (_, { at }) => entraFault({ status: 400, error, code, description, at }).answer);
}

function onTokens(summary: string, apply: (answer: Answer, context: FaultContext) => Answer): Fault {
  return {
    summary: `Token endpoint: ${summary}`,
    apply: (answer, context) => (context.call.operation === 'issueToken' ? apply(answer, context) : answer),
  };
}

function editToken(summary: string, edit: (body: JsonObject) => JsonObject): Fault {
  return onTokens(summary, (answer) => editSuccess(answer, edit));
}

/** Faults of the token endpoint: refusals, and unusual answers. */
export const tokenFaults = faultGroup({
  'refresh-token-expired': entraRefusal(
    'invalid_grant, the refresh token has expired.',
    'invalid_grant',
    700_082,
    'The refresh token has expired due to inactivity.',
  ),
  'mfa-required': entraRefusal(
    'interaction_required, the user must sign in with multi-factor authentication.',
    'interaction_required',
    50_076,
    'Multi-factor authentication is required to access the resource.',
  ),
  'wrong-cloud': entraRefusal(
    'invalid_request, the tenant is in another cloud.',
    'invalid_request',
    90_038,
    'The tenant is in another national cloud; its confidential clients must use their own authority.',
  ),
  'textual-expiry': editToken('expires_in is text, even in version 2.', (body) => ({
    ...body,
    expires_in: String(body['expires_in']),
  })),
  'no-rotation': editToken('the answer has no new refresh token.', (body) =>
    Object.fromEntries(Object.entries(body).filter(([key]) => key !== 'refresh_token')),
  ),
});
