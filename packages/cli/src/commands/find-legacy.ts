import { Option, type Command } from 'commander';
import type { Context } from '../context.ts';
import { explain, helpText } from '../output/help-text.ts';
import { CommandError, exitCode, type ExitCode } from '../exit.ts';
import { findInFolder, type SourceFile } from '../legacy/find-in-folder.ts';
import { formsLookedFor } from '../legacy/find-in-source.ts';
import { replacements, type FoundOperation } from '../legacy/finding.ts';
import { languageNames } from '../legacy/language.ts';
import { print } from '../output/destination.ts';
import { createPaint } from '../output/paint.ts';
import { startProgress } from '../output/progress.ts';
import { wrapWords } from '../output/table.ts';
import { cleanText, count, escapeControls, several, widthOf } from '../output/terminal.ts';

interface FindLegacyOptions {
  readonly format: 'text' | 'json';
  readonly quiet?: true;
}

const about = `
Finds calls to the superseded operations on usage and deployment in TypeScript,
JavaScript, C#, Visual Basic, PowerShell, Java, Kotlin and Python: addresses,
whole or put together, member chains of the SDKs, cmdlets, and methods of the
client. In other text, such as JSON, YAML and shell scripts, it finds whole
addresses and names. A part of a call that can't be completed is reported as not
understood. Leaves out node_modules and .git.`;

const examples = `
  licenses-usage find-legacy .
  licenses-usage find-legacy src --format json`;

const notes = `
Exit codes: 0 none found, 1 found or not understood, 2 the folder can't be read or
has no sources.`;

export function addFindLegacyCommand(
  program: Command,
  context: Context,
  end: (code: ExitCode) => void,
): void {
  const command = program
    .command('find-legacy')
    .description('find calls to the superseded operations in source code')
    .argument('<dir>', 'where the sources are')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .addOption(new Option('--quiet', 'show no progress and no notes'))
    .addHelpText('after', helpText(notes, context))
    .action(async (folder: string, options: FindLegacyOptions) => {
      const files = await search(folder, options, context);
      const text = options.format === 'json' ? renderJson(files) : renderText(files, context);
      await print(text, context);
      if (files.some(({ findings }) => findings.length > 0)) end(exitCode.found);
    });
  explain(command, { about, examples });
}

async function search(folder: string, options: FindLegacyOptions, context: Context): Promise<SourceFile[]> {
  const progress = startProgress('Reading sources', options, context);
  const files: SourceFile[] = [];
  try {
    for await (const file of findInFolder(folder)) {
      context.abortSignal.throwIfAborted();
      files.push(file);
      progress.advance('file', files.length);
    }
  } finally {
    progress.stop();
  }
  if (files.some(({ language }) => language !== undefined)) return files;
  throw new CommandError(`There are no sources in ${folder}. See find-legacy --help for what is read.`);
}

function renderJson(files: readonly SourceFile[]): string {
  const findings = files.flatMap(({ file, findings: found }) =>
    found.map(({ line, column, operation, found: text }) => {
      return { file, line, column, operation, found: text, replacement: replacements[operation] };
    }),
  );
  const { sources, kinds, notRead } = countKinds(files);
  const lookedAt = { kinds: Object.fromEntries(kinds), forms: formsLookedFor, notRead };
  return `${escapeControls(JSON.stringify({ sources, lookedAt, findings }, null, 2))}\n`;
}

function renderText(files: readonly SourceFile[], context: Context): string {
  const paint = createPaint(context, context.stdout);
  const lines = files.flatMap(({ file, findings }) =>
    findings.flatMap(({ line, column, operation, found }) => [
      `${paint('bold', cleanText(`${file}:${line}:${column}`))}  ${cleanText(found)}`,
      `  ${names[operation] ?? operation} → ${replacements[operation]}`,
    ]),
  );
  const operations = files.flatMap(({ findings }) => findings.map(({ operation }) => operation));
  const unclear = operations.filter((operation) => operation === 'not-understood').length;
  const calls = operations.length - unclear;
  const { sources, kinds, notRead } = countKinds(files);
  const found = calls === 0 ? 'No calls' : several(calls, 'call');
  const summary = [
    `${found} to superseded operations in ${several(sources, 'source')}.`,
    ...(unclear === 0 ? [] : [`${several(unclear, 'place')} could not be understood: look at each.`]),
    `Looked at ${kinds.map(([name, number]) => `${count(number)} ${name}`).join(', ')}.`,
    `Looked for ${formsLookedFor}.`,
    ...(notRead === 0 ? [] : [`Not read: ${several(notRead, 'file')} of other kinds.`]),
  ].map((line) => wrapWords(line, widthOf(context)));
  return [...lines, ...summary, ''].join('\n');
}

const names: Readonly<Partial<Record<FoundOperation, string>>> = {
  either: 'one of both superseded operations',
  'either-deployment': 'one of both superseded operations on deployment',
  'not-understood': 'not understood',
};

/** How many files of each language were read, and how many were not. */
function countKinds(files: readonly SourceFile[]) {
  const counts = new Map<string, number>();
  for (const { language } of files) {
    if (language === undefined) continue;
    counts.set(languageNames[language], (counts.get(languageNames[language]) ?? 0) + 1);
  }
  const kinds = [...counts].sort(([, one], [, other]) => other - one);
  const sources = kinds.reduce((sum, [, number]) => sum + number, 0);
  return { sources, kinds, notRead: files.length - sources };
}
