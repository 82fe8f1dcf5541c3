import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

/** A private Redis for a test, on a free port of this machine, with its data in a temporary folder. */
export interface RedisServer extends AsyncDisposable {
  readonly port: number;
  /** The address, for `REDIS_URL`. */
  readonly url: string;
  /** Stops answering without closing a connection, until {@link resume}. */
  pause(): void;
  resume(): void;
  /** Ends the process at once, as a crash does. */
  kill(): Promise<void>;
  /** Starts it again after {@link kill}, on the same port and with the same folder. */
  restart(): Promise<void>;
  /** Ends the process and removes its folder. */
  stop(): Promise<void>;
}

export interface RedisServerOptions {
  /** Whether each write is on disk before it is answered, so that it survives {@link RedisServer.kill}. */
  readonly isDurable?: boolean;
  /** Whether it is a node of a cluster. `CLUSTER ADDSLOTSRANGE` assigns its slots. */
  readonly isCluster?: boolean;
}

const programs = ['redis-server', 'valkey-server'];

/** The path of `redis-server` or `valkey-server`, or undefined if neither is installed. */
export function findRedisServer(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  return folders.flatMap((folder) => programs.map((name) => join(folder, name))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether tests that need Redis can run. Prints a note if they can't. */
export function hasRedisServer(): boolean {
  if (findRedisServer() !== undefined) return true;
  console.warn('Skipped: redis-server is not installed. On Debian: apt-get install redis-server');
  return false;
}

/** Starts a Redis, and resolves when it accepts connections. */
export async function startRedisServer({
  isDurable = false,
  isCluster = false,
}: RedisServerOptions = {}): Promise<RedisServer> {
  const program = findRedisServer();
  if (program === undefined) throw new Error('redis-server is not installed: apt-get install redis-server');
  const folder = await mkdtemp(join(tmpdir(), 'redis-'));
  const port = await findFreePort();
  const persistence = isDurable ? ['--appendonly', 'yes', '--appendfsync', 'always'] : [];
  const cluster = isCluster ? ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'] : [];
  const settings = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', ...persistence, ...cluster];
  const start = () => startProcess(program, settings, folder);
  let server = await start();
  const kill = () => end(server, 'SIGKILL');
  const stop = async () => {
    await kill();
    await rm(folder, { recursive: true, force: true });
  };
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    pause: () => void server.kill('SIGSTOP'),
    resume: () => void server.kill('SIGCONT'),
    kill,
    async restart() {
      server = await start();
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function startProcess(program: string, settings: readonly string[], folder: string) {
  const server = spawn(program, settings, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  // Ends the server even if a test does not stop it.
  const onExit = () => server.kill('SIGKILL');
  process.once('exit', onExit);
  server.once('exit', () => process.off('exit', onExit));
  const said: string[] = [];
  for await (const line of createInterface(server.stdout)) {
    said.push(line);
    if (line.includes('Ready to accept connections')) {
      server.stdout.resume();
      return server;
    }
  }
  throw new Error(`${program} did not start:\n${said.join('\n')}`);
}

async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  server.kill(signal);
  await exited;
}

/** Another program may take the port before Redis does; Redis then reports it and ends. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port of this machine is free.');
  return address.port;
}
