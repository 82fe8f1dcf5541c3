import tab from '@bomb.sh/tab/commander';
import { Command } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { addDoctorCommand } from './commands/doctor.ts';
import { addFindLegacyCommand } from './commands/find-legacy.ts';
import { addFleetCommand } from './commands/fleet.ts';
import { addHistoryCommand } from './commands/history.ts';
import { addParityCommand } from './commands/parity.ts';
import { addReportCommand } from './commands/report.ts';
import { addScanCommand } from './commands/scan.ts';
import { addUsageCommand } from './commands/usage.ts';
import type { Context } from './context.ts';
import { describeCommand, describeItem, explain, helpText, helpWidthOf } from './output/help-text.ts';
import { wrapWords } from './output/table.ts';
import { CommandError, type ExitCode } from './exit.ts';

const help = `
Exit codes:
  0  Done, and nothing was found to act on.
  1  Found: a difference, a superseded call, or something to repair.
  2  An option, a variable or a file can't be used.
  3  The service or the token endpoint failed, or could not be reached.
  4  Nothing to compare or to report: no data, or different snapshots.
  70  A bug in the program.
  130  Stopped with Ctrl+C.

Complete commands and options with the tab key:
  source <(licenses-usage completion bash)    also zsh, fish, powershell`;

const programExamples = `
  licenses-usage usage --demo --by service,workload
  licenses-usage report --demo --out report.html
  licenses-usage doctor`;

const completionExamples = `
  source <(licenses-usage completion bash)
  licenses-usage completion fish | source`;

export interface ProgramEvents {
  /** Called with the exit code of a command that ends with a code other than 0. */
  readonly end: (code: ExitCode) => void;
  /** Receives the output of commander and the completions: help, the version, scripts. */
  readonly writeHelp: (text: string) => void;
}

export function createProgram(context: Context, { end, writeHelp }: ProgramEvents): Command {
  const program = new Command('licenses-usage')
    .description('Licence usage of Microsoft Partner Center.')
    .version(packageJson.version)
    .configureOutput({
      writeOut: (text) =>
        writeHelp(
          text.replace(/^Usage: .*/, (usage) => wrapWords(usage, helpWidthOf(context), ' '.repeat(7))),
        ),
      getOutHelpWidth: () => helpWidthOf(context),
      getErrHelpWidth: () => helpWidthOf(context),
      writeErr: (text) => context.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, '')),
    })
    .configureHelp({
      minWidthToWrap: 10,
      commandDescription: (command) => describeCommand(command, context),
      formatItem: describeItem,
    })
    .showHelpAfterError('See --help.')
    .showSuggestionAfterError()
    .exitOverride()
    // Subcommands have options of the same name.
    .enablePositionalOptions()
    .hook('preAction', (_, command) => {
      // Completion asks about words that are not typed yet.
      if (command.name() !== 'complete') refuseEmpty(command);
    })
    .addHelpText('after', helpText(help, context));
  explain(program, { examples: programExamples });
  addUsageCommand(program, context);
  addReportCommand(program, context);
  addParityCommand(program, context, end);
  addScanCommand(program, context, end);
  addHistoryCommand(program, context, end);
  addFleetCommand(program, context, end);
  addDoctorCommand(program, context, end);
  addFindLegacyCommand(program, context, end);
  tab(program, { completionCommandName: 'completion' });
  for (const command of program.commands) {
    if (command.name() === 'complete') collectPrinted(command, writeHelp);
    if (command.name() !== 'completion') continue;
    command.description('print a script that completes commands and options in a shell');
    explain(command, { examples: completionExamples });

    // Bash refuses to set a readonly variable again when the script is sourced twice.
    collectPrinted(command, (text) => writeHelp(text.replaceAll(/^readonly /gm, '')));
  }
  return program;
}

/**
 * Refuses an empty value, which an unset variable of a shell leaves: `--out "$FILE"`.
 * @throws {CommandError}
 */
function refuseEmpty(command: Command): void {
  const options = command.options.map((option) => [
    option.flags,
    command.getOptionValue(option.attributeName()),
  ]);
  const names = command.registeredArguments.map((argument) => `<${argument.name()}>`);
  const operands = names.map((name, index) => [name, command.args[index]]);
  const empty = [...options, ...operands].find(([, value]) => value === '');
  if (empty !== undefined) throw new CommandError(`${empty[0]} is empty: give it a value, or leave it out.`);
}

/** The library prints with `console.log`, which swallows output errors. */
function collectPrinted(command: Command, write: (text: string) => void): void {
  const { log } = console;
  command.hook('preAction', () => {
    console.log = (text: unknown) => write(`${String(text)}\n`);
  });
  command.hook('postAction', () => {
    console.log = log;
  });
}
