import { Option, type Command } from 'commander';

export const credentialsHelp = `
Credentials:
  PARTNER_CENTER_TOKEN               an App+User access token; or all of
  PARTNER_CENTER_TENANT_ID           your tenant: its GUID, or a domain
  PARTNER_CENTER_CLIENT_ID           the GUID of your app registration
  PARTNER_CENTER_CLIENT_SECRET       a secret of that app
  PARTNER_CENTER_REFRESH_TOKEN_FILE  a file of mode 0600 with the refresh
                                     token; new ones are written back to it
  PARTNER_CENTER_AUTHORITY           global (default), usGovernment, china,
                                     or an address`;

/** Adds the options that say whom to ask. */
export function addConnectionOptions<Options extends Command>(command: Options): Options {
  command
    .addOption(new Option('--demo', 'ask a stand-in inside this program: needs no account and no network'))
    .addOption(new Option('--base-url <url>', 'ask this address instead: https, or http to this machine'))
    // Not --env-file: Node takes that for itself wherever it stands.
    .addOption(new Option('--dotenv <file>', 'take variables that are not set from this file'))
    .addOption(new Option('--quiet', 'show no progress and no notes'));
  return command;
}
