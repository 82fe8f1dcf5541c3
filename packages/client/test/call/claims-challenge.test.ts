import { describe, expect, test } from 'vitest';
import { parseClaimsChallenge } from '../../src/call/claims-challenge.ts';

const claims = '{"access_token":{"nbf":{"essential":true,"value":"???>>>é"}}}';
const base64 = Buffer.from(claims).toString('base64');
const base64url = Buffer.from(claims).toString('base64url');

describe('the claims of a challenge', () => {
  test.for([
    ['in quotes', `Bearer realm="", error="insufficient_claims", claims="${base64}"`],
    ['without quotes', `Bearer claims=${base64}, realm=""`],
    ['with blanks around the sign', `Bearer claims = "${base64}"`],
    ['under a name in capitals', `Bearer CLAIMS="${base64}"`],
    ['in the alphabet for URLs', `Bearer claims="${base64url}"`],
  ] as const)('are read %s', ([, header]) => {
    expect(base64).toMatch(/\+.*\/|\/.*\+/);
    expect(base64url).toMatch(/-.*_|_.*-/);
    expect(parseClaimsChallenge(header)).toBe(claims);
  });

  test.for([
    ['the header has none', 'Bearer realm="", error="invalid_token"'],
    ['another name ends alike', `Bearer noclaims="${base64}"`],
    ['they are empty', 'Bearer claims=""'],
    ['they are no base64', 'Bearer claims="a"'],
    ['they are no JSON', `Bearer claims="${Buffer.from('{"access_token":').toString('base64')}"`],
    ['they are no UTF-8', `Bearer claims="${Buffer.from('{"a":"\xff"}', 'latin1').toString('base64')}"`],
  ] as const)('are none when %s', ([, header]) => {
    expect(parseClaimsChallenge(header)).toBeUndefined();
  });
});
