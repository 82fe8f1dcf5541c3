import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FolderHistory, History } from '@licenses-usage/history';
import { connectClient, type ConnectionOptions } from '../connection/connect.ts';
import { readEnvironment } from '../connection/credential.ts';
import type { Context } from '../context.ts';
import { CommandError, exitCode } from '../exit.ts';
import { isSystemError } from '../files/system-error.ts';
import { importOptional } from '../import-optional.ts';

/** The options of every history command that locate the history. */
export interface HistoryOptions extends ConnectionOptions {
  readonly history?: string;
}

const variable = 'LICENSES_USAGE_HISTORY';
/** How many weeks a demonstration history has. */
export const demoWeeks = 26;

type Use<Result> = (history: History | FolderHistory) => Promise<Result>;

/**
 * Runs something with the history that the user names: a folder, or the address of a Postgres. With `--demo` and no
 * history, it is a temporary folder with the weeks of the demonstration.
 */
export async function withHistory<Result>(
  options: HistoryOptions,
  context: Context,
  use: Use<Result>,
): Promise<Result> {
  const place = await placeOf(options, context);
  if (place !== undefined && !isPostgres(place)) await requireExisting(place);
  return withPlace(options, context, use, async (history) => {
    const client = await connectClient(options, context);
    const { abortSignal } = context;
    await history.record(client, { kinds: ['usage', 'deployment'], weeks: demoWeeks, abortSignal });
    return use(history);
  });
}

/** Like `withHistory`, but the folder of a demonstration is empty. */
export function withEmptyDemo<Result>(
  options: HistoryOptions,
  context: Context,
  use: Use<Result>,
): Promise<Result> {
  return withPlace(options, context, use, use);
}

async function withPlace<Result>(
  options: HistoryOptions,
  context: Context,
  use: Use<Result>,
  useDemo: Use<Result>,
): Promise<Result> {
  const { openHistory } = await importFor('@licenses-usage/history', () => import('@licenses-usage/history'));
  const place = await placeOf(options, context);
  if (options.demo && place === undefined) {
    const folder = await mkdtemp(join(tmpdir(), 'licenses-usage-demo-'));
    return withFolder(openHistory, folder, useDemo).finally(() => rm(folder, { recursive: true }));
  }
  if (place === undefined)
    throw new CommandError(
      `Say where the history is: --history <folder>, or ${variable}. To try it without an account, add --demo.`,
    );
  if (isPostgres(place)) return withPostgres(place, use);
  return withFolder(openHistory, place, use);
}

async function withFolder<Result>(
  openHistory: (folder: string) => Promise<FolderHistory>,
  folder: string,
  use: Use<Result>,
): Promise<Result> {
  const history = await openHistory(folder);
  try {
    return await use(history);
  } finally {
    await history.close();
  }
}

/** @throws {CommandError} for a history in Postgres, which has tools of its own for such commands. */
export function requireFolder(history: History | FolderHistory, command: string): FolderHistory {
  if ('query' in history) return history;
  throw new CommandError(
    `${command} reads a folder. Ask Postgres with psql: the views are licenses_usage.usage and .deployment.`,
  );
}

function isPostgres(place: string): boolean {
  return /^postgres(?:ql)?:/i.test(place);
}

/** A folder that is opened is created, which would hide a typing error from a command that only reads. */
async function requireExisting(folder: string): Promise<void> {
  const isMissing = await stat(folder).then(
    () => false,
    (error: unknown) => isSystemError(error, 'ENOENT'),
  );
  if (!isMissing) return;
  throw new CommandError(
    `There is no history in ${folder}. To begin one: licenses-usage history record --history ${folder}`,
    exitCode.notComparable,
  );
}

async function placeOf({ history, dotenv }: HistoryOptions, context: Context): Promise<string | undefined> {
  return history ?? (await readEnvironment(context.env, dotenv)).get(variable);
}

async function withPostgres<Result>(
  address: string,
  use: (history: History) => Promise<Result>,
): Promise<Result> {
  const { openPostgresHistory } = await importFor(
    '@licenses-usage/history',
    () => import('@licenses-usage/history/postgres'),
  );
  const { Pool } = await importFor('pg', () => import('pg'));
  const pool = new Pool({ connectionString: address });
  // An idle connection broke; the next query reports it.
  pool.on('error', () => {});
  try {
    return await use(await openPostgresHistory(pool));
  } catch (error) {
    throw isConnectionError(error)
      ? new CommandError(`The history in Postgres can't be reached: ${error.message}.`)
      : error;
  } finally {
    await pool.end();
  }
}

function isConnectionError(error: unknown): error is Error {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return /^(?:ECONN|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|28|3D)/.test(String(error.code));
}

/** The history takes 68 MiB, so this program does not include it. */
function importFor<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  const advice = `The history needs ${name}, which is not installed. Run: npm install ${name} (with -g if licenses-usage was installed with -g).`;
  return importOptional(load, [name], advice);
}
