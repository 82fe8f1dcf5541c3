import { expect, test } from 'vitest';
import { CommandError } from '../src/exit.ts';
import { importOptional } from '../src/import-optional.ts';

const missing = (name: string, code = 'ERR_MODULE_NOT_FOUND') =>
  Object.assign(new Error(`Cannot find package '${name}' imported from x`), { code });

async function load(error: unknown): Promise<unknown> {
  const failing = async (): Promise<unknown> => {
    throw error;
  };
  return importOptional(failing, ['pg', '@licenses-usage/history'], 'Run: npm install pg');
}

test('a package that is installed is loaded', async () => {
  expect(await importOptional(async () => 'module', ['pg'], '')).toBe('module');
});

test('a package that is missing is named with the command that installs it', async () => {
  for (const name of ['pg', '@licenses-usage/history', '@licenses-usage/history/postgres'])
    await expect(load(missing(name))).rejects.toThrow(new CommandError('Run: npm install pg'));
});

test('a package that fails otherwise, or lacks one of its own, keeps its error', async () => {
  const plain = new Error("Cannot find package 'pg'");
  for (const error of [missing('duckdb'), missing('pg', 'ERR_OTHER'), plain, 'text'])
    await expect(load(error)).rejects.toBe(error);
});
