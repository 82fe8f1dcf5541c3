import { CommanderError } from 'commander';

import { createEmulator } from '../create-emulator.ts';
import { documentedCustomerId } from '../facts/named-customers.ts';
import { type EmulatorOptions, EmulatorOptionsError } from '../options.ts';
import { jsonLogLine, logLine } from './log-line.ts';
import { createOutput, type Output } from './output.ts';
import { createProgram, type Switches } from './program.ts';

/** The parts of the process that the program needs. */
interface Terminal {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  /** Resolves when the user stops the program. */
  untilStopped(): Promise<void>;
}

/** The exit code for an unusable option and for lost output. */
const unusable = 2;

/** Runs the program and resolves to its exit code. */
export async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  const output = createOutput(terminal.stdout);
  const errors = createOutput(terminal.stderr);
  const program = createProgram({
    serve: (switches) => serve(switches, output, terminal),
    write: output.write,
    writeError: errors.write,
  });
  const code = await program.parseAsync(words, { from: 'user' }).then(
    () => 0,
    (error: unknown) => {
      // Commander has already printed its message. Help and version end with 0.
      if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : unusable;
      if (!(error instanceof EmulatorOptionsError)) throw error;
      errors.write(`${withSwitch(error.message)}\n`);
      return unusable;
    },
  );
  const lost = await output.flush();
  if (lost === undefined) return code;
  errors.write(`The output can't be written (${lost}). What it said is lost.\n`);
  return unusable;
}

/** Options of the package that the command line spells in another way. */
const switchNames = new Map([
  ['allowedHosts', '--allow-host'],
  ['allowedOrigins', '--allow-origin'],
  ['snapshotDate', '--snapshot-date'],
  ['customers', '--customers'],
  ['port', '--port'],
  ['data', '--data'],
]);

/** A message with the names that options have on the command line. */
function withSwitch(message: string): string {
  return message.replace(
    /^\w+(?= )|\b(?:customers|snapshotDate)\b/g,
    (name) => switchNames.get(name) ?? name,
  );
}

async function serve(switches: Switches, output: Output, terminal: Terminal): Promise<void> {
  const { port, host, quiet, jsonLog } = switches;
  const lineOf = jsonLog ? jsonLogLine : logLine;
  const emulator = createEmulator({
    ...optionsOf(switches),
    onRequest: quiet ? undefined : (request) => output.write(`${lineOf(request)}\n`),
  });
  const listening = await emulator.listen({ port, host }).catch((error: unknown) => {
    throw listeningFailure(error, port, host);
  });
  if (!jsonLog) output.write(greeting(listening.url));
  await terminal.untilStopped();
  await listening.close();
}

function optionsOf(switches: Switches): EmulatorOptions {
  const { data, customers, seed, snapshotDate, bom, caseSensitiveFilter } = switches;
  return {
    data,
    customers,
    seed,
    snapshotDate,
    bom,
    caseSensitiveFilter,
    latencyInMs: switches.latency,
    faults: switches.fault,
    throttling: {
      partner: switches.throttle,
      customer: switches.throttleCustomer,
      retryAfter: switches.retryAfter,
    },
    tokens: {
      requireIssued: switches.requireIssuedTokens,
      mfa: switches.mfa,
      lifetimeInMs: switches.tokenLifetime,
    },
    allowedHosts: switches.allowHost,
    allowedOrigins: switches.allowOrigin,
  };
}

/** The text that the program prints when it listens. */
function greeting(url: string): string {
  return `Partner Center, emulated, at ${url}
Token endpoint: ${url}/common/oauth2/v2.0/token (any other bearer token is accepted too)
A page to try it out: ${url}/

  curl -H 'Authorization: Bearer demo-token' ${url}/v1/customers/${documentedCustomerId}/analytics/licenses/usage

Press Ctrl+C to stop.
`;
}

const advice: Readonly<Record<string, (port: number, host: string) => string>> = {
  EADDRINUSE: (port) =>
    `Port ${port} is in use. Choose another with --port, or leave it to 0 for a free one.`,
  EADDRNOTAVAIL: (_, host) => `This machine has no address ${host}. Choose another with --host.`,
  ENOTFOUND: (_, host) => `There is no host ${host}. Choose another with --host.`,
  EACCES: (port) => `Port ${port} may not be used by you. Choose one above 1023 with --port.`,
};

/** A message if the user can do something about it, or else the original error. */
function listeningFailure(error: unknown, port: number, host: string): unknown {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return error;
  const message = advice[error.code]?.(port, host);
  return message === undefined ? error : new EmulatorOptionsError(message);
}
