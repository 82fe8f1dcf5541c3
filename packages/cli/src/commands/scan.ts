import { createClient, type LicensesUsageClient } from '@licenses-usage/client';
import { scanCustomerUsage } from '@licenses-usage/client/migrate';
import { setTimeout as sleep } from 'node:timers/promises';
import { Option, type Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import {
  addConnectionOptions,
  connect,
  credentialsHelp,
  type Connection,
  type ConnectionOptions,
} from '../connection/connect.ts';
import type { Context } from '../context.ts';
import { explain, helpText } from '../output/help-text.ts';
import { CommandError, exitCode, type ExitCode } from '../exit.ts';
import { type Progress, startProgress } from '../output/progress.ts';
import { note, noteDone, several } from '../output/terminal.ts';
import { describeCounts, describeRest } from '../scan/describe-counts.ts';
import { listCustomerIds } from '../scan/list-customer-ids.ts';
import { ResultFile } from '../scan/result-file.ts';
import type { ScanBinding } from '../scan/result-line.ts';
import { scanPastPauses, type Counts } from '../scan/scan-past-pauses.ts';
import { callsAtOnce, numberOption } from '../options.ts';

interface ScanCommandOptions extends ConnectionOptions {
  readonly out: string;
  readonly concurrency: number;
  readonly wait?: true;
  readonly restart?: true;
  readonly force?: true;
  readonly quiet?: true;
}

const about = `
Asks the superseded operation for every customer, one call each, and writes one
JSON object for each customer on a line of its own. "usage" has the same facts
in far fewer calls.`;

const examples = `
  licenses-usage scan --demo --out before.ndjson
  licenses-usage scan --wait --concurrency 16 --out before.ndjson`;

const notes = `
A scan that is stopped or killed continues where it was when the same command
runs again; until all customers are done, its results are in <file>.part.
After a scan with failures, the same command retries only those customers.

Exit codes: 0 all customers answered, 2 bad input, 3 the service failed, for
some customers at least.`;

export function addScanCommand(program: Command, context: Context, end: (code: ExitCode) => void): void {
  const command = program
    .command('scan')
    .description('save the answer of the superseded operation for every customer')
    .addOption(new Option('--out <file>', 'where the results go').makeOptionMandatory())
    .addOption(numberOption('--concurrency <number>', 'calls in flight at once', 8, callsAtOnce))
    .addOption(new Option('--wait', 'wait as long as the service asks, instead of stopping'))
    .addOption(new Option('--restart', 'start anew, and discard what an earlier scan has left'))
    .addOption(new Option('--force', 'replace a finished file'));
  explain(command, { about, examples });
  addConnectionOptions(command)
    .addHelpText('after', helpText(credentialsHelp, context))
    .addHelpText('after', helpText(notes, context))
    .action((options: ScanCommandOptions) => scan(options, context, end));
}

async function scan(
  options: ScanCommandOptions,
  context: Context,
  end: (code: ExitCode) => void,
): Promise<void> {
  const connection = await connect(options, context);
  const client = createClient(connection.clientOptions);
  const { out, restart = false, force = false } = options;
  const file = await ResultFile.open(out, { binding: bindingOf(connection), restart, force });
  const progress = startProgress('Listing customers', options, context);
  try {
    const surroundings = { options, context, progress };
    const scanOn = (done: Counts) => scanOnce(client, file, connection, surroundings, done);
    const counts = await scanPastPauses(scanOn, options.wait && ((inMs) => pause(inMs, surroundings)));
    progress.stop();
    const tell = counts.failed === 0 ? noteDone : note;
    tell(
      `${describeCounts(counts)}, with ${several(counts.rows, 'row')}. Written to ${out}.`,
      options,
      context,
    );
    if (counts.failed === 0) return;
    note('The same command retries the customers that failed.', options, context);
    end(exitCode.serviceFailed);
  } catch (error) {
    progress.stop();
    const where = `The results so far are in ${file.partPath}; the same command continues from there.`;
    if (file.customers > 0 && !(error instanceof CommandError)) note(where, options, context);
    throw error;
  } finally {
    await file.close();
  }
}

interface Surroundings {
  readonly options: ScanCommandOptions;
  readonly context: Context;
  readonly progress: Progress;
}

async function pause(inMs: number, { options, context, progress }: Surroundings): Promise<void> {
  const until = new Date(Date.now() + inMs);
  note(`The service refuses calls for now; waiting until ${until.toLocaleString('sv')}.`, options, context);
  progress.show('Waiting');
  await sleep(inMs, undefined, { signal: context.abortSignal });
}

async function scanOnce(
  client: LicensesUsageClient,
  file: ResultFile,
  { partner }: Connection,
  { options, context, progress }: Surroundings,
  counts: Counts,
): Promise<void> {
  const { abortSignal } = context;
  const unlisted = new Set<string>();
  let toAsk: number | undefined;
  /** Lists all customers before the first call, so that the remaining time can be shown. */
  async function* customers() {
    progress.show('Listing customers');
    const listed = await listCustomerIds(client, abortSignal, (known) => progress.advance('customer', known));
    toAsk = listed.size;
    for (const id of listed) if (unlisted.delete(id)) toAsk -= 1;
    progress.show('Scanning');
    yield* listed;
  }
  const results = scanCustomerUsage(client, {
    customers: customers(),
    concurrency: options.concurrency,
    checkpoint: {
      async load() {
        const done = await file.load();
        for (const id of done) unlisted.add(id.toLowerCase());
        return done;
      },
      save: (result) => file.save(result),
    },
    onProgress: (now) => {
      Object.assign(counts, now);
      progress.advance('customer', now.succeeded + now.failed, toAsk, describeRest(now));
    },
    abortSignal,
  });
  for await (const result of results) {
    if (result.status === 'ok') counts.rows += result.usage.items.length;
  }
  // When the token names no tenant, only the list of customers distinguishes partners.
  if (partner === null && unlisted.size > 0) {
    throw new CommandError(
      `${file.partPath} has ${several(unlisted.size, 'customer')} that this partner does not list: it may belong to ` +
        'another partner. Choose another --out to keep it, or add --restart to discard it.',
    );
  }
  await file.publish({ hasFailures: counts.failed > 0 });
}

function bindingOf({ clientOptions, partner, isDemo }: Connection): ScanBinding {
  const { baseUrl = 'https://api.partnercenter.microsoft.com' } = clientOptions;
  return {
    tool: `licenses-usage ${packageJson.version}`,
    query: 'getCustomerLicensesUsage',
    service: isDemo ? 'the demonstration' : new URL(baseUrl).href.replace(/\/+$/, ''),
    partner,
  };
}
