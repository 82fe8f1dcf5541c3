import { createClient, type ClientOptions, type LicensesUsageClient } from '@licenses-usage/client';
import { CommandError } from '../command-error.ts';
import type { Context } from '../context.ts';
import { findCredential } from './credential.ts';
import { readEnvironment } from './environment.ts';

/** The options that say whom to ask, of every command that asks. */
export interface ConnectionOptions {
  readonly demo?: true;
  readonly baseUrl?: string;
  readonly dotenv?: string;
}

export interface Connection {
  /** What a client of the same service and user is made of. */
  readonly clientOptions: ClientOptions;
  /** Who answers, for people. */
  readonly service: string;
  /** Where the token comes from, for people. */
  readonly source: string;
}

/** @throws {CommandError} when the options don't go together or there are no credentials. Nothing is sent. */
export async function connect(options: ConnectionOptions, context: Context): Promise<Connection> {
  const { demo, baseUrl, dotenv } = options;
  if (demo) {
    if (baseUrl !== undefined)
      throw new CommandError('--demo asks no address: leave --base-url or --demo out.');
    return connectToDemo();
  }
  const { credential, source } = await findCredential(readEnvironment(context.env, dotenv));
  return {
    clientOptions: { credential, baseUrl, applicationName: 'licenses-usage-cli' },
    service: baseUrl ?? 'Partner Center',
    source,
  };
}

export async function connectClient(
  options: ConnectionOptions,
  context: Context,
): Promise<LicensesUsageClient> {
  return createClient((await connect(options, context)).clientOptions);
}

async function connectToDemo(): Promise<Connection> {
  // Loaded when asked for: the emulator brings a server along.
  const { createEmulator } = await import('@licenses-usage/emulator');
  const emulator = createEmulator();
  return {
    clientOptions: {
      credential: () => 'demo',
      fetch: (input, init) => emulator.fetch(input, init),
      applicationName: 'licenses-usage-cli',
    },
    service: 'the demonstration',
    source: '--demo',
  };
}
