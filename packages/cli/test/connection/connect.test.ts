import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { connect, type ConnectionOptions } from '../../src/connection/connect.ts';
import { CommandError } from '../../src/exit.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function connectWith(options: ConnectionOptions, env: Readonly<Record<string, string>> = {}) {
  const [stdout, stderr] = [new Writable(), new Writable()];
  return connect(options, { stdout, stderr, env, abortSignal: new AbortController().signal });
}

const env = { PARTNER_CENTER_TOKEN: 'tok' };

describe('the program calls', () => {
  test('Partner Center, with the token of the environment', async () => {
    expect(await connectWith({}, env)).toMatchObject({
      clientOptions: { baseUrl: undefined, applicationName: 'licenses-usage-cli' },
      service: 'Partner Center',
      source: 'PARTNER_CENTER_TOKEN',
      partner: null,
      isDemo: false,
      profile: undefined,
    });
  });

  test('another address if one is given', async () => {
    const baseUrl = 'https://partner.example';
    expect(await connectWith({ baseUrl }, env)).toMatchObject({
      clientOptions: { baseUrl },
      service: baseUrl,
    });
  });

  test('only the demonstration, without credentials', async () => {
    expect(await connectWith({ demo: true })).toMatchObject({
      clientOptions: { applicationName: 'licenses-usage-cli' },
      service: 'the demonstration',
      source: '--demo',
      partner: null,
      isDemo: true,
    });
    await expect(connectWith({ demo: true, baseUrl: 'https://partner.example' })).rejects.toThrow(
      '--demo has no address: leave --base-url or --demo out.',
    );
    await expect(connectWith({ demo: true, profile: 'emea' })).rejects.toThrow(
      '--demo does not sign in: leave --profile or --demo out.',
    );
  });

  test('the service of a profile, unless an address is given', async () => {
    const folder = await temporaryFolder();
    const [profiles, token] = [join(folder, 'p.json'), join(folder, 'token')];
    await writeFile(token, 'first');
    await chmod(token, 0o600);
    const emea = {
      tenantId: 'Contoso.com',
      clientId: '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04',
      clientSecretVariable: 'EMEA',
      refreshTokenFile: 'token',
      baseUrl: 'https://emea.example',
    };
    await writeFile(profiles, JSON.stringify({ profiles: { emea } }));
    const options = { profile: 'emea', profiles };
    expect(await connectWith(options, { EMEA: 'secret' })).toMatchObject({
      clientOptions: { baseUrl: 'https://emea.example' },
      service: 'https://emea.example',
      source: 'the refresh token in Profile "emea": refreshTokenFile',
      partner: 'contoso.com',
      isDemo: false,
      profile: 'emea',
    });
    const given = { ...options, baseUrl: 'https://other.example' };
    expect(await connectWith(given, { EMEA: 'secret' })).toMatchObject({ service: 'https://other.example' });
  });
});

describe('the variable of a proxy', () => {
  const names = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

  test.for(names)('%s is named without its value if it is not an address', async (name) => {
    for (const value of [
      'user:hunter2@proxy',
      'socks5://hunter2',
      'http:///hunter2',
      'http://[hunter2',
      'x http://hunter2',
    ])
      await expect(connectWith({}, { ...env, [name]: value })).rejects.toThrow(
        new CommandError(`${name} is not the address of a proxy, such as http://proxy.example:8080.`),
      );
  });

  test.for(names)('%s takes an address, or nothing', async (name) => {
    for (const value of ['http://proxy.example:8080', 'HTTPS://proxy.example', ''])
      expect(await connectWith({}, { ...env, [name]: value })).toMatchObject({ isDemo: false });
  });
});
