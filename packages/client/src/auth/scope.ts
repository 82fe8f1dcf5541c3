import { ConfigurationError } from '../errors/configuration-error.ts';

const partnerCenterScope = 'https://api.partnercenter.microsoft.com/.default';
const scopeCharacters = /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/;

/** Requires scopes as OAuth writes them: words of printable ASCII, one space between them (RFC 6749, 3.3). */
export function requireScope(value: unknown): string {
  if (typeof value === 'string' && scopeCharacters.test(value)) return value;
  throw new ConfigurationError({
    argument: 'scope',
    expected: 'a scope, or several with one space between',
    received: value,
    example: `'https://api.partnercenter.microsoft.com/user_impersonation'`,
  });
}

/**
 * The scope to ask for: the one configured, else the one the caller names, else Partner Center's.
 * @throws {ConfigurationError} when the caller names another resource than the one configured: it would send the token
 * to a service that the token is not for.
 */
export function chooseScope(configured: string | undefined, asked: string | string[] | undefined): string {
  const named = (Array.isArray(asked) ? asked.join(' ') : (asked ?? '')).trim();
  if (named === '') return configured ?? partnerCenterScope;
  if (configured === undefined) return requireScope(named);
  if (resourcesOf(named) === resourcesOf(configured)) return configured;
  throw new ConfigurationError({
    argument: 'scopes',
    expected: `scopes of ${resourcesOf(configured)}, which this credential is configured for`,
    received: named,
    example: `'${configured}'`,
  });
}

/** Asks for a new refresh token along with the access token: without `offline_access` none comes back. */
export function withRefreshToken(scope: string): string {
  return scope.split(' ').includes('offline_access') ? scope : `${scope} offline_access`;
}

/** A scope is the address of a resource and, after the last slash, a permission. */
function resourcesOf(scope: string): string {
  const resources = scope
    .split(/\s+/)
    .filter((word) => word.includes('/'))
    .map((word) => word.slice(0, word.lastIndexOf('/')).replace(/\/+$/, '').toLowerCase());
  return [...new Set(resources)].toSorted().join(' and ');
}
