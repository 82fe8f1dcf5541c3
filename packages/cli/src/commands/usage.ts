import {
  type LicensesUsageClient,
  type LicensesUsageField,
  type LicensesUsagePage,
  type LicensesUsageRow,
  isLicensesUsageError,
} from '@licenses-usage/client';
import { type Command, Option } from 'commander';
import { CommandError } from '../exit.ts';
import {
  type ConnectionOptions,
  addConnectionOptions,
  connectClient,
  credentialsHelp,
} from '../connection/connect.ts';
import type { Context } from '../context.ts';
import { explain, helpText } from '../output/help-text.ts';
import { writeOut } from '../output/destination.ts';
import { type FormatName, formatNamed, formatNames, requirePlace } from '../output/formats.ts';
import { createPaint } from '../output/paint.ts';
import { type Progress, startProgress } from '../output/progress.ts';
import { note, noteDone, several, widthOf } from '../output/terminal.ts';
import type { FormatOptions, Pages } from '../output/rows.ts';
import { groupColumns, rowColumns, usagePercent } from '../usage/columns.ts';
import { requireCustomer, withCustomer } from '../usage/require-customer.ts';
import { fieldsOf, groupingNames, readFilter, readGroupings } from '../usage/query.ts';
import {
  type ServiceSnapshot,
  describeMissing,
  describeSnapshots,
  findMissing,
  readSnapshots,
} from '../usage/snapshots.ts';
import { readSortOrder, sortHelp, sortRows } from '../usage/sort.ts';

interface UsageOptions extends ConnectionOptions {
  readonly by?: string;
  readonly customer?: string;
  readonly where?: string;
  readonly asOf?: string;
  readonly format: FormatName;
  readonly sort?: string;
  readonly excel?: true;
  readonly out?: string;
  readonly quiet?: true;
}

const about = `
Shows licence usage, a row for each customer, product and workload, or grouped.
Active licences may exceed the qualified ones; where none is qualified there is
no percentage.`;

const examples = `
  licenses-usage usage --demo
  licenses-usage usage --demo --by service,workload --sort usage
  licenses-usage usage --customer 0112a436-b14e-4888-967b-ca4bb2cf1234
  licenses-usage usage --where "workloadCode eq 'EXO'" --by customer,workload
  licenses-usage usage --as-of 2026-10-14 --format csv --excel --out usage.csv
  licenses-usage usage --format xlsx --out usage.xlsx`;

const notes = `
Exit codes: 0 done, 2 bad input, 3 the service failed.`;

export function addUsageCommand(program: Command, context: Context): void {
  const command = program
    .command('usage')
    .description('show licence usage, row by row or grouped')
    .addOption(new Option('--by <list>', `group by: ${groupingNames.join(', ')}, separated by commas`))
    .addOption(new Option('--customer <id>', 'only this customer: a tenant id'))
    .addOption(new Option('--where <condition>', `only matching rows, such as "workloadCode eq 'EXO'"`))
    .addOption(new Option('--as-of <date>', 'the snapshot of this day (default: the latest)'))
    .addOption(new Option('--format <format>', 'output format').choices(formatNames).default('table'))
    .addOption(new Option('--sort <column>', `sort by ${sortHelp}`))
    .addOption(new Option('--excel', 'with csv: for Excel in locales that separate lists by semicolons'))
    .addOption(new Option('--out <file>', 'write to this file, which appears when it is complete'));
  explain(command, { about, examples });
  addConnectionOptions(command)
    .addHelpText('after', helpText(credentialsHelp, context))
    .addHelpText('after', helpText(notes, context))
    .action((options: UsageOptions) => showUsage(options, context));
}

async function showUsage(options: UsageOptions, context: Context): Promise<void> {
  const { customer, format, excel = false, out, sort, asOf } = options;
  requirePlace(format, out, context);
  if (excel && format !== 'csv') throw new CommandError('--excel needs --format csv.');
  const groupBy = options.by === undefined ? undefined : fieldsOf(readGroupings(options.by));
  const columns = groupBy === undefined ? rowColumns : groupColumns(groupBy);
  const order = sort === undefined ? undefined : readSortOrder(sort, columns);
  const filter = readFilter(customer, options.where);
  const query = { filter, processedDateTime: asOf === undefined ? undefined : requireDate(asOf) };
  const client = await connectClient(options, context);
  const { abortSignal } = context;
  const pages =
    groupBy === undefined
      ? client.listLicensesUsage(query, { abortSignal }).byPage()
      : client
          .listLicensesUsage({ ...query, groupBy: withCustomer(groupBy, customer) }, { abortSignal })
          .byPage();
  const checked = customer === undefined ? pages : requireCustomer(pages, customer);

  const progress = startProgress('Asking for licence usage', options, context);
  let rows = 0;
  let dropped: readonly string[] = [];
  const counted = countRows(checked, progress, (total) => {
    rows = total;
    // Rows on the terminal already show the progress.
    if (out === undefined && order === undefined && context.stdout.isTTY) progress.stop();
  });
  const formatOptions: FormatOptions = {
    sheetName: 'Licence usage',
    width: out === undefined ? widthOf(context) : undefined,
    paint: out === undefined && context.stdout.isTTY ? createPaint(context, context.stdout) : undefined,
    heading: async () =>
      asOf === undefined ? describeSnapshots(await askSnapshots(client, filter, context)) : `As of ${asOf}`,
    onDropped: (titles) => {
      dropped = titles;
    },
  };
  try {
    const ordered = order === undefined ? counted : sortRows(counted, order);
    await writeOut(formatNamed(format, excel)(ordered, columns, formatOptions), out, context);
  } finally {
    progress.stop();
  }
  if (dropped.length > 0) {
    note(`No room for: ${dropped.join(', ')}. Other formats have every column.`, options, context);
  }
  if (rows === 0) note('No data, which is not the same as no usage.', options, context);
  else if (out !== undefined) noteDone(`${several(rows, 'row')} written to ${out}.`, options, context);
  if (asOf !== undefined && !options.quiet) await tellMissing(client, filter, asOf.slice(0, 10), context);
}

/** The heading is optional: a failure here must not fail the command. */
async function askSnapshots(
  client: LicensesUsageClient,
  filter: string | undefined,
  { abortSignal }: Context,
): Promise<readonly ServiceSnapshot[]> {
  try {
    return await readSnapshots(client, filter, abortSignal);
  } catch (error) {
    if (isLicensesUsageError(error)) return [];
    throw error;
  }
}

/** Says which services have no snapshot of this day, and suggests the nearest day of each. */
async function tellMissing(
  client: LicensesUsageClient,
  filter: string | undefined,
  day: string,
  context: Context,
): Promise<void> {
  const { abortSignal } = context;
  try {
    const snapshots = await readSnapshots(client, filter, abortSignal);
    const missing = await findMissing(client, snapshots, day, filter, abortSignal);
    for (const snapshot of missing) note(describeMissing(snapshot, day), {}, context);
  } catch (error) {
    if (!isLicensesUsageError(error)) throw error;
    note('It is unknown which services have a snapshot of this day.', {}, context);
  }
}

function requireDate(text: string): string {
  const day = /^(\d{4}-\d\d-\d\d)(?:T.*)?$/.exec(text)?.[1] ?? '';
  const isDay = new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day);
  if (isDay && !Number.isNaN(Date.parse(text))) return text;
  throw new CommandError(`--as-of: expected a date as YYYY-MM-DD, such as 2026-10-14; received "${text}".`);
}

type AnyRow = Partial<Pick<LicensesUsageRow, LicensesUsageField | 'processedDateTime'>> &
  Pick<LicensesUsageRow, 'licensesActive' | 'licensesQualified'>;

/** How many rows are formatted at once. */
const rowsAtOnce = 500;

async function* countRows(
  pages: AsyncIterable<LicensesUsagePage<AnyRow>>,
  progress: Progress,
  onRows: (total: number) => void,
): Pages & AsyncGenerator {
  let total = 0;
  for await (const { items, totalCount } of pages) {
    total += items.length;
    if (total > 0) onRows(total);
    progress.advance('row', total, totalCount);
    for (let start = 0; start < items.length; start += rowsAtOnce) {
      const slice = items.slice(start, start + rowsAtOnce);
      yield slice.map((row) => ({ ...row, usagePercent: usagePercent(row) }));
    }
  }
}
