import type { Fetch } from '@licenses-usage/client';
import {
  type Environment,
  type FoundCredential,
  type OpenSharedStore,
  createFileCredential,
} from './credential.ts';
import { requirePrivate } from './refresh-token-file.ts';
import { CommandError } from '../exit.ts';
import { readTextFile, trimValue } from '../files/read-text.ts';
import type { Profile } from '../profiles/read-profiles.ts';

/** Creates the credential of a profile. Environment variables that belong to one tenant are ignored. */
export async function profileCredential(
  profile: Profile,
  environment: Environment,
  fetch: Fetch,
  openSharedStore?: OpenSharedStore,
): Promise<FoundCredential> {
  const { name, tenantId, clientId, refreshTokenFile, cloud } = profile;
  return createFileCredential({
    tenantId,
    clientId,
    clientSecret: await readSecret(profile, environment),
    path: refreshTokenFile,
    authority: cloud,
    name: `Profile "${name}": refreshTokenFile`,
    fetch,
    openSharedStore,
  });
}

async function readSecret(
  { name, clientSecretFile, clientSecretVariable = '' }: Profile,
  environment: Environment,
): Promise<string> {
  if (clientSecretFile !== undefined) {
    const field = `Profile "${name}": clientSecretFile`;
    await requirePrivate(clientSecretFile, field, 'client secret');
    const secret = trimValue(await readTextFile(clientSecretFile, field));
    if (secret !== '') return secret;
    throw new CommandError(`${field} names ${clientSecretFile}, which is empty.`);
  }
  const secret = environment.get(clientSecretVariable);
  if (secret !== undefined) return secret;
  throw new CommandError(
    `Profile "${name}": set ${clientSecretVariable}, which clientSecretVariable names, to the client secret.`,
  );
}
