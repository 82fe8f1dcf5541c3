import { createClient } from '@licenses-usage/client';
import { Option, type Command } from 'commander';
import {
  addConnectionOptions,
  connect,
  credentialsHelp,
  type ConnectionOptions,
} from '../connection/connect.ts';
import type { Context } from '../context.ts';
import { helpText } from '../output/help-text.ts';
import { CommandError, exitCode } from '../exit.ts';
import { writeText } from '../output/destination.ts';
import { note, startProgress } from '../output/terminal.ts';
import { numberOption, topOption } from './options.ts';

interface ReportOptions extends ConnectionOptions {
  readonly out: string;
  readonly snapshots: number;
  readonly top: number;
  readonly quiet?: true;
}

const about = `
Writes one HTML file: usage by service and workload, the least used products,
customers at risk, the trend, and parity with the superseded operation. It needs
no network and no script.`;

const examples = `
Exit codes: 0 written, 2 bad input, 3 the service failed, 4 no data.

Examples:
  licenses-usage report --demo --out report.html
  licenses-usage report --snapshots 26 --out report.html`;

const mostSnapshots = 104;

export function addReportCommand(program: Command, context: Context): void {
  const command = program
    .command('report')
    .description('write a report as one HTML file')
    .addHelpText('after', helpText(about, context))
    .addOption(new Option('--out <file>', 'where the report goes').makeOptionMandatory())
    .addOption(numberOption('--snapshots <number>', 'weekly snapshots in the trend', 8))
    .addOption(topOption('rows of a list: a number, or all', 12));
  addConnectionOptions(command)
    .addHelpText('after', helpText(credentialsHelp, context))
    .addHelpText('after', helpText(examples, context))
    .action((options: ReportOptions) => report(options, context));
}

async function report(options: ReportOptions, context: Context): Promise<void> {
  const { out, snapshots, top } = options;
  if (!Number.isInteger(snapshots) || snapshots < 1 || snapshots > mostSnapshots) {
    throw new CommandError(`--snapshots takes a whole number from 1 to ${mostSnapshots}.`);
  }
  const { clientOptions, service } = await connect(options, context);
  // Loaded on demand: the charts are larger than the rest of the program.
  const [{ gatherFacts }, { renderPage }] = await Promise.all([
    import('../report/gather-facts.ts'),
    import('../report/render-page.ts'),
  ]);
  const make = async (): Promise<string> => {
    const progress = startProgress('Asking for licence usage', options, context);
    const facts = await gatherFacts(createClient(clientOptions), {
      service,
      snapshots,
      top,
      abortSignal: context.abortSignal,
      onProgress: (text) => progress.show(text),
    }).finally(() => progress.stop());
    if (facts !== undefined) return renderPage(facts);
    const message = 'There is no data to report on, which is not the same as no usage.';
    throw new CommandError(message, exitCode.notComparable);
  };
  await writeText(make, out, context);
  note(`Report written to ${out}.`, options, context);
}
