import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fetch } from '@licenses-usage/client';
import { describe, expect, test } from 'vitest';
import { profileCredential } from '../../src/connection/profile-credential.ts';
import type { Profile } from '../../src/profiles/read-profiles.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A private file with this content. */
async function fileWith(content: string, mode = 0o600): Promise<string> {
  const file = join(await temporaryFolder(), 'file');
  await writeFile(file, content);
  await chmod(file, mode);
  return file;
}

async function profileWith(fields: Partial<Profile>): Promise<Profile> {
  return {
    name: 'emea',
    tenantId: 'Contoso.com',
    clientId: '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04',
    clientSecretFile: undefined,
    clientSecretVariable: undefined,
    refreshTokenFile: await fileWith('first'),
    cloud: 'china',
    baseUrl: undefined,
    ...fields,
  };
}

describe('a profile signs in', () => {
  async function formOf(fields: Partial<Profile>, environment: ReadonlyMap<string, string> = new Map()) {
    const asked: URLSearchParams[] = [];
    let host = '';
    const fetch: Fetch = async (input, init) => {
      const request = new Request(input, init);
      host = new URL(request.url).host;
      asked.push(new URLSearchParams(await request.text()));
      return Response.json({ token_type: 'Bearer', expires_in: 3600, access_token: 'access' });
    };
    const found = await profileCredential(await profileWith(fields), environment, fetch);
    if (typeof found.credential === 'function') throw new Error('Expected a credential with getToken.');
    await found.credential.getToken('https://api.partnercenter.microsoft.com/.default');
    return { found, host, secret: asked[0]?.get('client_secret'), token: asked[0]?.get('refresh_token') };
  }

  test('with the secret in a file, to the cloud of its tenant', async () => {
    const clientSecretFile = await fileWith('\uFEFFsecret\r\n');
    expect(await formOf({ clientSecretFile })).toMatchObject({
      found: { source: 'the refresh token in Profile "emea": refreshTokenFile', partner: 'contoso.com' },
      host: 'login.partner.microsoftonline.cn',
      secret: 'secret',
      token: 'first',
    });
  });

  test('with the secret in a variable', async () => {
    const environment = new Map([['EMEA', 'secret']]);
    expect(await formOf({ clientSecretVariable: 'EMEA' }, environment)).toMatchObject({ secret: 'secret' });
  });

  test('never without a secret, or with one that others can read', async () => {
    const refusalOf = async (fields: Partial<Profile>) =>
      formOf(fields).then(
        () => '',
        (error: unknown) => (error instanceof Error ? error.message : ''),
      );
    const empty = await fileWith(' \n');
    expect(await refusalOf({ clientSecretFile: empty })).toBe(
      `Profile "emea": clientSecretFile names ${empty}, which is empty.`,
    );
    const open = await fileWith('secret', 0o644);
    expect(await refusalOf({ clientSecretFile: open })).toContain('others can read the client secret');
    expect(await refusalOf({ clientSecretFile: `${open}.missing` })).toMatch(
      /^Profile "emea": clientSecretFile names .*\.missing, and there is no such file\. Put the client secret into it/,
    );
    expect(await refusalOf({ clientSecretVariable: 'EMEA' })).toBe(
      'Profile "emea": set EMEA, which clientSecretVariable names, to the client secret.',
    );
    const readable = await fileWith('first', 0o644);
    const field = { clientSecretFile: await fileWith('secret'), refreshTokenFile: readable };
    expect(await refusalOf(field)).toContain('others can read the refresh token');
  });
});
