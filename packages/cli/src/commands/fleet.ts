import { createClient } from '@licenses-usage/client';
import type { FleetProgress } from '@licenses-usage/fleet';
import { Option, type Command } from 'commander';
import {
  addConnectionOptions,
  addProfileOptions,
  connect,
  credentialsHelp,
  type ConnectionOptions,
} from '../connection/connect.ts';
import type { Context } from '../context.ts';
import { CommandError, exitCode, type ExitCode } from '../exit.ts';
import { collectTo, type CollectToOptions, type Collected } from '../fleet/collect.ts';
import { runDemo, type DemoOptions } from '../fleet/demo.ts';
import { defaultQueue, findQueue, ofProfile, scanOf, withFleet, type QueueOptions } from '../fleet/open.ts';
import { openTokenSharing } from '../fleet/shared-token.ts';
import { showStatus } from '../fleet/show-status.ts';
import { workUntilStopped, type WorkerOptions } from '../fleet/work.ts';
import { explain, helpText } from '../output/help-text.ts';
import { startProgress } from '../output/progress.ts';
import { count, note, noteDone, several } from '../output/terminal.ts';
import { callsAtOnce, numberOption } from '../options.ts';

const about = `
Calls the superseded operation for every customer with workers on several
machines, which may start, stop and die. "scan" does the same in one process and
is as fast, unless calls are slow; "usage" has the same facts in far fewer calls.

Needs npm install @licenses-usage/fleet bullmq ioredis, and a queue: REDIS_URL,
or DATABASE_URL for Postgres (with pg in the place of ioredis).`;

const examples = `
  licenses-usage fleet --demo --out before.ndjson
  licenses-usage fleet enqueue
  licenses-usage fleet work --concurrency 16
  licenses-usage fleet status
  licenses-usage fleet collect --out before.ndjson`;

const queueHelp = `
Queue:
  REDIS_URL     such as redis://localhost:6379; workers share their throttle
  DATABASE_URL  such as postgres://localhost/licences; each has its own`;

export function addFleetCommand(program: Command, context: Context, end: (code: ExitCode) => void): void {
  const fleet = program
    .command('fleet')
    .description('scan every customer with workers on several machines')
    // Otherwise --demo of a subcommand would be read as an option of this command.
    .enablePositionalOptions()
    .addOption(new Option('--demo', 'run all of it on this machine, with an emulator of the service'))
    .addOption(new Option('--out <file>', 'where the results of --demo go'))
    .addOption(new Option('--force', 'replace a finished file'))
    .addOption(new Option('--quiet', 'show no progress and no notes'));
  explain(fleet, { about, examples });
  fleet.addHelpText('after', helpText(queueHelp, context));
  fleet.action(async (options: ConnectionOptions & Partial<DemoOptions>) => {
    const { out } = options;
    if (!options.demo)
      throw new CommandError('Choose what the fleet does: enqueue, work, status or collect. See --help.');
    if (out === undefined) throw new CommandError('Say where the results go: --out <file>.');
    const demo = { ...options, out };
    tellCollected(await runDemo(demo, await connect({ demo: true }, context), context), demo, context, end);
  });
  addEnqueue(fleet, context);
  addWork(fleet, context);
  addStatus(fleet, context);
  addCollect(fleet, context, end);
}

interface EnqueueCommandOptions extends ConnectionOptions, QueueOptions {
  readonly restart?: true;
  readonly retryFailed?: true;
  readonly quiet?: true;
}

function addEnqueue(parent: Command, context: Context): void {
  const command = withQueue(parent.command('enqueue'), context)
    .description('put every customer on the queue; repeating it is harmless')
    .addOption(new Option('--restart', 'discard the scan in the queue, with its results, and start anew'))
    .addOption(new Option('--retry-failed', 'retry the customers that failed'));
  explain(command, { examples: '  licenses-usage fleet enqueue\n  licenses-usage fleet enqueue --restart' });
  addConnectionOptions(command)
    .addHelpText('after', helpText(credentialsHelp, context))
    .action(async (given: EnqueueCommandOptions) => {
      const options = ofProfile(given);
      const address = await findQueue(options, context);
      const connection = await connect(options, context);
      const { abortSignal } = context;
      await withFleet(address, scanOf(connection), options, context, async (fleet) => {
        const progress = startProgress('Listing customers', options, context);
        const client = createClient(connection.clientOptions);
        const enqueue = async () => {
          const enqueued = await fleet.enqueue(client.listCustomers({}, { abortSignal }), {
            restart: options.restart ?? false,
            abortSignal,
            onProgress: (listed) => progress.advance('customer', listed),
          });
          return { ...enqueued, again: options.retryFailed ? await fleet.retryDeadLetters() : 0 };
        };
        const { customers, added, again } = await enqueue().finally(() => progress.stop());
        const retried = again === 0 ? '' : ` ${several(again, 'customer')} will be retried.`;
        noteDone(
          `${several(customers, 'customer')} listed, ${count(added)} of them new on the queue ${options.queue}.${retried}`,
          options,
          context,
        );
      });
    });
}

interface WorkCommandOptions extends ConnectionOptions, QueueOptions, WorkerOptions {
  readonly resume?: true;
  readonly shareToken?: true;
  readonly quiet?: true;
}

function addWork(parent: Command, context: Context): void {
  const command = withQueue(parent.command('work'), context)
    .description('process customers from the queue, until it is stopped')
    .addOption(
      numberOption('--concurrency <number>', 'calls in flight at once, of this worker', 16, callsAtOnce),
    )
    .addOption(
      numberOption('--max-concurrency <number>', 'calls in flight at once, of all workers together', 64, {
        from: 1,
        isWhole: true,
      }),
    )
    .addOption(new Option('--name <name>', 'the name of this worker in "status" (default: host and process)'))
    .addOption(new Option('--resume', 'let all workers continue after a refused credential'))
    .addOption(
      new Option('--share-token', 'keep the tokens of all workers in Redis, so that one of them refreshes'),
    );
  explain(command, { examples: '  licenses-usage fleet work\n  licenses-usage fleet work --concurrency 32' });
  addConnectionOptions(command)
    .addHelpText('after', helpText(credentialsHelp, context))
    .addHelpText(
      'after',
      helpText('\nOn SIGTERM and Ctrl+C it finishes what is in flight, for a minute at most.', context),
    )
    .action(async (given: WorkCommandOptions) => {
      const options = ofProfile(given);
      const address = await findQueue(options, context);
      const sharing = options.shareToken ? await openTokenSharing(address) : undefined;
      try {
        const connection = await connect(options, context, sharing?.openSharedStore);
        const scan = scanOf(connection);
        await withFleet(address, scan, options, context, async (fleet) => {
          if (options.resume) await fleet.resume();
          const { paused } = await fleet.status();
          if (paused !== undefined) note(`${paused.reason} Repair that, and add --resume.`, options, context);
          note(`Working on the queue ${options.queue}. Stop with Ctrl+C.`, options, context);
          await workUntilStopped(fleet, { address, connection, scan }, options, context);
          noteDone('Stopped. Nothing is in flight.', options, context);
        });
      } finally {
        sharing?.close();
      }
    });
}

interface StatusOptions extends QueueOptions {
  readonly profile?: string;
  readonly format: 'table' | 'json';
  readonly once?: true;
}

function addStatus(parent: Command, context: Context): void {
  const command = withQueue(parent.command('status'), context)
    .description('show the progress, and what each worker does')
    .addOption(new Option('--format <format>', 'output format').choices(['table', 'json']).default('table'))
    .addOption(new Option('--once', 'show it once, even on a terminal'));
  explain(command, {
    examples: '  licenses-usage fleet status\n  licenses-usage fleet status --format json',
  });
  withDotenv(command).action(async (given: StatusOptions) => {
    const options = ofProfile(given);
    const address = await findQueue(options, context);
    await withFleet(address, undefined, options, context, (fleet) => showStatus(fleet, options, context));
  });
}

interface CollectCommandOptions extends QueueOptions, CollectToOptions {
  readonly profile?: string;
  readonly quiet?: true;
}

function addCollect(parent: Command, context: Context, end: (code: ExitCode) => void): void {
  const command = withQueue(parent.command('collect'), context)
    .description('wait until all customers are done, and write what "scan" writes')
    .addOption(new Option('--out <file>', 'where the results go').makeOptionMandatory())
    .addOption(new Option('--no-wait', 'write the results so far'))
    .addOption(new Option('--force', 'replace a finished file'));
  explain(command, { examples: '  licenses-usage fleet collect --out before.ndjson' });
  withDotenv(command)
    .addHelpText(
      'after',
      helpText(
        '\nExit codes: 0 all customers answered, 2 bad input, 3 some failed, or the queue is paused.',
        context,
      ),
    )
    .action(async (given: CollectCommandOptions) => {
      const options = ofProfile(given);
      const address = await findQueue(options, context);
      await withFleet(address, undefined, options, context, async (fleet) => {
        const collected = await collectTo(fleet, options, context);
        tellCollected(collected, options, context, end, options.wait ? undefined : await fleet.status());
      });
    });
}

function tellCollected(
  { succeeded, failed, rows }: Collected,
  options: { readonly out: string; readonly quiet?: true },
  context: Context,
  end: (code: ExitCode) => void,
  progress?: FleetProgress,
): void {
  const failures = failed === 0 ? '' : `, ${several(failed, 'customer')} failed`;
  const all =
    progress?.customers === undefined || progress.customers === null ? undefined : progress.customers;
  const asked =
    all === undefined
      ? `${several(succeeded, 'customer')} asked`
      : `${count(succeeded)} of ${several(all, 'customer')} asked`;
  const tell = failed === 0 ? noteDone : note;
  tell(`${asked}${failures}, with ${several(rows, 'row')}. Written to ${options.out}.`, options, context);
  if (failed > 0) end(exitCode.serviceFailed);
}

function withQueue(command: Command, context: Context): Command {
  return command
    .addOption(
      new Option('--queue <name>', 'the name of the queue; that of --profile is added').default(defaultQueue),
    )
    .addHelpText('after', helpText(queueHelp, context));
}

/** Adds the options of commands that use the queue but not the service. */
function withDotenv(command: Command): Command {
  return addProfileOptions(command)
    .addOption(new Option('--dotenv <file>', 'read unset variables from this file'))
    .addOption(new Option('--quiet', 'show no progress and no notes'));
}
