import { createClient } from '@licenses-usage/client';
import { toMarkdown, type ParityTolerance } from '@licenses-usage/client/migrate';
import { Option, type Command } from 'commander';
import {
  addConnectionOptions,
  connect,
  connectClient,
  credentialsHelp,
  type Connection,
  type ConnectionOptions,
} from '../connection/connect.ts';
import type { Context } from '../context.ts';
import { explain, helpText } from '../output/help-text.ts';
import { CommandError, type ExitCode } from '../exit.ts';
import { collectFrom } from '../fleet/collect.ts';
import { defaultQueue, findQueue, ofProfile, scanOf, withFleet } from '../fleet/open.ts';
import { callsAtOnce, numberOption } from '../options.ts';
import { writeOut, writeText } from '../output/destination.ts';
import { createPaint } from '../output/paint.ts';
import { startProgress, type Progress } from '../output/progress.ts';
import type { Chunk } from '../output/rows.ts';
import { count, escapeControls, note, several, widthOf } from '../output/terminal.ts';
import { holdAnswers, type CollectedAnswers } from '../parity/collected-answers.ts';
import { compareFleet, type ParityFormat } from '../parity/compare-fleet.ts';
import { compareCustomer, comparePartner } from '../parity/compare-one.ts';
import { renderComparison } from '../parity/render-table.ts';
import { exitCodeOf } from '../parity/tally.ts';
import { readCustomerId } from '../usage/query.ts';

interface ParityCommandOptions extends ConnectionOptions {
  readonly customer?: string;
  readonly all?: true;
  readonly tolerance: number;
  readonly decimals: number;
  readonly concurrency: number;
  readonly holdAllRows?: true;
  readonly fleet?: true;
  readonly queue: string;
  readonly format?: ParityFormat;
  readonly out?: string;
  readonly quiet?: true;
}

const about = `
Compares what the superseded operations answer with what the rows of the current
one come to: the partner as a whole, one customer, or every customer. Counts are
compared exactly.`;

const examples = `
  licenses-usage parity --demo
  licenses-usage parity --customer 0112a436-b14e-4888-967b-ca4bb2cf1234
  licenses-usage parity --all --format ndjson --out parity.ndjson
  licenses-usage parity --all --fleet --queue contoso
  licenses-usage parity --all --quiet && echo "Ready to cut over"`;

const notes = `
Exit codes: 0 agree, 1 differ, 2 bad input, 3 the service failed, 4 nothing to
compare: no data on either side, or different snapshots.`;

export function addParityCommand(program: Command, context: Context, end: (code: ExitCode) => void): void {
  const command = program
    .command('parity')
    .description('compare the superseded operations with the current one')
    .addOption(new Option('--customer <id>', 'compare this customer: a tenant id'))
    .addOption(new Option('--all', 'compare every customer: one superseded call each').conflicts('customer'))
    .addOption(
      numberOption('--tolerance <points>', 'percentage points that percentages may differ by', 0, {
        from: 0,
      }),
    )
    .addOption(
      numberOption('--decimals <number>', 'decimals to which percentages are rounded first', 2, {
        from: 0,
        to: 10,
        isWhole: true,
      }),
    )
    .addOption(numberOption('--concurrency <number>', 'with --all: calls in flight at once', 8, callsAtOnce))
    .addOption(new Option('--hold-all-rows', 'with --all: accept rows in any order, which holds them all'))
    .addOption(new Option('--fleet', 'with --all: wait for the workers of "fleet", and use their answers'))
    .addOption(
      new Option(
        '--queue <name>',
        'with --fleet: the name of the queue, in REDIS_URL or DATABASE_URL',
      ).default(defaultQueue),
    )
    .addOption(
      new Option('--format <format>', 'output format (default: table on a terminal, else markdown)').choices([
        'table',
        'markdown',
        'json',
        'ndjson',
      ]),
    )
    .addOption(new Option('--out <file>', 'write to this file, which appears when it is complete'));
  explain(command, { about, examples });
  addConnectionOptions(command)
    .addHelpText('after', helpText(credentialsHelp, context))
    .addHelpText('after', helpText(notes, context))
    .action((options: ParityCommandOptions) => {
      const isGiven = (name: string) => command.getOptionValueSource(name) === 'cli';
      if (isGiven('queue') && !options.fleet) throw new CommandError('--queue needs --fleet.');
      if (options.fleet && isGiven('concurrency'))
        throw new CommandError(
          '--concurrency has no effect with --fleet: the workers have a --concurrency of their own.',
        );
      if (options.all) return proveFleet(options, context, end);
      if (isGiven('concurrency') || options.holdAllRows || options.fleet)
        throw new CommandError('--concurrency, --hold-all-rows and --fleet need --all.');
      return proveOne(options, context, end);
    });
}

async function proveOne(
  options: ParityCommandOptions,
  context: Context,
  end: (code: ExitCode) => void,
): Promise<void> {
  const customerId = options.customer === undefined ? undefined : readCustomerId(options.customer);
  const client = await connectClient(options, context);
  const parityOptions = { tolerance: toleranceOf(options) };
  const make = async (): Promise<string> => {
    const progress = startProgress('Comparing', options, context);
    const report = await (
      customerId === undefined
        ? comparePartner(client, parityOptions, context.abortSignal)
        : compareCustomer(client, customerId, parityOptions, context.abortSignal)
    ).finally(() => progress.stop());
    end(exitCodeOf(report.verdict));
    const format = formatOf(options, context);
    switch (format) {
      case 'table':
        return renderComparison(report, {
          width: widthOf(context),
          paint: createPaint(context, context.stdout),
        });
      case 'markdown':
        return toMarkdown(report);
      case 'json':
      case 'ndjson':
        return `${escapeControls(JSON.stringify(report, null, format === 'json' ? 2 : 0))}\n`;
    }
  };
  await writeText(make, options.out, context);
}

async function proveFleet(
  options: ParityCommandOptions,
  context: Context,
  end: (code: ExitCode) => void,
): Promise<void> {
  const connection = await connect(options, context);
  const client = createClient(connection.clientOptions);
  const answers = options.fleet ? await collectAnswers(connection, options, context) : undefined;
  const progress = startProgress('Listing customers', options, context);
  let listed: number | undefined;
  const { concurrency, holdAllRows, out } = options;
  const text = compareFleet(client, formatOf(options, context), {
    tolerance: toleranceOf(options),
    concurrency,
    holdAllRows,
    superseded: answers ?? client,
    abortSignal: context.abortSignal,
    look: { width: widthOf(context), paint: createPaint(context, context.stdout) },
    onList(customers, isComplete) {
      if (!isComplete) return progress.advance('customer', customers);
      listed = customers;
      progress.show('Comparing');
    },
    onProgress: ({ customers, notListed, differ }) =>
      progress.advance('customer', customers - notListed, listed, [`${count(differ)} differ`]),
    onEnd: ({ verdict, failed }) => end(exitCodeOf(verdict, failed)),
  });
  // On a terminal, what differs already shows the progress.
  const isShown = out === undefined && context.stdout.isTTY;
  const shown = isShown ? stoppingBefore(text, progress) : text;
  await writeOut(shown, out, context).finally(() => progress.stop());
  const left = answers?.left() ?? 0;
  if (left > 0)
    note(`${several(left, 'customer')} of the fleet left out: no longer listed.`, options, context);
}

/** The same text, before which the progress is cleared. */
async function* stoppingBefore(text: AsyncIterable<Chunk>, progress: Progress): AsyncGenerator<Chunk> {
  for await (const chunk of text) {
    progress.stop();
    yield chunk;
  }
}

/** Waits for the workers. A queue of another partner or service is refused. */
async function collectAnswers(
  connection: Connection,
  given: ParityCommandOptions,
  context: Context,
): Promise<CollectedAnswers> {
  const options = ofProfile(given);
  const address = await findQueue(options, context);
  return withFleet(address, scanOf(connection), options, context, async (fleet) => {
    const progress = startProgress('Waiting for the workers', options, context);
    return holdAnswers(collectFrom(fleet, { ...options, wait: true }, progress, context)).finally(() =>
      progress.stop(),
    );
  });
}

function toleranceOf({ tolerance, decimals }: ParityCommandOptions): Partial<ParityTolerance> {
  return { percentagePoints: tolerance, decimals };
}

/** A table on a terminal. Markdown in a pipe or a file, because it can be pasted into an issue. */
function formatOf({ format, out }: ParityCommandOptions, { stdout }: Context): ParityFormat {
  return format ?? (out === undefined && stdout.isTTY ? 'table' : 'markdown');
}
