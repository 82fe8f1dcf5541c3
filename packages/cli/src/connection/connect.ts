import { type ClientOptions, type LicensesUsageClient, createClient } from '@licenses-usage/client';
import { createNodeFetch } from '@licenses-usage/client/node';
import { type Command, Option } from 'commander';
import type { Context } from '../context.ts';
import { CommandError } from '../exit.ts';
import { profileCredential } from '../profiles/profile-credential.ts';
import { findProfile, profilesFile } from '../profiles/read-profiles.ts';
import { findCredential, readEnvironment } from './credential.ts';

/** The options that say whom to ask, of every command that asks. */
export interface ConnectionOptions {
  readonly demo?: true;
  readonly baseUrl?: string;
  readonly dotenv?: string;
  readonly profile?: string;
  readonly profiles?: string;
}

export interface Connection {
  /** Options for a client of this service and user. */
  readonly clientOptions: ClientOptions;
  /** The service, as messages name it. */
  readonly service: string;
  /** Where the token comes from, as messages name it. */
  readonly source: string;
  /** The tenant of the partner, in lower case. `null` for a token that doesn't say. */
  readonly partner: string | null;
  readonly isDemo: boolean;
  /** The name of the profile that is used, if any. */
  readonly profile: string | undefined;
}

/** Adds the options that say whom to ask. */
export function addConnectionOptions<Options extends Command>(command: Options): Options {
  command
    .addOption(new Option('--demo', 'ask a stand-in inside this program: needs no account and no network'))
    .addOption(new Option('--base-url <url>', 'ask this address instead: https, or http to this machine'))
    // Not --env-file: Node takes that for itself wherever it stands.
    .addOption(new Option('--dotenv <file>', 'take variables that are not set from this file'));
  addProfileOptions(command).addOption(new Option('--quiet', 'show no progress and no notes'));
  return command;
}

/** `--all-profiles` is taken out of the words before a command sees them: it runs the command once for each. */
function addProfileOptions<Options extends Command>(command: Options): Options {
  command
    .addOption(new Option('--profile <name>', 'sign in as this profile of licenses-usage.json says'))
    .addOption(new Option('--all-profiles', 'run once for each profile, whatever becomes of the others'))
    .addOption(new Option('--profiles <file>', 'take the profiles from this file'));
  return command;
}

export const credentialsHelp = `
Credentials:
  PARTNER_CENTER_TOKEN               an App+User access token; or all of
  PARTNER_CENTER_TENANT_ID           your tenant: its GUID, or a domain
  PARTNER_CENTER_CLIENT_ID           the GUID of your app registration
  PARTNER_CENTER_CLIENT_SECRET       a secret of that app
  PARTNER_CENTER_REFRESH_TOKEN_FILE  a file of mode 0600 with the refresh
                                     token; new ones are written back to it
  PARTNER_CENTER_AUTHORITY           global (default), usGovernment, china,
                                     or an address

Several tenants:
  licenses-usage.json                a profile each: tenant, app, and where its
                                     secret and token are; LICENSES_USAGE_PROFILES
                                     or --profiles names another file

Proxies:
  HTTPS_PROXY, HTTP_PROXY, NO_PROXY  as other programs read them`;

/** @throws {CommandError} when the options don't go together or there are no credentials. Nothing is sent. */
export async function connect(options: ConnectionOptions, context: Context): Promise<Connection> {
  const { demo, dotenv } = options;
  if (demo) {
    if (options.baseUrl !== undefined)
      throw new CommandError('--demo asks no address: leave --base-url or --demo out.');
    if (options.profile !== undefined)
      throw new CommandError('--demo signs in nowhere: leave --profile or --demo out.');
    return connectToDemo();
  }
  requireProxies(context);
  const environment = await readEnvironment(context.env, dotenv);
  const profile =
    options.profile === undefined
      ? undefined
      : await findProfile(options.profile, profilesFile(options.profiles, context.env));
  const baseUrl = options.baseUrl ?? profile?.baseUrl;
  const fetch = createNodeFetch();
  const { credential, source, partner } = await (profile === undefined
    ? findCredential(environment, fetch)
    : profileCredential(profile, environment, fetch));
  return {
    clientOptions: { credential, baseUrl, applicationName: 'licenses-usage-cli', fetch },
    service: baseUrl ?? 'Partner Center',
    source,
    partner,
    isDemo: false,
    profile: profile?.name,
  };
}

export async function connectClient(
  options: ConnectionOptions,
  context: Context,
): Promise<LicensesUsageClient> {
  return createClient((await connect(options, context)).clientOptions);
}

async function connectToDemo(): Promise<Connection> {
  // Loaded on demand: the emulator includes a server.
  const { createEmulator } = await import('@licenses-usage/emulator');
  const emulator = createEmulator();
  return {
    clientOptions: {
      credential: emulator.credential,
      fetch: (input, init) => emulator.fetch(input, init),
      applicationName: 'licenses-usage-cli',
    },
    service: 'the demonstration',
    source: '--demo',
    partner: null,
    isDemo: true,
    profile: undefined,
  };
}

/** The values are not shown: they may hold a password. @throws {CommandError} naming the first variable at fault. */
function requireProxies({ env }: Context): void {
  for (const name of ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']) {
    const value = env[name];
    if (value === undefined || value === '' || isProxy(value)) continue;
    throw new CommandError(`${name} is not the address of a proxy, such as http://proxy.example:8080.`);
  }
}

function isProxy(value: string): boolean {
  return /^https?:\/\/[^/]/i.test(value) && URL.canParse(value);
}
