import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { readSettings, redact, type Environment, type Fetch } from './access/read-settings.ts';
import { SettingsError } from './access/file-token-store.ts';
import { reportOperation } from './drift/render-drift.ts';
import { createShownName } from './har/shown-name.ts';
import { toHar } from './har/to-har.ts';
import type { Output } from '@licenses-usage/spec/output';
import { openQuestions } from './questions/open-questions.ts';
import { operationIds } from './service/operations.ts';
import { replayContract } from './service/replay.ts';
import { createSession, type Session } from './service/session.ts';

/** Runs the program and returns its exit code: 0 as described, 1 different or unreachable, 2 a setting is missing. */
export async function run(
  args: readonly string[],
  environment: Environment,
  output: Output,
  fetch: Fetch,
): Promise<0 | 1 | 2> {
  let secrets: readonly string[] = [];
  try {
    const har = readHarOption(args);
    const settings = await readSettings(environment, fetch);
    ({ secrets } = settings);
    // First, because the run ends if no token can be obtained.
    await settings.token();

    const session = createSession(settings, fetch);
    const conclusions = await askAll(session);
    const isAsDescribed = report(session, output);
    output.log('\nWhat the documentation leaves open:');
    for (const line of conclusions) output.log(line);
    if (har !== undefined) {
      await writeFile(har, `${JSON.stringify(toHar(session.exchanges), null, 2)}\n`);
      output.log(`\nThe requests and answers, without tokens and tenant data, are in ${har}.`);
    }
    return isAsDescribed ? 0 : 1;
  } catch (error) {
    output.error(redact(error, secrets));
    return error instanceof SettingsError ? 2 : 1;
  }
}

async function askAll(session: Session): Promise<readonly string[]> {
  const findings = await replayContract(session);
  const lines: string[] = [];
  for (const [index, { title, conclude }] of openQuestions.entries()) {
    const conclusion = await conclude(session, findings);
    const text = conclusion.isAnswered
      ? `answered: ${conclusion.text}`
      : `could not tell because ${conclusion.because}`;
    lines.push(`${index + 1}. ${title}`, `   ${text}`);
  }
  return lines;
}

function report({ exchanges }: Session, output: Output): boolean {
  const shownName = createShownName(exchanges);
  const reports = operationIds.map((operationId) => reportOperation(operationId, exchanges, shownName));
  for (const line of reports.flatMap(({ lines }) => lines)) output.log(line);
  const differences = reports.reduce((sum, { differences: found }) => sum + found, 0);
  const unchecked = reports.filter(({ hasRows }) => !hasRows).length;
  output.log(
    `\n${exchanges.length} answers, ${differences} differences from the description, ${unchecked} operations without a row to check.`,
  );
  // Operations that could not be checked count as differences.
  return differences + unchecked === 0;
}

function readHarOption(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { har: { type: 'string' } } }).values.har;
  } catch {
    throw new SettingsError('The only option is --har <file>.');
  }
}
