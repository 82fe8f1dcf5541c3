import { ok, problem, skipped, warning, type Check } from './check.ts';
import type { TokenClaims } from '../connection/token-claims.ts';
import { several } from '../output/terminal.ts';

const audience = 'https://api.partnercenter.microsoft.com';

/** Partner Center by address, in both clouds that have it, and by the id of its app registration. */
const audiences: ReadonlySet<string> = new Set([
  audience,
  'https://partner.partnercenterapi.microsoftonline.cn',
  'fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd',
]);

/** Compares a token's claims with what the service requires. */
export function checkClaims(claims: TokenClaims | undefined, nowInMs: number): Check[] {
  if (claims === undefined) {
    const finding = 'It is not a JSON Web Token, so its claims are unknown.';
    const repair = 'If it comes from Entra, look for a quote, a space or "Bearer" that was copied with it.';
    return [warning('Token shape', finding, repair)];
  }
  return [
    ok('Token shape', 'A JSON Web Token. Its claims are read here; only the service can verify them.'),
    checkExpiry(claims, nowInMs),
    checkAudience(claims),
    checkUser(claims),
    checkMethods(claims),
  ];
}

function checkExpiry({ expiresAt }: TokenClaims, nowInMs: number): Check {
  if (expiresAt === undefined) return skipped('Expiry', 'The token does not say when it expires.');
  const seconds = expiresAt - nowInMs / 1000;
  const minutes = several(Math.ceil(Math.abs(seconds) / 60), 'minute');
  if (seconds > 0) return ok('Expiry', `Valid for another ${minutes} by this machine's clock.`);
  return problem('Expiry', `Expired ${minutes} ago by this machine's clock.`, 'Acquire a new token.');
}

function checkAudience({ audience: found }: TokenClaims): Check {
  if (found === undefined) return skipped('Audience', 'The token does not name its audience.');
  if (audiences.has(found.replace(/\/+$/, '').toLowerCase())) return ok('Audience', `For ${found}.`);
  return problem(
    'Audience',
    `For ${found}, not for Partner Center.`,
    `Ask for the scope ${audience}/.default.`,
  );
}

function checkUser({ isAppOnly }: TokenClaims): Check {
  if (!isAppOnly) return ok('App+User', 'A token of a user.');
  return problem(
    'App+User',
    'An app-only token, which licence usage refuses.',
    'Sign a partner user in and use the secure application model: the refresh token of that sign-in gives App+User tokens.',
  );
}

function checkMethods({ methods, isAppOnly }: TokenClaims): Check {
  const check = 'Multi-factor';
  if (isAppOnly) return skipped(check, 'No user has signed in.');
  if (methods === undefined) {
    return warning(
      check,
      'The token does not say how the user signed in.',
      'If the service answers 900421, sign the user in again with multi-factor authentication.',
    );
  }
  if (methods.includes('mfa')) return ok(check, 'The user signed in with multi-factor authentication.');
  return problem(
    check,
    `The user signed in by ${methods.join(', ') || 'an unnamed method'}, without multi-factor authentication.`,
    'Sign the user in again with multi-factor authentication, and store the new refresh token.',
  );
}
