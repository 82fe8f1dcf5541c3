import {
  type ClientOptions,
  type Fetch,
  type LicensesUsageClient,
  createClient,
} from '@licenses-usage/client';
import { createNodeFetch } from '@licenses-usage/client/node';
import { type Command, Option } from 'commander';
import type { Context } from '../context.ts';
import { CommandError } from '../exit.ts';
import { profileCredential } from './profile-credential.ts';
import { findProfile, profilesFile } from '../profiles/read-profiles.ts';
import { type OpenSharedStore, findCredential, readEnvironment } from './credential.ts';

/** The connection options of every command that calls the service. */
export interface ConnectionOptions {
  readonly demo?: true;
  readonly baseUrl?: string;
  readonly dotenv?: string;
  readonly profile?: string;
  readonly profiles?: string;
}

export interface Connection {
  /** Options for a client of this service and user. */
  readonly clientOptions: ClientOptions & { readonly fetch: Fetch };
  /** The service, as messages name it. */
  readonly service: string;
  /** The source of the token, as messages name it. */
  readonly source: string;
  /** The tenant of the partner, in lower case. `null` if the token does not name it. */
  readonly partner: string | null;
  readonly isDemo: boolean;
  /** The name of the profile that is used, if any. */
  readonly profile: string | undefined;
}

/** Adds the connection options. */
export function addConnectionOptions<Options extends Command>(command: Options): Options {
  command
    .addOption(new Option('--demo', 'use an emulator inside this program: needs no account and no network'))
    .addOption(new Option('--base-url <url>', 'use this address instead: https, or http on this machine'))
    // Not --env-file: Node.js treats that as its own option wherever it occurs.
    .addOption(new Option('--dotenv <file>', 'read unset variables from this file'));
  addProfileOptions(command).addOption(new Option('--quiet', 'show no progress and no notes'));
  return command;
}

/**
 * `--all-profiles` never reaches a command: it is removed from the words and runs the command once for each profile.
 */
export function addProfileOptions<Options extends Command>(command: Options): Options {
  command
    .addOption(new Option('--profile <name>', 'use this profile of licenses-usage.json'))
    .addOption(new Option('--all-profiles', 'run once for each profile, even when others fail'))
    .addOption(new Option('--profiles <file>', 'read the profiles from this file'));
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
export async function connect(
  options: ConnectionOptions,
  context: Context,
  openSharedStore?: OpenSharedStore,
): Promise<Connection> {
  const { demo, dotenv } = options;
  if (demo) {
    if (options.baseUrl !== undefined)
      throw new CommandError('--demo has no address: leave --base-url or --demo out.');
    if (options.profile !== undefined)
      throw new CommandError('--demo does not sign in: leave --profile or --demo out.');
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
    ? findCredential(environment, fetch, openSharedStore)
    : profileCredential(profile, environment, fetch, openSharedStore));
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

/**
 * Checks the proxy variables. Their values are not shown, because they may hold a password. @throws {CommandError}
 * naming the first variable at fault.
 */
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
