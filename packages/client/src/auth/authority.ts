import { ConfigurationError } from '../errors/configuration-error.ts';
import { requireBaseUrl } from '../input/base-url.ts';
import { notShown } from './not-shown.ts';

/**
 * Where the users of each cloud sign in.
 *
 * China has two documented names: Entra's page has `login.partner.microsoftonline.cn`, the PowerShell module and older
 * libraries `login.chinacloudapi.cn`. Entra's own instance discovery lists both as names of one authority and prefers
 * the first. To use the second, pass it as a URL.
 * Source: https://learn.microsoft.com/en-us/entra/identity-platform/authentication-national-cloud
 */
export const authorities = {
  global: 'https://login.microsoftonline.com',
  usGovernment: 'https://login.microsoftonline.us',
  china: 'https://login.partner.microsoftonline.cn',
} as const;

export type AuthorityName = keyof typeof authorities;
export type AuthorityUrl = URL | `https://${string}` | `http://${string}`;

/** Returns the URL of an authority, without the slash at its end. */
export function requireAuthority(value: unknown): string {
  if (isAuthorityName(value)) return authorities[value];
  if (isGermany(value)) {
    return refuse('an authority that exists: the German cloud closed on 29 October 2021', value);
  }
  try {
    return requireBaseUrl('authority', value);
  } catch {
    return refuse(
      `'global', 'usGovernment', 'china', or an https URL (http only to this machine) without credentials, query or fragment`,
      value,
    );
  }
}

function isAuthorityName(value: unknown): value is AuthorityName {
  return typeof value === 'string' && Object.hasOwn(authorities, value);
}

const germanHost = /(?:^|\.)(?:microsoftonline|cloudapi)\.de\.?$/;

function isGermany(value: unknown): boolean {
  if (value === 'germany') return true;
  return URL.canParse(String(value)) && germanHost.test(new URL(String(value)).hostname);
}

function refuse(expected: string, value: unknown): never {
  const isUrl = (typeof value === 'string' || value instanceof URL) && URL.canParse(String(value));
  throw new ConfigurationError({
    argument: 'authority',
    expected,
    // A URL may hold a password, and other text may be a misplaced secret.
    received: isUrl ? new URL(String(value)).origin : notShown(value),
    example: `'${authorities.global}'`,
  });
}
