import { parseEnv } from 'node:util';
import type { Credential, Fetch } from '@licenses-usage/client';
import {
  type AuthorityUrl,
  type TokenStore,
  authorities,
  createRefreshTokenCredential,
} from '@licenses-usage/client/auth';
import { CommandError } from '../exit.ts';
import { readTextFile, trimValue } from '../files/read-text.ts';
import { RefreshTokenFile, requirePrivate, unlockingAfter } from './refresh-token-file.ts';
import { readTokenClaims } from './token-claims.ts';

const refreshTokenVariables = [
  'PARTNER_CENTER_TENANT_ID',
  'PARTNER_CENTER_CLIENT_ID',
  'PARTNER_CENTER_CLIENT_SECRET',
  'PARTNER_CENTER_REFRESH_TOKEN_FILE',
] as const;

export interface FoundCredential {
  readonly credential: Credential;
  /** The source of the credential. Never the token itself. */
  readonly source: string;
  /** The tenant of the partner, in lower case: an id or a domain. `null` if the token does not name it. */
  readonly partner: string | null;
}

/** Opens the store of the sign-in that this refresh token begins, which programs on several machines share. */
export type OpenSharedStore = (refreshToken: string) => TokenStore;

/** @throws {CommandError} that says which variables are missing. */
export async function findCredential(
  environment: Environment,
  fetch: Fetch,
  openSharedStore?: OpenSharedStore,
): Promise<FoundCredential> {
  const given = environment.get('PARTNER_CENTER_TOKEN');
  if (given !== undefined) {
    if (openSharedStore !== undefined)
      throw new CommandError(
        '--share-token shares a refresh token. Unset PARTNER_CENTER_TOKEN, or leave it out.',
      );
    const token = unwrapToken(given);
    const partner = readTokenClaims(token)?.tenantId?.toLowerCase() ?? null;
    return { credential: () => token, source: 'PARTNER_CENTER_TOKEN', partner };
  }

  const [tenantId, clientId, clientSecret, path] = refreshTokenVariables.map((name) => environment.get(name));
  if (tenantId === undefined || clientId === undefined || clientSecret === undefined || path === undefined) {
    throw missing(refreshTokenVariables.filter((name) => !environment.has(name)));
  }
  const authority = environment.get('PARTNER_CENTER_AUTHORITY');
  const name = 'PARTNER_CENTER_REFRESH_TOKEN_FILE';
  return createFileCredential({
    tenantId,
    clientId,
    clientSecret,
    path,
    authority,
    name,
    fetch,
    openSharedStore,
  });
}

export interface FileCredentialOptions {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The file with the refresh token. */
  readonly path: string;
  /** The name of a cloud, or the address of an authority. */
  readonly authority: string | undefined;
  /** The variable or field that names the file. */
  readonly name: string;
  readonly fetch: Fetch;
  /** Where the refresh token is kept once it was read from the file, which is not written then. */
  readonly openSharedStore?: OpenSharedStore | undefined;
}

/** Redeems the refresh token in a file. @throws {CommandError} when others can read the file. */
export async function createFileCredential(options: FileCredentialOptions): Promise<FoundCredential> {
  const { tenantId, clientId, clientSecret, path, name, fetch, openSharedStore } = options;
  await requirePrivate(path, name, 'refresh token');
  const app = { tenantId, clientId, clientSecret, authority: readAuthority(options.authority), fetch };
  const found = { source: `the refresh token in ${name}`, partner: tenantId.toLowerCase() };
  if (openSharedStore !== undefined) {
    const refreshToken = trimValue(await readTextFile(path, name));
    if (refreshToken === '') throw new CommandError(`${name} names ${path}, which is empty.`);
    const tokenStore = openSharedStore(refreshToken);
    return { ...found, credential: createRefreshTokenCredential({ ...app, tokenStore }) };
  }
  const file = new RefreshTokenFile(path, name);
  const credential = createRefreshTokenCredential({ ...app, tokenStore: file });
  return { ...found, credential: unlockingAfter(file, credential) };
}

/** Strips quotes and the scheme, which people copy along with a token and which no token contains. */
function unwrapToken(text: string): string {
  return text
    .replace(/^(["'])(.*)\1$/, '$2')
    .replace(/^Bearer\s+/i, '')
    .trim();
}

function missing(names: readonly string[]): CommandError {
  if (names.length < refreshTokenVariables.length) {
    return new CommandError(`Set ${names.join(', ')} as well: the refresh token can't be used without them.`);
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

/** Variables by name, with their values trimmed. Empty ones count as unset. */
export type Environment = ReadonlyMap<string, string>;

/** Node.js 20 takes a line without `=` for the beginning of the name on the next line. */
export function variableName(name: string): string {
  return name.slice(name.lastIndexOf('\n') + 1).replace(/^\s*(?:export\s+)?/, '');
}

/** The variables of the process and, with lower precedence, those of a file that the user names. */
export async function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  file: string | undefined,
): Promise<Environment> {
  const fromFile = file === undefined ? {} : parseEnv(await readTextFile(file, `--dotenv ${file}`));
  const variables = new Map<string, string>();
  for (const source of [fromFile, env]) {
    for (const [name, text] of Object.entries(source)) {
      const value = trimValue(text ?? '');
      if (value !== '') variables.set(variableName(name), value);
    }
  }
  return variables;
}
