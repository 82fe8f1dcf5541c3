import { refuse } from '../errors/configuration-error.ts';
import { notShown } from '../input/not-shown.ts';
import { isGuid, readSecret, requireBaseUrl, trimmed } from '../input/values.ts';

/**
 * Where the users of each cloud sign in.
 *
 * China has two documented names: Entra's page uses `login.partner.microsoftonline.cn`; the PowerShell module and
 * older libraries use `login.chinacloudapi.cn`. Entra's instance discovery lists both as names of one authority and
 * prefers the first. To use the second, pass it as a URL. Source:
 * https://learn.microsoft.com/en-us/entra/identity-platform/authentication-national-cloud
 */
export const authorities = {
  global: 'https://login.microsoftonline.com',
  usGovernment: 'https://login.microsoftonline.us',
  china: 'https://login.partner.microsoftonline.cn',
} as const;

/** A cloud whose authority is known: `global`, `usGovernment` or `china`. */
export type AuthorityName = keyof typeof authorities;
/** The address of an authority: https, or http to this machine. */
export type AuthorityUrl = URL | `https://${string}` | `http://${string}`;

const germanHost = /(?:^|\.)(?:microsoftonline|cloudapi)\.de\.?$/;

/** Returns the URL of an authority, without a trailing slash. */
export function requireAuthority(value: unknown): string {
  const named = trimmed(value);
  if (isAuthorityName(named)) return authorities[named];
  const url = readUrl(named);
  const isGermany = named === 'germany' || germanHost.test(url?.hostname ?? '');
  try {
    if (!isGermany) return requireBaseUrl('authority', named);
  } catch {
    // Ignored: the error about a base URL would name another service, and the one below fits.
  }
  return refuse(
    'authority',
    isGermany
      ? 'an authority that exists: the German cloud closed on 29 October 2021'
      : `'global', 'usGovernment', 'china', or an https URL (http only to this machine) without credentials, query or fragment`,
    // A URL may hold a password, and other text may be a misplaced secret.
    url?.origin ?? notShown(value),
    `'${authorities.global}'`,
  );
}

function isAuthorityName(value: unknown): value is AuthorityName {
  return typeof value === 'string' && Object.hasOwn(authorities, value);
}

function readUrl(value: unknown): URL | undefined {
  if (value instanceof URL) return value;
  return typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
}

const domain = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/i;

/**
 * Requires the partner's tenant. It becomes a segment of the token endpoint's path, and any other text could leave
 * that segment. `common` and `organizations` name no tenant: a refresh token redeemed there yields a token of the
 * user's home tenant.
 */
export function requireTenantId(value: unknown): string {
  const tenantId = trimmed(value);
  if (isGuid(tenantId) || (typeof tenantId === 'string' && domain.test(tenantId))) return tenantId;
  const expected = `the partner's tenant, as a GUID or a domain`;
  return refuse('tenantId', expected, notShown(value), `'contoso.onmicrosoft.com'`);
}

/** Requires the id of the app registration. */
export function requireClientId(value: unknown): string {
  const clientId = trimmed(value);
  if (isGuid(clientId)) return clientId;
  const example = `'4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04'`;
  return refuse('clientId', 'the GUID of the app registration', notShown(value), example);
}

/** Requires the value of a client secret. */
export function requireClientSecret(value: unknown): string {
  const clientSecret = readSecret(value);
  if (clientSecret !== undefined) return clientSecret;
  const expected = 'the value of a client secret: text without spaces or line ends';
  return refuse('clientSecret', expected, notShown(value), 'process.env.CLIENT_SECRET');
}

const partnerCenterScope = 'https://api.partnercenter.microsoft.com/.default';
/** Words of printable ASCII without `"` and `\`, one space between them (RFC 6749, 3.3). */
const scopeCharacters = /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/;

/** Requires a scope with its resource: Entra takes a bare permission for one of Microsoft Graph. */
export function requireScope(argument: string, value: unknown): string {
  const scope = trimmed(value);
  if (typeof scope === 'string' && scopeCharacters.test(scope) && resourcesOf(scope) !== '') return scope;
  return refuse(
    argument,
    'a scope: the address of a resource, a slash and a permission',
    value,
    `'https://api.partnercenter.microsoft.com/user_impersonation'`,
  );
}

/**
 * The scope to ask for: the configured one, else the caller's, else Partner Center's.
 * @throws {ConfigurationError} when the caller names a resource other than the configured one: the token would be
 * sent to a service that it is not for.
 */
export function chooseScope(configured: string | undefined, asked: string | string[] | undefined): string {
  const named = (Array.isArray(asked) ? asked.join(' ') : (asked ?? '')).trim();
  if (named === '') return configured ?? partnerCenterScope;
  if (configured === undefined) return requireScope('scopes', named);
  if (resourcesOf(named) === resourcesOf(configured)) return configured;
  return refuse(
    'scopes',
    `scopes of ${resourcesOf(configured)}, which this credential is configured for`,
    named,
    `'${configured}'`,
  );
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
        .replace(/(?<!\/)\/+$/, '')
        .toLowerCase(),
    )
    .filter((resource) => resource !== '');
  return [...new Set(resources)].toSorted().join(' and ');
}
