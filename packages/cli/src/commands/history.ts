import type { ExportFormat } from '@licenses-usage/history';
import { Option, type Command } from 'commander';
import { addConnectionOptions, connect, credentialsHelp } from '../connection/connect.ts';
import { createClient } from '@licenses-usage/client';
import type { Context } from '../context.ts';
import { CommandError, exitCode, type ExitCode } from '../exit.ts';
import {
  demoWeeks,
  requireFolder,
  withEmptyDemo,
  withHistory,
  type HistoryOptions,
} from '../history/open.ts';
import { exportedOptions, questions, whereOf, type AskOptions, type Question } from '../history/questions.ts';
import { readKind } from '../history/select.ts';
import { verificationTable, type Table } from '../history/tables.ts';
import { writeOut } from '../output/destination.ts';
import { explain, helpText } from '../output/help-text.ts';
import { formatNamed, formatNames, requirePlace } from '../output/formats.ts';
import { createPaint } from '../output/paint.ts';
import type { Cell, OutputRow } from '../output/rows.ts';
import { startProgress } from '../output/progress.ts';
import { count, note, several, widthOf } from '../output/terminal.ts';
import { numberOption } from '../options.ts';

const about = `
A history keeps every snapshot, in a folder of Parquet files or in Postgres. Say
where with --history, or with LICENSES_USAGE_HISTORY: a folder, or an address
such as postgres://user@host/database.

With --demo and no --history, each command uses a folder that is filled with 26
weeks of the demonstration and gone afterwards.`;

const examples = `
  licenses-usage history changes --demo --fell 1
  licenses-usage history record --demo --history ./history
  licenses-usage history record --history ./history --weeks 26
  licenses-usage history changes --history ./history --fell 10
  licenses-usage history query --demo "select count(*) from usage"`;

/** The examples of each subcommand. */
const examplesByName: ReadonlyMap<string, string> = new Map([
  ['record', '  licenses-usage history record --history ./history --weeks 26'],
  ['list', '  licenses-usage history list --history ./history'],
  ['trend', '  licenses-usage history trend --demo --by workload'],
  [
    'changes',
    '  licenses-usage history changes --demo --fell 1\n  licenses-usage history changes --history ./history --fell 10 --format xlsx --out changes.xlsx',
  ],
  ['at-risk', '  licenses-usage history at-risk --demo --below 40'],
  ['query', '  licenses-usage history query --demo "select count(*) from usage"'],
  ['export', '  licenses-usage history export --history ./history --format csv --out usage.csv'],
  ['forget', '  licenses-usage history forget 0112a436-b14e-4888-967b-ca4bb2cf1234 --history ./history'],
  ['verify', '  licenses-usage history verify --history ./history'],
]);

export function addHistoryCommand(program: Command, context: Context, end: (code: ExitCode) => void): void {
  const history = program.command('history').description('keep every snapshot, and see what changed');
  explain(history, { about, examples });
  addRecord(history, context);
  for (const question of questions) addQuestion(history, question, context, end);
  addQuery(history, context);
  addExport(history, context);
  addForget(history, context);
  addVerify(history, context, end);
  for (const command of history.commands) {
    const own = examplesByName.get(command.name());
    if (own !== undefined) explain(command, { examples: own });
  }
}

function addRecord(parent: Command, context: Context): void {
  const command = withPlace(parent.command('record'))
    .description('read the latest snapshots and keep them')
    .addOption(
      numberOption('--weeks <number>', 'how many weekly snapshots, the latest included (--demo: 26)', 1, {
        from: 1,
        isWhole: true,
      }),
    )
    .addOption(
      new Option(
        '--partner <name>',
        'the partner of the rows (default: the profile, else the tenant of the token)',
      ),
    )
    .addOption(new Option('--replace', 'record existing snapshots again'))
    .addOption(new Option('--no-deployment', 'record only usage'));
  addConnectionOptions(command)
    .addHelpText('after', helpText(credentialsHelp, context))
    .addHelpText(
      'after',
      helpText(
        '\nExit codes: 0 done, 2 bad input, 3 the service failed, 4 the service has no data.',
        context,
      ),
    )
    .action(async (options: RecordOptions) => {
      const { clientOptions, partner, profile } = await connect(options, context);
      const { abortSignal } = context;
      const isGiven = command.getOptionValueSource('weeks') === 'cli';
      const weeks = options.demo && !isGiven ? demoWeeks : options.weeks;
      await withEmptyDemo(options, context, async (history) => {
        const progress = startProgress('Recording', options, context);
        const recording = history.record(createClient(clientOptions), {
          kinds: options.deployment ? ['usage', 'deployment'] : ['usage'],
          weeks,
          partner: options.partner ?? profile ?? partner ?? 'partner',
          existing: options.replace ? 'replace' : 'keep',
          abortSignal,
          onProgress: ({ rows }) => progress.advance('row', rows),
        });
        const { recorded, kept, empty } = await recording.finally(() => progress.stop());
        const rows = recorded.reduce((sum, snapshot) => sum + snapshot.rows, 0);
        const days =
          empty.length === 0 ? '' : ` The service has no rows for ${several(empty.length, 'day')}.`;
        note(
          `${several(recorded.length, 'snapshot')} recorded (${several(rows, 'row')}), ${count(kept.length)} already there.${days}`,
          options,
          context,
        );
        if (options.demo && options.history === undefined)
          note(`They are gone now; keep them with --history ./history.`, options, context);
        if (recorded.length + kept.length === 0)
          throw new CommandError('The service has no data, so nothing was recorded.', exitCode.notComparable);
      });
    });
}

interface RecordOptions extends HistoryOptions {
  readonly weeks: number;
  readonly partner?: string;
  readonly replace?: true;
  readonly deployment: boolean;
  readonly quiet?: true;
}

function addQuestion(
  parent: Command,
  { name, description, options: own, prepare, alerts, help, advice }: Question,
  context: Context,
  end: (code: ExitCode) => void,
): void {
  const command = withPlace(parent.command(name)).description(description);
  for (const option of own) command.addOption(option);
  withOutput(command)
    .addHelpText('after', helpText(help ?? '', context))
    .action(async (options: AskOptions) => {
      requirePlace(options.format, options.out, context);
      const table = await withHistory(options, context, prepare(options));
      await show(table, options, context);
      if (table.rows.length === 0)
        note(`Nothing found.${advice === undefined ? '' : ` ${advice}`}`, options, context);
      else if (alerts) end(exitCode.found);
    });
}

function addQuery(parent: Command, context: Context): void {
  withOutput(withPlace(parent.command('query')))
    .argument('<select>', 'a select of SQL, with names of columns in double quotes')
    .description('run one select over the views usage and deployment of a folder')
    .action(async (sql: string, options: AskOptions) => {
      requirePlace(options.format, options.out, context);
      const { abortSignal } = context;
      const { columns, rows } = await withHistory(options, context, (history) =>
        requireFolder(history, 'history query').query(sql, [], { abortSignal }),
      );
      const cells = rows.map((row): OutputRow =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cellOf(value)])),
      );
      await show({ columns: columns.map((name) => ({ name, title: name })), rows: cells }, options, context);
    });
}

function cellOf(value: unknown): Cell {
  if (typeof value === 'string' || typeof value === 'number' || value === null) return value;
  return JSON.stringify(value) ?? null;
}

interface ExportOptions extends HistoryOptions {
  readonly format: ExportFormat;
  readonly out: string;
  readonly since?: string;
  readonly deployment?: true;
  readonly only?: readonly string[];
  readonly quiet?: true;
}

function addExport(parent: Command, context: Context): void {
  const command = withPlace(parent.command('export'));
  for (const option of exportedOptions) command.addOption(option);
  command
    .description('write rows into a file')
    .addOption(
      new Option('--format <format>', 'of the file')
        .choices(['parquet', 'csv', 'ndjson'])
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--out <file>', 'the file, which appears when it is complete').makeOptionMandatory(),
    )
    .addOption(new Option('--since <date>', 'leave out earlier snapshots'))
    .addOption(new Option('--demo', 'use 26 weeks of demonstration data'))
    .addOption(new Option('--quiet', 'show no notes'))
    .action(async ({ format, out, since, deployment, ...options }: ExportOptions) => {
      const rows = await withHistory(options, context, (history) =>
        history.export({ format, out, since, kind: readKind(deployment), where: whereOf(options) }),
      );
      note(`${several(rows, 'row')} written to ${out}.`, options, context);
    });
}

function addForget(parent: Command, context: Context): void {
  withPlace(parent.command('forget'))
    .argument('<tenant-id>', 'the tenant id of the customer')
    .description('remove the rows of one customer from every snapshot')
    .addOption(new Option('--quiet', 'show no notes'))
    .action(async (tenantId: string, options: HistoryOptions & { readonly quiet?: true }) => {
      const rows = await withHistory(options, context, (history) => history.forget(tenantId));
      note(`${several(rows, 'row')} removed.`, options, context);
    });
}

function addVerify(parent: Command, context: Context, end: (code: ExitCode) => void): void {
  withOutput(withPlace(parent.command('verify')))
    .description('read every snapshot in full, and name broken ones')
    .addHelpText('after', helpText('\nExit codes: 0 sound, 1 broken, 2 bad input, 4 nothing there.', context))
    .action(async (options: AskOptions) => {
      requirePlace(options.format, options.out, context);
      const found = await withHistory(options, context, (history) => history.verify());
      const broken = found.filter(({ fault }) => fault !== undefined);
      await show(verificationTable(broken), options, context);
      note(
        `${count(found.length - broken.length)} of ${several(found.length, 'snapshot')} are sound.`,
        options,
        context,
      );
      if (found.length === 0) end(exitCode.notComparable);
      else if (broken.length > 0) end(exitCode.found);
    });
}

function withPlace(command: Command): Command {
  return command.addOption(new Option('--history <place>', 'a folder, or postgres://…'));
}

function withOutput(command: Command): Command {
  return command
    .addOption(new Option('--format <format>', 'output format').choices(formatNames).default('table'))
    .addOption(new Option('--out <file>', 'write to this file, which appears when it is complete'))
    .addOption(new Option('--demo', 'use 26 weeks of demonstration data'))
    .addOption(new Option('--dotenv <file>', 'read unset variables from this file'))
    .addOption(new Option('--quiet', 'show no notes'));
}

async function show({ columns, rows }: Table, options: AskOptions, context: Context): Promise<void> {
  const { format, out } = options;
  const pages = (async function* () {
    if (rows.length > 0) yield rows;
  })();
  let dropped: readonly string[] = [];
  const text = formatNamed(format, false)(pages, columns, {
    width: out === undefined ? widthOf(context) : undefined,
    paint: out === undefined && context.stdout.isTTY ? createPaint(context, context.stdout) : undefined,
    sheetName: 'History',
    onDropped: (titles) => {
      dropped = titles;
    },
  });
  await writeOut(text, out, context);
  if (dropped.length > 0) {
    note(`No room for: ${dropped.join(', ')}. Other formats have every column.`, options, context);
  }
}
