import packageJson from '../../package.json' with { type: 'json' };
import { createEmulator } from '../create-emulator.ts';
import { EmulatorOptionsError } from '../options-error.ts';
import { greeting } from './greeting.ts';
import { help } from './help.ts';
import { listFaults } from './list-faults.ts';
import { listeningFailure } from './listening-failure.ts';
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
