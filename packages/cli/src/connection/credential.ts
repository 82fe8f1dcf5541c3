import type { Credential } from '@licenses-usage/client';
import { authorities, createRefreshTokenCredential, type AuthorityUrl } from '@licenses-usage/client/auth';
import { CommandError } from '../command-error.ts';
import type { Environment } from './environment.ts';
import { createRefreshTokenFile, requirePrivate } from './refresh-token-file.ts';

const refreshTokenVariables = [
  'PARTNER_CENTER_TENANT_ID',
  'PARTNER_CENTER_CLIENT_ID',
  'PARTNER_CENTER_CLIENT_SECRET',
  'PARTNER_CENTER_REFRESH_TOKEN_FILE',
] as const;

export interface FoundCredential {
  readonly credential: Credential;
  /** Where it came from, without what it is. */
  readonly source: string;
}

/** @throws {CommandError} that says which variables are missing. */
export async function findCredential(environment: Environment): Promise<FoundCredential> {
  const token = environment.get('PARTNER_CENTER_TOKEN');
  if (token !== undefined) return { credential: () => token.trim(), source: 'PARTNER_CENTER_TOKEN' };

  const [tenantId, clientId, clientSecret, file] = refreshTokenVariables.map((name) => environment.get(name));
  if (tenantId === undefined || clientId === undefined || clientSecret === undefined || file === undefined) {
    throw missing(refreshTokenVariables.filter((name) => !environment.has(name)));
  }
  await requirePrivate(file);
  const credential = createRefreshTokenCredential({
    tenantId,
    clientId,
    clientSecret,
    tokenStore: createRefreshTokenFile(file),
    authority: readAuthority(environment.get('PARTNER_CENTER_AUTHORITY')),
  });
  return { credential, source: 'the refresh token in PARTNER_CENTER_REFRESH_TOKEN_FILE' };
}

function missing(names: readonly string[]): CommandError {
  if (names.length < refreshTokenVariables.length) {
    return new CommandError(`Set ${names.join(', ')} as well: the refresh token can't be used without.`);
  }
  return new CommandError(
    `There are no credentials. Set PARTNER_CENTER_TOKEN to an App+User token, or set ${names.join(', ')}. ` +
      'To try everything without an account, add --demo.',
  );
}

function readAuthority(value: string | undefined) {
  if (value === undefined) return undefined;
  const name = (['global', 'usGovernment', 'china'] as const).find((known) => known === value);
  if (name !== undefined) return name;
  if (isUrl(value)) return value;
  throw new CommandError(
    `PARTNER_CENTER_AUTHORITY: expected ${Object.keys(authorities).join(', ')}, or the address of an authority.`,
  );
}

function isUrl(value: string): value is Extract<AuthorityUrl, string> {
  return /^https?:\/\//.test(value) && URL.canParse(value);
}
