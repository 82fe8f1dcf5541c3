import { resolve } from 'node:path';
import { createClient } from '@licenses-usage/client';
import { Option, type Command } from 'commander';
import { addConnectionOptions, connect, credentialsHelp } from '../connection/connect.ts';
import type { Context } from '../context.ts';
import { withHistory, type HistoryOptions } from '../history/open.ts';
import { readFactsOf } from '../history/report-facts.ts';
import { explain, helpText } from '../output/help-text.ts';
import { CommandError, exitCode } from '../exit.ts';
import { writeOut, writeText } from '../output/destination.ts';
import { startProgress } from '../output/progress.ts';
import { noteDone } from '../output/terminal.ts';
import { type Accent, defaultAccent, readAccent } from '../report/accent.ts';
import { createFormats, readLocale } from '../report/formats.ts';
import { gatherFacts } from '../report/gather-facts.ts';
import { type PageLook, renderPage } from '../report/render-page.ts';
import type { ReportFacts } from '../report/report-facts.ts';
import { workbookSheets } from '../report/workbook-sheets.ts';
import { writeWorkbook } from '../xlsx/write-workbook.ts';
import { numberOption, topOption } from '../options.ts';

interface ReportOptions extends HistoryOptions {
  readonly out?: string;
  readonly xlsx?: string;
  readonly snapshots: number;
  readonly top: number;
  readonly locale: string;
  readonly title: string;
  readonly partnerName?: string;
  readonly accent?: Accent;
  readonly quiet?: true;
}

const about = `
Writes one HTML file: what changed since the snapshot before, workloads, customers
at risk, products, the trend, and whether the superseded operation agrees. It
needs no network and no script. --xlsx writes the figures as a workbook.`;

const examples = `
  licenses-usage report --demo --out report.html
  licenses-usage report --snapshots 26 --top all --out report.html
  licenses-usage report --history ./history --snapshots 52 --out report.html
  licenses-usage report --out report.html --xlsx report.xlsx
  licenses-usage report --partner-name Contoso --accent "#7a1fa2" --locale de-DE --out report.html`;

const notes = `
Exit codes: 0 written, 2 bad input, 3 the service failed, 4 no data.`;

const mostSnapshots = 104;

export function addReportCommand(program: Command, context: Context): void {
  const command = program
    .command('report')
    .description('write a report as one HTML file, as a workbook, or both')
    .addOption(new Option('--out <file>', 'where the HTML file goes'))
    .addOption(
      new Option('--xlsx <file>', 'where a workbook goes, with every row and a sheet for each subject'),
    )
    .addOption(
      numberOption('--snapshots <number>', 'weekly snapshots in the trend', 8, {
        from: 1,
        to: mostSnapshots,
        isWhole: true,
      }),
    )
    .addOption(new Option('--history <place>', 'read only from this history: a folder, or postgres://…'))
    .addOption(topOption('rows of a list: a number, or all', 12))
    .addOption(
      new Option('--locale <tag>', 'how numbers and dates are written')
        .default('en-GB')
        .argParser(readLocale),
    )
    .addOption(textOption('--title <text>', 'the heading').default('Licence usage'))
    .addOption(textOption('--partner-name <text>', 'a name above the heading'))
    .addOption(
      new Option('--accent <colour>', 'colour of bars and links, such as "#0b5a9e"').argParser(readAccent),
    );
  explain(command, { about, examples });
  addConnectionOptions(command)
    .addHelpText('after', helpText(credentialsHelp, context))
    .addHelpText('after', helpText(notes, context))
    .action((options: ReportOptions) => report(options, context));
}

const longestText = 120;

/** An option that takes one line of text. */
function textOption(flags: string, description: string): Option {
  const [name = flags] = flags.split(' ');
  return new Option(flags, description).argParser((text) => {
    if (text.trim() !== '' && text.length <= longestText && !/\p{Cc}/u.test(text)) return text.trim();
    throw new CommandError(`${name} takes one line of 1 to ${longestText} characters.`);
  });
}

async function report(options: ReportOptions, context: Context): Promise<void> {
  const { out, xlsx, snapshots, top } = options;
  if (out === undefined && xlsx === undefined) {
    throw new CommandError('report needs --out report.html, --xlsx report.xlsx, or both.');
  }
  if (out !== undefined && xlsx !== undefined && resolve(out) === resolve(xlsx)) {
    throw new CommandError('--out and --xlsx name the same file.');
  }
  // A history needs no credentials.
  const connection = options.history === undefined ? await connect(options, context) : undefined;
  const look = {
    title: options.title,
    partnerName: options.partnerName,
    accent: options.accent ?? defaultAccent,
    formats: createFormats(options.locale),
  };
  const gather = async (): Promise<ReportFacts> => {
    const progress = startProgress('Asking for licence usage', options, context);
    const wanted = { snapshots, top, isWhole: xlsx !== undefined };
    const { abortSignal } = context;
    const facts = await (
      connection === undefined
        ? withHistory(options, context, (history) =>
            readFactsOf(history, { ...wanted, partner: options.profile }),
          )
        : gatherFacts(createClient(connection.clientOptions), {
            ...wanted,
            source: connection.service,
            abortSignal,
            progress,
          })
    ).finally(() => progress.stop());
    if (facts !== undefined) return facts;
    const message = 'There is no data to report on, which is not the same as no usage.';
    throw new CommandError(message, exitCode.notComparable);
  };
  await writeFiles({ out, xlsx }, { gather, look, context });
  const files = [out, xlsx].filter((file) => file !== undefined);
  noteDone(`Report written to ${files.join(' and ')}.`, options, context);
}

interface Making {
  readonly gather: () => Promise<ReportFacts>;
  readonly look: PageLook;
  readonly context: Context;
}

/** Opens both files before any request, so that no request is wasted. */
async function writeFiles(
  { out, xlsx }: { readonly out: string | undefined; readonly xlsx: string | undefined },
  { gather, look, context }: Making,
): Promise<void> {
  let gathered: Promise<ReportFacts> | undefined;
  const facts = () => (gathered ??= gather());
  const writePage = () => writeText(async () => renderPage(await facts(), look), out, context);
  if (xlsx === undefined) return writePage();
  async function* makeWorkbook() {
    if (out !== undefined) await writePage();
    yield* writeWorkbook(workbookSheets(await facts()));
  }
  await writeOut(makeWorkbook(), xlsx, context, '--xlsx');
}
