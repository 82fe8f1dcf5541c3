import tab from '@bomb.sh/tab/commander';
import { Command } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { addDoctorCommand } from './commands/doctor.ts';
import { addFindLegacyCommand } from './commands/find-legacy.ts';
import { addParityCommand } from './commands/parity.ts';
import { addReportCommand } from './commands/report.ts';
import { addScanCommand } from './commands/scan.ts';
import { addUsageCommand } from './commands/usage.ts';
import type { Context } from './context.ts';
import type { ExitCode } from './exit-code.ts';

const help = `
Exit codes:
  0  Done, and nothing was found to act on.
  1  Found: a difference, a superseded call, or something to repair.
  2  An option, a variable or a file can't be used.
  3  The service or the token endpoint failed, or could not be reached.
  4  Nothing to compare or to report: no data, or different snapshots.
  130  Stopped with Ctrl+C.

Try it without an account:
  licenses-usage usage --demo --by service,workload

Complete commands and options with the tab key:
  source <(licenses-usage completion bash)    also zsh, fish, powershell`;

const completionExamples = `
Examples:
  source <(licenses-usage completion bash)
  licenses-usage completion fish | source`;

/** @param end Told the exit code of a command that ends with another one than 0. */
export function createProgram(context: Context, end: (code: ExitCode) => void): Command {
  const program = new Command('licenses-usage')
    .description('Licence usage of Microsoft Partner Center.')
    .version(packageJson.version)
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, '')),
    })
    .configureHelp({ sortSubcommands: false, showGlobalOptions: false })
    .showHelpAfterError('See --help.')
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText('after', help);
  addUsageCommand(program, context);
  addReportCommand(program, context);
  addParityCommand(program, context, end);
  addScanCommand(program, context, end);
  addDoctorCommand(program, context, end);
  addFindLegacyCommand(program, context, end);
  tab(program, { completionCommandName: 'completion' });
  program.commands
    .find((command) => command.name() === 'completion')
    ?.description('print what makes a shell complete commands and options')
    .addHelpText('after', completionExamples);
  return program;
}
