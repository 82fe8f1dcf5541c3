import { Option, type Command } from 'commander';
import {
  addConnectionOptions,
  connect,
  credentialsHelp,
  type ConnectionOptions,
} from '../connection/connect.ts';
import type { Context } from '../context.ts';
import { explain, helpText } from '../output/help-text.ts';
import type { Check } from '../doctor/check.ts';
import { examine } from '../doctor/examine.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { print } from '../output/destination.ts';
import { wrapWords } from '../output/table.ts';
import { createPaint, markOf } from '../output/paint.ts';
import { startProgress } from '../output/progress.ts';
import { cleanText, widthOf } from '../output/terminal.ts';

interface DoctorOptions extends ConnectionOptions {
  readonly format: 'text' | 'json';
  readonly quiet?: true;
}

const about = `
Checks the token and its claims, the role of its user, the path under which the
service answers, and the clock, and says how to repair what is wrong.
No token is shown.`;

const examples = `
  licenses-usage doctor
  licenses-usage doctor --dotenv .env
  licenses-usage doctor --format json --base-url http://127.0.0.1:4010`;

const notes = `
Exit codes: 0 nothing to repair, 1 something to repair, 2 no credentials.`;

export function addDoctorCommand(program: Command, context: Context, end: (code: ExitCode) => void): void {
  const command = program
    .command('doctor')
    .description('find out why calls fail, and how to repair it')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'));
  explain(command, { about, examples });
  addConnectionOptions(command)
    .addHelpText('after', helpText(credentialsHelp, context))
    .addHelpText('after', helpText(notes, context))
    .action(async (options: DoctorOptions) => {
      const checks = await collect(options, context);
      const text = options.format === 'json' ? JSON.stringify(checks, null, 2) : render(checks, context);
      await print(`${text}\n`, context);
      if (checks.some(({ status }) => status === 'problem')) end(exitCode.found);
    });
}

async function collect(options: DoctorOptions, context: Context): Promise<Check[]> {
  const connection = await connect(options, context);
  const progress = startProgress('Looking at the token', options, context);
  const checks: Check[] = [];
  try {
    for await (const check of examine(connection, context.abortSignal)) {
      checks.push(check);
      progress.show('Asking the service');
    }
  } finally {
    progress.stop();
  }
  return checks;
}

/** On narrower terminals nothing fits beside the names of the checks. */
const narrowBelow = 64;

function render(checks: readonly Check[], context: Context): string {
  const paint = createPaint(context, context.stdout);
  const terminal = widthOf(context) ?? Infinity;
  const isNarrow = terminal < narrowBelow;
  const names = Math.max(...checks.map(({ check }) => check.length));
  const indent = ' '.repeat(isNarrow ? 2 : names + 4);
  const width = terminal - indent.length;
  const wrap = (text: string) => wrapWords(cleanText(text), width).replaceAll('\n', `\n${indent}`);
  return checks
    .flatMap(({ check, status, finding, repair }) => {
      const name = isNarrow ? `${paint('bold', check)}\n${indent}` : `${check.padEnd(names)}  `;
      const line = `${markOf(status, paint)} ${name}${wrap(finding)}`;
      return repair === null ? [line] : [line, `${indent}${wrap(`→ ${repair}`)}`];
    })
    .join('\n');
}
