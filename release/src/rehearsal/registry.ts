import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { stringify } from 'yaml';
import { runCommand } from '../run-command.ts';

const verdaccio = fileURLToPath(new URL('../../node_modules/.bin/verdaccio', import.meta.url));
const patienceInMs = 60_000;

/** A registry on this machine that serves its own packages, and proxies all others. */
export interface Registry {
  readonly url: string;
  /** Environment variables that make npm use it, with a separate cache and configuration. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts Verdaccio on a free port, with an empty storage in the folder. */
export async function startRegistry(folder: string): Promise<Registry> {
  const uplink = (await runCommand({ cwd: folder }, 'npm', 'config', 'get', 'registry')).trim();
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}/`;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config.yaml'), stringify(configure(folder, uplink)));
  await writeFile(join(folder, 'npmrc'), `registry=${url}\n//127.0.0.1:${port}/:_authToken=rehearsal\n`);

  const log = await open(join(folder, 'verdaccio.log'), 'w');
  const args = ['--config', join(folder, 'config.yaml'), '--listen', `127.0.0.1:${port}`];
  const server = spawn(verdaccio, args, { cwd: folder, stdio: ['ignore', log.fd, log.fd] });
  const ended = once(server, 'exit');
  await untilAnswering(`${url}-/ping`, () => server.exitCode !== null).catch(async (reason: unknown) => {
    server.kill();
    throw new Error(`${String(reason)}\n${await readFile(join(folder, 'verdaccio.log'), 'utf8')}`);
  });
  return {
    url,
    env: {
      npm_config_registry: url,
      npm_config_userconfig: join(folder, 'npmrc'),
      npm_config_cache: join(folder, 'npm-cache'),
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      npm_config_update_notifier: 'false',
      NO_PROXY: '127.0.0.1',
    },
    async stop() {
      server.kill();
      await ended;
      await log.close();
    },
  };
}

/** Publishes a tarball, as the workflow of the release does. */
export async function publish({ env }: Registry, file: string, cwd: string): Promise<void> {
  await runCommand({ cwd, env }, 'npm', 'publish', file, '--access', 'public');
}

function configure(folder: string, uplink: string) {
  const everyone = { access: '$all', publish: '$all', unpublish: '$all' };
  return {
    storage: join(folder, 'storage'),
    web: { enable: false },
    uplinks: { upstream: { url: uplink, timeout: '60s', max_fails: 10 } },
    packages: { '@licenses-usage/*': everyone, '**': { access: '$all', proxy: 'upstream' } },
    log: { type: 'stdout', format: 'pretty', level: 'warn' },
  };
}

/** Finds an unused port. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

/** Waits for the first answer of a server that is starting. */
export async function untilAnswering(url: string, hasEnded: () => boolean): Promise<void> {
  const deadline = performance.now() + patienceInMs;
  while (!hasEnded() && performance.now() < deadline) {
    const isThere = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isThere) return;
    await wait(100);
  }
  throw new Error(`Nothing answers at ${url}.`);
}
