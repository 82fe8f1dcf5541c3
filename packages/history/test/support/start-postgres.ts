import { execFile, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { Pool } from 'pg';

const run = promisify(execFile);

/** The programs of the newest server that Debian has installed; undefined where there is none. */
export const postgresPrograms = newestPrograms();

/** A Postgres of this test's own, on a socket in a folder of its own, which is gone afterwards. */
export async function startPostgres(programs: string) {
  const folder = mkdtempSync(join(tmpdir(), 'history-pg-'));
  // The server refuses to run as root.
  const isRoot = userInfo().uid === 0;
  const owner = isRoot ? await idsOf('postgres') : undefined;
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  chmodSync(folder, 0o700);
  const options = { cwd: folder, ...owner };
  const data = join(folder, 'data');
  await run(join(programs, 'initdb'), ['-D', data, '-U', 'history', '-A', 'trust', '-N'], options);
  const settings = [
    'listen_addresses=',
    `unix_socket_directories=${folder}`,
    'max_connections=60',
    'fsync=on',
  ];
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await new Promise<void>((resolve, reject) => {
    let log = '';
    server.stderr.on('data', (text: Buffer) => {
      log += String(text);
      if (log.includes('ready to accept connections')) resolve();
    });
    server.on('exit', () => reject(new Error(`Postgres ended: ${log}`)));
  });
  const createPool = () => {
    const pool = new Pool({ host: folder, user: 'history', database: 'postgres', max: 20 });
    pool.on('error', () => {});
    return pool;
  };
  return {
    host: folder,
    createPool,
    async stop() {
      server.removeAllListeners('exit');
      const ended = new Promise((resolve) => server.on('exit', resolve));
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

async function idsOf(user: string) {
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, user])).stdout)),
  );
  if (uid === undefined || gid === undefined) throw new Error(`There is no user ${user}.`);
  return { uid, gid };
}

function newestPrograms(): string | undefined {
  try {
    const root = '/usr/lib/postgresql';
    const newest = readdirSync(root)
      .map(Number)
      .sort((left, right) => right - left)[0];
    const folder = join(root, String(newest), 'bin');
    return readdirSync(folder).includes('initdb') ? folder : undefined;
  } catch {
    return undefined;
  }
}
