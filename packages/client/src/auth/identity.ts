import { ConfigurationError } from '../errors/configuration-error.ts';
import { notShown } from './not-shown.ts';
import { isTokenText } from './token-text.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const domain = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/i;

/**
 * Requires the partner's tenant. It becomes a segment of the token endpoint's path, and other text could leave that
 * segment. `common` and `organizations` name no tenant: a refresh token redeemed there gives a token of whatever
 * tenant the user's home is.
 */
export function requireTenantId(value: unknown): string {
  if (typeof value === 'string' && (guid.test(value) || domain.test(value))) return value;
  return refuse(
    'tenantId',
    `the partner's tenant, as a GUID or a domain`,
    value,
    `'contoso.onmicrosoft.com'`,
  );
}

/** Requires the id of the app registration. */
export function requireClientId(value: unknown): string {
  if (typeof value === 'string' && guid.test(value)) return value;
  return refuse(
    'clientId',
    'the GUID of the app registration',
    value,
    `'4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04'`,
  );
}

/** Requires a secret that can be one: a line end read along from a file would only show as a refusal by Entra. */
export function requireClientSecret(value: unknown): string {
  if (isTokenText(value)) return value;
  return refuse(
    'clientSecret',
    'the value of a client secret: text without spaces or line ends',
    value,
    'process.env.CLIENT_SECRET',
  );
}

function refuse(argument: string, expected: string, value: unknown, example: string): never {
  throw new ConfigurationError({ argument, expected, received: notShown(value), example });
}
