import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A private Postgres for a test, on a socket in a temporary folder. */
export interface PostgresServer extends AsyncDisposable {
  /** The address, for `DATABASE_URL`. */
  readonly url: string;
  /** Ends the processes and removes the folder. */
  stop(): Promise<void>;
}

/** The folder of the newest `initdb` and `postgres` from Debian, or undefined if there is none. */
export function findPostgres(): string | undefined {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return undefined;
  const versions = readdirSync(root).toSorted((one, other) => Number(other) - Number(one));
  return versions.map((version) => join(root, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

/** Whether tests that need Postgres can run. Prints a note if they can't. */
export function hasPostgres(): boolean {
  if (findPostgres() !== undefined) return true;
  console.warn('Skipped: Postgres is not installed. On Debian: apt-get install postgresql');
  return false;
}

/** Starts a Postgres, and resolves when it accepts connections. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const bin = findPostgres();
  if (bin === undefined) throw new Error('Postgres is not installed: apt-get install postgresql');
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  // The server refuses to run as root.
  const owner = userInfo().uid === 0 ? await idsOf('postgres') : undefined;
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  const options = { cwd: folder, ...owner };
  await run(join(bin, 'initdb'), ['-D', data, '-U', 'test', '-A', 'trust', '-N'], options);
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'fsync=off'];
  const words = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  const server = spawn(join(bin, 'postgres'), words, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  // Ends the server even if a test does not stop it.
  const onExit = () => server.kill('SIGQUIT');
  process.once('exit', onExit);
  const exited = once(server, 'exit').then(() => process.off('exit', onExit));

  async function stop(): Promise<void> {
    if (server.exitCode === null && server.signalCode === null) server.kill('SIGINT');
    await exited;
    await rm(folder, { recursive: true, force: true });
  }

  const said: string[] = [];
  for await (const line of createInterface(server.stderr)) {
    said.push(line);
    if (!line.includes('ready to accept connections')) continue;
    server.stderr.resume();
    return { url: `postgres://test@localhost/postgres?host=${folder}`, stop, [Symbol.asyncDispose]: stop };
  }
  throw new Error(`${bin}/postgres did not start:\n${said.join('\n')}`);
}

async function idsOf(user: string): Promise<{ readonly uid: number; readonly gid: number }> {
  const idOf = async (flag: string) => Number((await run('id', [flag, user])).stdout);
  return { uid: await idOf('-u'), gid: await idOf('-g') };
}
