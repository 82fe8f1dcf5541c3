#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { parseArgs, styleText } from 'node:util';
import { isLicensesUsageError } from '@licenses-usage/client';
import { render } from './render.ts';
import { createReport } from './report.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const options = { customer: text, 'base-url': text, json: flag, help: flag };

try {
  // npm users pass `--` before the options, and pnpm forwards it.
  const { values } = parseArgs({ args: process.argv.slice(process.argv[2] === '--' ? 3 : 2), options });
  if (values.help === true) process.stdout.write(readFileSync(new URL('help.txt', import.meta.url)));
  else await show(values['base-url'], values.customer, values.json === true);
} catch (error) {
  if (isLicensesUsageError(error)) fail(error.name === 'ConfigurationError' ? 2 : 1, error.message);
  else if (isArgumentError(error)) fail(2, `${error.message}. Try --help.`);
  else throw error;
}

async function show(baseUrl: string | undefined, customerId: string | undefined, asJson: boolean) {
  const report = await createReport(baseUrl, customerId);
  if (report === undefined) fail(1, 'The partner has no customers, so there is nothing to show.');
  else console.log(asJson ? JSON.stringify(report, null, 2) : render(report));
}

function isArgumentError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');
}

function fail(exitCode: number, message: string): void {
  console.error(styleText('red', message, { stream: process.stderr }));
  process.exitCode = exitCode;
}
