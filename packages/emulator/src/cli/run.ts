import packageJson from '../../package.json' with { type: 'json' };
import { createEmulator } from '../create-emulator.ts';
import { documentedCustomerId } from '../facts/named-customers.ts';
import { faultGroups } from '../faults/catalogue.ts';
import { EmulatorOptionsError } from '../options.ts';
import { help } from './help.ts';
import { jsonLogLine, logLine } from './log-line.ts';
import { type Command, readCommand } from './read-command.ts';

/** What the program needs of its surroundings. */
interface Terminal {
  write(line: string): void;
  writeError(line: string): void;
  /** Resolves when somebody asks the program to stop. */
  untilStopped(): Promise<void>;
}

/** What can't be used ends the program with this code and one sentence. */
const unusable = 2;

/** Runs the program and resolves to its exit code. */
export async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const command = readCommand(words);
    switch (command.kind) {
      case 'help':
        terminal.write(help);
        return 0;
      case 'version':
        terminal.write(packageJson.version);
        return 0;
      case 'faults':
        terminal.write(listFaults());
        return 0;
      case 'serve':
        return await serve(command, terminal);
    }
  } catch (error) {
    if (!(error instanceof EmulatorOptionsError)) throw error;
    terminal.writeError(error.message);
    return unusable;
  }
}

async function serve(command: Extract<Command, { kind: 'serve' }>, terminal: Terminal): Promise<number> {
  const { options, port, host, log } = command;
  const writeRequest = { line: logLine, json: jsonLogLine, none: undefined }[log];
  const emulator = createEmulator({
    ...options,
    ...(writeRequest && { onRequest: (request) => terminal.write(writeRequest(request)) }),
  });
  const listening = await emulator.listen({ port, host }).catch((error: unknown) => {
    throw listeningFailure(error, port, host);
  });
  if (log !== 'json') terminal.write(greeting(listening.url));
  await terminal.untilStopped();
  await listening.close();
  return 0;
}

/** What the program prints once it listens. */
export function greeting(url: string): string {
  return `Partner Center, emulated, at ${url}
Token endpoint: ${url}/common/oauth2/v2.0/token (any other bearer token is accepted, too)
A page to try it out: ${url}/

  curl -H 'Authorization: Bearer demo-token' ${url}/v1/customers/${documentedCustomerId}/analytics/licenses/usage

Press Ctrl+C to stop.`;
}

/** Every fault with its sentence, by group. */
export function listFaults(): string {
  const groups = Object.entries(faultGroups).map(([title, group]) => {
    const faults = Object.entries(group);
    const width = Math.max(...faults.map(([name]) => name.length));
    return [title, ...faults.map(([name, { sentence }]) => `  ${name.padEnd(width)}  ${sentence}`)].join(
      '\n',
    );
  });
  return groups.join('\n\n');
}

const advice: Readonly<Record<string, (port: number, host: string) => string>> = {
  EADDRINUSE: (port) =>
    `Port ${port} is in use. Choose another with --port, or leave it to 0 for a free one.`,
  EADDRNOTAVAIL: (_, host) => `This machine has no address ${host}. Choose another with --host.`,
  ENOTFOUND: (_, host) => `There is no host ${host}. Choose another with --host.`,
  EACCES: (port) => `Port ${port} may not be used by you. Choose one above 1023 with --port.`,
};

/** The error to tell the user: a sentence for what they can put right, the original for everything else. */
export function listeningFailure(error: unknown, port: number, host: string): unknown {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return error;
  const sentence = advice[error.code]?.(port, host);
  return sentence === undefined ? error : new EmulatorOptionsError(sentence);
}
