import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { brokerCommands, type Command, type Revision } from './commands.ts';
import { readPacts } from './read-pacts.ts';

type Environment = Readonly<Record<string, string | undefined>>;

interface Output {
  log(line: string): void;
  error(line: string): void;
}

/**
 * Runs the commands one after another. Returns the exit code of the first that fails, or 0.
 *
 * @param revisionOf Finds the commit to which the pacts of a folder belong.
 */
export async function run(
  environment: Environment,
  output: Output,
  revisionOf: (folder: string, environment: Environment) => Promise<Revision>,
): Promise<number> {
  try {
    const pacts = await readPacts();
    const revision = await revisionOf(pacts.folder, environment);
    const commands = brokerCommands(pacts, revision, environment['PACT_BROKER_ENVIRONMENT'] || 'production');
    if (!environment['PACT_BROKER_BASE_URL']) {
      output.log('PACT_BROKER_BASE_URL is not set, so nothing was sent. With a broker, this would run:');
      for (const command of commands) output.log(`  pact-broker ${command.join(' ')}`);
      return 0;
    }
    for (const command of commands) {
      const exitCode = await runPactBroker(command, environment, output);
      if (exitCode !== 0) {
        output.error(`pact-broker ${command[0]} ended with ${exitCode}. Its words above say why.`);
        return exitCode;
      }
    }
    return 0;
  } catch (error) {
    output.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

async function runPactBroker(command: Command, environment: Environment, output: Output): Promise<number> {
  const program = fileURLToPath(import.meta.resolve('@pact-foundation/pact-cli/bin/pact-broker.js'));
  const child = spawn(process.execPath, [program, ...command], {
    env: { ...environment, PACT_DO_NOT_TRACK: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => output.log(line));
  }
  return await new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve(code ?? 1));
  });
}
