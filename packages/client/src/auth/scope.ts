import { ConfigurationError } from '../errors/configuration-error.ts';

const partnerCenterScope = 'https://api.partnercenter.microsoft.com/.default';
/** Words of printable ASCII without `"` and `\`, one space between them (RFC 6749, 3.3). */
const scopeCharacters = /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/;

/** Requires a scope with its resource: Entra takes a permission alone for one of Microsoft Graph. */
export function requireScope(argument: string, value: unknown): string {
  if (typeof value === 'string' && scopeCharacters.test(value) && resourcesOf(value) !== '') return value;
  throw new ConfigurationError({
    argument,
    expected: 'a scope: the address of a resource, a slash and a permission',
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
  if (configured === undefined) return requireScope('scopes', named);
  if (resourcesOf(named) === resourcesOf(configured)) return configured;
  throw new ConfigurationError({
    argument: 'scopes',
    expected: `scopes of ${resourcesOf(configured)}, which this credential is configured for`,
    received: named,
    example: `'${configured}'`,
  });
}

/** Asks for a new refresh token along with the access token: without `offline_access` Entra need not send one. */
export function withRefreshToken(scope: string): string {
  return scope.split(' ').includes('offline_access') ? scope : `${scope} offline_access`;
}

/** A scope is the address of a resource and, after the last slash, a permission. */
function resourcesOf(scope: string): string {
  const resources = scope
    .split(' ')
    .map((word) =>
      word
        .slice(0, Math.max(0, word.lastIndexOf('/')))
        .replace(/\/+$/, '')
        .toLowerCase(),
    )
    .filter((resource) => resource !== '');
  return [...new Set(resources)].toSorted().join(' and ');
}
