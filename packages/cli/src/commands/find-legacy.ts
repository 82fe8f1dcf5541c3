import { styleText } from 'node:util';
import { Option, type Command } from 'commander';
import type { Context } from '../context.ts';
import { CommandError, exitCode, type ExitCode } from '../exit.ts';
import { findInFolder, type SourceFile } from '../legacy/find-in-folder.ts';
import { replacements } from '../legacy/finding.ts';
import { print } from '../output/destination.ts';
import { count, several, startProgress } from '../output/terminal.ts';

interface FindLegacyOptions {
  readonly format: 'text' | 'json';
  readonly quiet?: true;
}

const about = `
Finds calls to the superseded operations in TypeScript, JavaScript, C# and
PowerShell: addresses, whole or put together, member chains of the SDK, and
cmdlets. Leaves out node_modules and .git.`;

const examples = `
Exit codes: 0 none found, 1 found, 2 the folder can't be read or has no sources.

Examples:
  licenses-usage find-legacy .
  licenses-usage find-legacy src --format json`;

export function addFindLegacyCommand(
  program: Command,
  context: Context,
  end: (code: ExitCode) => void,
): void {
  program
    .command('find-legacy')
    .description('find calls to the superseded operations in source code')
    .addHelpText('after', about)
    .argument('<dir>', 'where the sources are')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .addOption(new Option('--quiet', 'show no progress and no notes'))
    .addHelpText('after', examples)
    .action(async (folder: string, options: FindLegacyOptions) => {
      const files = await search(folder, options, context);
      const text = options.format === 'json' ? renderJson(files) : renderText(files, context);
      await print(text, context);
      if (files.some(({ findings }) => findings.length > 0)) end(exitCode.found);
    });
}

async function search(folder: string, options: FindLegacyOptions, context: Context): Promise<SourceFile[]> {
  const progress = startProgress('Reading sources', options, context);
  const files: SourceFile[] = [];
  try {
    for await (const file of findInFolder(folder)) {
      context.abortSignal.throwIfAborted();
      files.push(file);
      progress.show(`${count(files.length)} sources read`);
    }
  } finally {
    progress.stop();
  }
  if (files.length > 0) return files;
  throw new CommandError(`There is no TypeScript, JavaScript, C# or PowerShell in ${folder}.`);
}

function renderJson(files: readonly SourceFile[]): string {
  const findings = files.flatMap(({ file, findings: found }) =>
    found.map(({ line, column, operation, found: text }) => {
      return { file, line, column, operation, found: text, replacement: replacements[operation] };
    }),
  );
  return `${JSON.stringify({ sources: files.length, findings }, null, 2)}\n`;
}

function renderText(files: readonly SourceFile[], { stdout }: Context): string {
  const lines = files.flatMap(({ file, findings }) =>
    findings.flatMap(({ line, column, operation, found }) => [
      `${styleText('bold', `${file}:${line}:${column}`, { stream: stdout })}  ${found}`,
      `  ${operation === 'either' ? 'one of both superseded operations' : operation} → ${replacements[operation]}`,
    ]),
  );
  const calls = lines.length === 0 ? 'No calls' : several(lines.length / 2, 'call');
  const summary = `${calls} to superseded operations in ${several(files.length, 'source')}.`;
  return `${[...lines, summary].join('\n')}\n`;
}
