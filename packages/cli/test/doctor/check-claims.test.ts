import { describe, expect, test } from 'vitest';
import { readTokenClaims } from '../../src/connection/token-claims.ts';
import { checkClaims } from '../../src/doctor/check-claims.ts';
import { tokenWith } from '../support/token.ts';

const now = Date.parse('2026-11-26T12:00:00Z');
const inSeconds = (seconds: number) => now / 1000 + seconds;

/** The check of this name, of a token with these claims. */
function checkOf(check: string, claims: object) {
  return checkClaims(readTokenClaims(tokenWith(claims)), now).find((one) => one.check === check);
}

const ok = (check: string, finding: string) => ({ check, status: 'ok', finding, repair: null });
const skipped = (check: string, finding: string) => ({ check, status: 'skipped', finding, repair: null });

describe('doctor, with a token,', () => {
  test('reads the claims in the order of the service', () => {
    const checks = checkClaims(readTokenClaims(tokenWith({})), now);
    expect(checks.map(({ check, status }) => [check, status])).toStrictEqual([
      ['Token shape', 'ok'],
      ['Expiry', 'skipped'],
      ['Audience', 'skipped'],
      ['App+User', 'ok'],
      ['Multi-factor', 'warning'],
    ]);
    expect(checks[0]?.finding).toBe(
      'A JSON Web Token. Its claims are read here; only the service can verify them.',
    );
  });

  test("says that text which is not a JSON Web Token can't be read", () => {
    const repair = 'If it comes from Entra, look for a quote, a space or "Bearer" that was copied with it.';
    const finding = 'It is not a JSON Web Token, so its claims are unknown.';
    const encode = (text: string) => `x.${Buffer.from(text).toString('base64url')}.x`;
    for (const token of ['opaque', `${tokenWith({})}.x`, encode('[]'), encode('null'), encode('1'), 'a.%.b'])
      expect(checkClaims(readTokenClaims(token), now)).toStrictEqual([
        { check: 'Token shape', status: 'warning', finding, repair },
      ]);
  });

  test.for([
    [90, 'Valid for another 2 minutes'],
    [60, 'Valid for another 1 minute'],
    [20, 'Valid for another 1 minute'],
    [72_000, 'Valid for another 1,200 minutes'],
  ] as const)('says how long a token is valid that ends in %d seconds', ([seconds, finding]) => {
    expect(checkOf('Expiry', { exp: inSeconds(seconds) })).toStrictEqual(
      ok('Expiry', `${finding} by this machine's clock.`),
    );
  });

  test.for([
    [0, 'Expired 0 minutes ago'],
    [20, 'Expired 1 minute ago'],
    [3_601, 'Expired 61 minutes ago'],
  ] as const)('says that a token has ended, %d seconds later', ([seconds, finding]) => {
    expect(checkOf('Expiry', { exp: inSeconds(-seconds) })).toStrictEqual({
      check: 'Expiry',
      status: 'problem',
      finding: `${finding} by this machine's clock.`,
      repair: 'Acquire a new token.',
    });
  });

  test('accepts Partner Center by its address in either cloud, and by the id of its app', () => {
    for (const aud of [
      'https://api.partnercenter.microsoft.com',
      'HTTPS://api.partnercenter.microsoft.com//',
      'https://partner.partnercenterapi.microsoftonline.cn',
      'fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd',
    ])
      expect(checkOf('Audience', { aud })).toStrictEqual(ok('Audience', `For ${aud}.`));
    for (const aud of ['https://api.partnercenter.microsoft.com/x', 'https://graph.microsoft.com'])
      expect(checkOf('Audience', { aud })).toStrictEqual({
        check: 'Audience',
        status: 'problem',
        finding: `For ${aud}, not for Partner Center.`,
        repair: 'Ask for the scope https://api.partnercenter.microsoft.com/.default.',
      });
  });

  test('skips claims that are absent or of another type', () => {
    for (const claims of [{}, { exp: '1', aud: ['x'], amr: 'mfa' }]) {
      expect(checkOf('Expiry', claims)).toStrictEqual(
        skipped('Expiry', 'The token does not say when it expires.'),
      );
      expect(checkOf('Audience', claims)).toStrictEqual(
        skipped('Audience', 'The token does not name its audience.'),
      );
      expect(checkOf('Multi-factor', claims)).toStrictEqual({
        check: 'Multi-factor',
        status: 'warning',
        finding: 'The token does not say how the user signed in.',
        repair: 'If the service answers 900421, sign the user in again with multi-factor authentication.',
      });
    }
  });

  test.for([
    [{ idtyp: 'app', scp: 'x' }, true],
    [{ roles: ['x'] }, true],
    [{ idtyp: 'user', roles: ['x'] }, false],
    [{ roles: ['x'], scp: 'x' }, false],
    [{}, false],
  ] as const)('reads %j as an app-only token: %s', ([claims, isAppOnly]) => {
    expect(checkOf('App+User', claims)).toStrictEqual(
      isAppOnly
        ? {
            check: 'App+User',
            status: 'problem',
            finding: 'An app-only token, which licence usage refuses.',
            repair:
              'Sign a partner user in and use the secure application model: the refresh token of that sign-in gives App+User tokens.',
          }
        : ok('App+User', 'A token of a user.'),
    );
    expect(checkOf('Multi-factor', claims)?.status).toBe(isAppOnly ? 'skipped' : 'warning');
  });

  test('says how the user signed in', () => {
    expect(checkOf('Multi-factor', { amr: ['mfa'], idtyp: 'app' })).toStrictEqual(
      skipped('Multi-factor', 'No user has signed in.'),
    );
    expect(checkOf('Multi-factor', { amr: ['pwd', 'mfa'] })).toStrictEqual(
      ok('Multi-factor', 'The user signed in with multi-factor authentication.'),
    );
    for (const [amr, methods] of [
      [['pwd', 1, 'rsa'], 'pwd, rsa'],
      [[], 'an unnamed method'],
    ] as const)
      expect(checkOf('Multi-factor', { amr })).toStrictEqual({
        check: 'Multi-factor',
        status: 'problem',
        finding: `The user signed in by ${methods}, without multi-factor authentication.`,
        repair: 'Sign the user in again with multi-factor authentication, and store the new refresh token.',
      });
  });
});
