import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface MeasuredServer {
  readonly url: string;
  /** The most memory that the server has held since it started, in MiB. */
  peakInMiB(): Promise<number>;
  stop(): void;
}

export async function startServer(customers: number): Promise<MeasuredServer> {
  const child = fork(fileURLToPath(new URL('server.ts', import.meta.url)), [String(customers)]);
  return {
    url: String(await told(child, 'url')),
    async peakInMiB() {
      child.send('peak');
      return Number(await told(child, 'peakInKiB')) / 1024;
    },
    stop: () => child.disconnect(),
  };
}

async function told(child: ChildProcess, name: string): Promise<unknown> {
  const [message]: unknown[] = await once(child, 'message');
  return new Map<string, unknown>(Object.entries(Object(message))).get(name);
}
