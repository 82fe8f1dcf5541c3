import { dirname, isAbsolute, join } from 'node:path';
import { CommandError } from '../exit.ts';
import { readTextFile } from '../files/read-text.ts';
import { readField, refuseSecrets, requireName } from './profile-fields.ts';

/** How to sign in to the tenant of one partner. It names the places of its secrets, and holds none. */
export interface Profile {
  readonly name: string;
  /** The tenant of the partner: its GUID, or a domain. */
  readonly tenantId: string;
  /** The GUID of the app registration. */
  readonly clientId: string;
  /** A file with the client secret, or `undefined` when `clientSecretVariable` is set. */
  readonly clientSecretFile: string | undefined;
  /** The environment variable with the client secret. */
  readonly clientSecretVariable: string | undefined;
  /** A file with the refresh token; new ones are written back to it. */
  readonly refreshTokenFile: string;
  /** `global`, `usGovernment`, `china`, or the address of an authority; `undefined` for `global`. */
  readonly cloud: string | undefined;
  /** The address to use in place of Partner Center's. */
  readonly baseUrl: string | undefined;
}

const defaultFile = 'licenses-usage.json';
const profilesVariable = 'LICENSES_USAGE_PROFILES';

/** The file with the profiles: from `--profiles`, else from the variable, else in the working folder. */
export function profilesFile(
  option: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string {
  return option ?? (env[profilesVariable]?.trim() || defaultFile);
}

/**
 * The profiles of a file, in its order. Paths in it are relative to it.
 * @throws {CommandError} that names the profile and the field at fault. Values are not shown, because they may be
 * secrets.
 */
export async function readProfiles(file: string): Promise<readonly Profile[]> {
  const profiles = parse(await readTextFile(file, `profiles ${file}`), file);
  const entries = Object.entries(profiles);
  if (entries.length === 0) throw new CommandError(`${file}: "profiles" is empty. ${example}`);
  return entries.map(([name, fields]) => readProfile(name, fields, file));
}

/** @throws {CommandError} that lists the existing names. */
export async function findProfile(name: string, file: string): Promise<Profile> {
  const profiles = await readProfiles(file);
  const found = profiles.find((profile) => profile.name === name);
  if (found !== undefined) return found;
  throw new CommandError(
    `--profile: ${file} has no profile "${name}". It has ${profiles.map((profile) => profile.name).join(', ')}.`,
  );
}

const example =
  'Write { "profiles": { "emea": { "tenantId": "…", "clientId": "…", "clientSecretFile": "…", "refreshTokenFile": "…" } } }.';

function parse(text: string, file: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message quotes the text.
    throw new CommandError(`${file} is not JSON. ${example}`);
  }
  refuseSecrets(value, file);
  const profiles = isRecord(value) ? value['profiles'] : undefined;
  if (!isRecord(profiles) || Array.isArray(profiles))
    throw new CommandError(`${file} has no object "profiles". ${example}`);
  return profiles;
}

function readProfile(name: string, fields: unknown, file: string): Profile {
  const place = `${file}: profile "${requireName(name, file)}"`;
  if (!isRecord(fields)) throw new CommandError(`${place} is not an object. ${example}`);
  const read = (field: Parameters<typeof readField>[1]) => readField(fields, field, place);
  const need = (field: Parameters<typeof readField>[1]) => {
    const value = read(field);
    if (value === undefined) throw new CommandError(`${place} has no ${field}. ${example}`);
    return value;
  };
  const inFolder = (path: string) => (isAbsolute(path) ? path : join(dirname(file), path));
  const [secretFile, secretVariable] = [read('clientSecretFile'), read('clientSecretVariable')];
  if ((secretFile === undefined) === (secretVariable === undefined))
    throw new CommandError(`${place} needs either clientSecretFile or clientSecretVariable.`);
  return {
    name,
    tenantId: need('tenantId'),
    clientId: need('clientId'),
    clientSecretFile: secretFile === undefined ? undefined : inFolder(secretFile),
    clientSecretVariable: secretVariable,
    refreshTokenFile: inFolder(need('refreshTokenFile')),
    cloud: read('cloud'),
    baseUrl: read('baseUrl'),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
