import { describe, expect, test } from 'vitest';
import { entraAdvice, isKnownCode } from '../../src/auth/entra-advice.ts';

describe('entraAdvice', () => {
  test.each([
    ['50034', 'check tenantId'],
    ['50057', 'have it enabled'],
    ['50074', 'sign the partner user in again'],
    ['50076', 'sign the partner user in again, with multi-factor authentication'],
    ['50078', 'The multi-factor authentication has expired'],
    ['50079', 'second factor'],
    ['50105', 'assign the user'],
    ['50173', 'was revoked'],
    ['50196', 'share one credential'],
    ['53003', 'A Conditional Access policy blocks the token'],
    ['65001', 'Consent is missing'],
    ['70000', 'check clientId and the store'],
    ['70008', 'has expired or was revoked'],
    ['70043', 'sign-in frequency'],
    ['90002', 'check tenantId and authority'],
    ['90038', 'set authority to that cloud'],
    ['500011', 'check scope, tenantId and authority'],
    ['650057', 'lacks a permission of Partner Center'],
    ['700016', 'check clientId and tenantId'],
    ['700082', 'more often than every 90 days'],
    ['7000112', 'The app is disabled'],
    ['7000215', 'pass the value of the secret, not its id'],
    ['7000222', 'create a new one'],
    ['9002313', 'the refresh token is cut off'],
  ])('says what to do about AADSTS%s, with the source', (code, advice) => {
    expect(isKnownCode(code)).toBe(true);
    const text = entraAdvice(400, code, 'invalid_grant');
    expect(text).toContain(advice);
    expect(text).toMatch(/^[A-Z].+\. See https:\/\/learn\.microsoft\.com\/en-us\/[\w/-]+\.$/);
  });

  test.each([
    ['50076', 'partner-center/developer/partner-center-authentication'],
    ['700082', 'entra/identity-platform/refresh-tokens'],
    ['65001', 'partner-center/developer/enable-secure-app-model'],
    ['90038', 'entra/identity-platform/authentication-national-cloud'],
    ['50034', 'entra/identity-platform/reference-error-codes'],
    [undefined, 'entra/identity-platform/reference-error-codes'],
  ])('names the page that says what to do about %s', (code, page) => {
    expect(entraAdvice(400, code, 'invalid_grant')).toContain(
      ` See https://learn.microsoft.com/en-us/${page}.`,
    );
  });

  test.each([
    ['consent_required', 'Consent is missing'],
    ['interaction_required', 'The user has to take part'],
    ['invalid_client', 'check clientId and clientSecret'],
    ['invalid_grant', 'is not accepted any more'],
    ['invalid_resource', 'check scope, tenantId and authority'],
    ['invalid_scope', 'Check scope'],
    ['temporarily_unavailable', 'try again later'],
    ['unauthorized_client', 'check clientId, tenantId and its consent'],
  ])('uses %s when the number is unknown or missing', (error, advice) => {
    expect(entraAdvice(400, undefined, error)).toContain(advice);
    expect(entraAdvice(400, '123456', error)).toContain(advice);
  });

  test('links to the page of an unknown number', () => {
    expect(entraAdvice(400, '123456', 'new_error')).toBe(
      'Look the code up at https://login.microsoftonline.com/error?code=123456.',
    );
  });

  test.each([
    [429, 'Wait as long as the endpoint asks, then try again.'],
    [500, 'The token endpoint failed; try again later.'],
    [503, 'The token endpoint failed; try again later.'],
    [499, 'Check authority and tenantId, and check for a proxy that answers in its place.'],
    [404, 'Check authority and tenantId, and check for a proxy that answers in its place.'],
  ])('uses the status %i when nothing else is known', (status, advice) => {
    expect(entraAdvice(status, undefined, undefined)).toBe(advice);
  });

  test('does not take a property that every object has for a code', () => {
    expect(isKnownCode('constructor')).toBe(false);
    expect(entraAdvice(500, undefined, 'toString')).toBe('The token endpoint failed; try again later.');
  });
});
