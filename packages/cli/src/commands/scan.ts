import { scanCustomerUsage, type ScanProgress } from '@licenses-usage/client/migrate';
import { Option, type Command } from 'commander';
import { CommandError } from '../command-error.ts';
import { connectClient, type ConnectionOptions } from '../connection/connect.ts';
import { addConnectionOptions, credentialsHelp } from '../connection/connection-options.ts';
import type { Context } from '../context.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { note } from '../output/note.ts';
import { findOutFile } from '../output/out-file.ts';
import { several, startProgress } from '../output/progress.ts';
import { createResultFile } from '../scan/result-file.ts';
import { numberOption } from './number-option.ts';

interface ScanCommandOptions extends ConnectionOptions {
  readonly out: string;
  readonly concurrency: number;
  readonly restart?: true;
  readonly quiet?: true;
}

const about = `
Asks the superseded operation for every customer, one call each, and writes one
JSON object for each customer on a line of its own. "usage" has the same facts
in far fewer calls.`;

const examples = `
A scan that is stopped or killed goes on where it was when the same command
runs again; until it has ended, its results are in <file>.part.

Exit codes: 0 all customers answered, 2 bad input, 3 the service failed, for
some customers at least.

Examples:
  licenses-usage scan --demo --out before.ndjson
  licenses-usage scan --concurrency 16 --out before.ndjson`;

export function addScanCommand(program: Command, context: Context, end: (code: ExitCode) => void): void {
  const command = program
    .command('scan')
    .description('save what the superseded operation answers for every customer')
    .addHelpText('after', about)
    .addOption(new Option('--out <file>', 'where the results go').makeOptionMandatory())
    .addOption(numberOption('--concurrency <number>', 'calls in flight at once', 8))
    .addOption(new Option('--restart', 'begin anew, whatever an earlier scan has left'));
  addConnectionOptions(command)
    .addHelpText('after', credentialsHelp)
    .addHelpText('after', examples)
    .action((options: ScanCommandOptions) => scan(options, context, end));
}

async function scan(
  options: ScanCommandOptions,
  context: Context,
  end: (code: ExitCode) => void,
): Promise<void> {
  const { abortSignal } = context;
  const client = await connectClient(options, context);
  const { isReplaced } = await findOutFile(options.out);
  if (!isReplaced)
    throw new CommandError(`--out ${options.out}: a scan needs a file that it can go on from.`);
  const file = createResultFile(options.out, { restart: options.restart === true });
  const progress = startProgress('Listing customers', options, context);
  let told: ScanProgress = { succeeded: 0, failed: 0, skipped: 0 };
  const results = scanCustomerUsage(client, {
    customers: client.listCustomers({}, { abortSignal }),
    concurrency: options.concurrency,
    checkpoint: file,
    onProgress: (now) => {
      told = now;
      progress.show(describe(now));
    },
    abortSignal,
  });
  let [rows, failed] = [0, 0];
  try {
    for await (const result of results) {
      if (result.status === 'ok') rows += result.usage.items.length;
      else failed += 1;
    }
    await file.finish();
  } catch (error) {
    const where = `The results so far are in ${file.partPath}; the same command goes on from there.`;
    if (told.succeeded + told.skipped > 0) note(where, options, context);
    throw error;
  } finally {
    progress.stop();
    await file.close();
  }
  note(`${describe(told)}, with ${several(rows, 'row')}. Written to ${options.out}.`, options, context);
  if (failed > 0) end(exitCode.serviceFailed);
}

function describe({ succeeded, failed, skipped }: ScanProgress): string {
  const parts = [`${several(succeeded, 'customer')} asked`];
  if (failed > 0) parts.push(`${several(failed, 'customer')} failed`);
  if (skipped > 0) parts.push(`${several(skipped, 'customer')} done before`);
  return parts.join(', ');
}
