import { createEmulator } from '@licenses-usage/emulator';
import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { hasRedisServer } from '@licenses-usage/testing/redis-server';
import { expect, onTestFinished, test } from 'vitest';
import type { FleetClient, FleetSink } from '../src/index.ts';
import { newQueue, startFleet, startService, startWorker, toArray, useRedis } from './support/start-fleet.ts';

const redis = useRedis();
const program = fileURLToPath(new URL('./support/worker-program.ts', import.meta.url));

function startWorkerProcess(queue: string, emulatorUrl: string): ChildProcess {
  const child = spawn(process.execPath, [program, queue, redis.url(), emulatorUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

test.runIf(hasRedisServer())(
  'a killed worker loses no customer: another one takes over its customers',
  async () => {
    const customers = 40;
    const emulator = createEmulator({ customers, latencyInMs: 50 });
    await using listening = await emulator.listen();
    const queue = newQueue();
    const fleet = startFleet({ queue });
    const service = startService({ customers });
    await fleet.enqueue(service.client.listCustomers());
    const child = startWorkerProcess(queue, listening.url);
    while (emulator.requests.length < 6) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { active, succeeded } = await fleet.status();
    expect(active).toBeGreaterThan(0);
    const saved: string[] = [];
    const sink: FleetSink = { save: async ({ customerId }) => void saved.push(customerId) };
    startWorker(fleet, service.client, { sink });
    await toArray(fleet.progress({ intervalInMs: 100 }));
    // Only the others are queried again. When a machine stalls, a lock may expire and one of them is queried twice.
    expect(new Set(saved).size).toBe(customers - succeeded);
  },
);

test.runIf(hasRedisServer())(
  'a worker whose lock on a customer has expired, as after an outage, no longer queries it',
  async () => {
    const queue = newQueue();
    const fleet = startFleet({ queue });
    await fleet.enqueue(['c1']);
    const service = new EventEmitter();
    const client: FleetClient = {
      getCustomerLicensesUsage(_, options) {
        service.emit('asked');
        return new Promise((_resolve, reject) => {
          options?.abortSignal?.addEventListener('abort', () => {
            reject(options.abortSignal?.reason);
            service.emit('abandoned');
          });
        });
      },
    };
    const asked = once(service, 'asked');
    const abandoned = once(service, 'abandoned');
    startWorker(fleet, client);
    await asked;
    const connection = new Redis(redis.url());
    onTestFinished(() => connection.disconnect());
    await connection.del(`bull:${queue}:${queue}.c1:lock`);
    await abandoned;
    // It is on the queue again, and counts neither as failed nor as tried.
    expect(await fleet.status()).toMatchObject({ failed: 0, succeeded: 0 });
  },
);

test.runIf(hasRedisServer())(
  'a worker that gets SIGTERM finishes its calls in flight, and its program ends',
  async () => {
    const emulator = createEmulator({ customers: 200, latencyInMs: 20 });
    await using listening = await emulator.listen();
    const queue = newQueue();
    const fleet = startFleet({ queue });
    await fleet.enqueue(startService({ customers: 200 }).client.listCustomers());
    const child = startWorkerProcess(queue, listening.url);
    let out = '';
    child.stdout?.on('data', (text: Buffer) => (out += String(text)));
    while ((await fleet.status()).succeeded === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGTERM');
    await once(child, 'close');
    expect({ code: child.exitCode, out }).toStrictEqual({ code: 0, out: 'working\nfinished\n' });
    const { succeeded, waiting, active } = await fleet.status();
    expect({ active, all: succeeded + waiting }).toStrictEqual({ active: 0, all: 200 });
    expect(emulator.requests).toHaveLength(succeeded);
  },
);
