import { buffer } from 'node:stream/consumers';
import { createEmulator, faultHeader, type FaultName } from '@licenses-usage/emulator';
import { hasRedisServer, startRedisServer, type RedisServer } from '@licenses-usage/testing/redis-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runProgram } from './support/run-program.ts';
import { serve } from './support/serve.ts';
import { secretToken } from './support/start-emulator.ts';

const idOf = (number: number) => `3f0c9a52-6d1b-4e8f-9a07-${String(number).padStart(12, '0')}`;

/** The service refuses one customer, and answers other percentages for another. */
const faults: ReadonlyMap<string, FaultName> = new Map([
  [idOf(3), 'no-relationship'],
  [idOf(9), 'adjusted-percent'],
]);

describe.runIf(hasRedisServer())('parity --fleet', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedisServer();
  });
  afterAll(() => redis.stop());

  let queues = 0;

  /** A service that fails for certain customers, in whatever order they are asked for, with a queue of this run's own. */
  async function startService(name: string, customers = 12, queue = `${name}-${(queues += 1)}`) {
    const service = { customers, superseded: 0, refusesToken: false };
    const url = await serve((request, response) => {
      const answer = async () => {
        const customerId = /customers\/([^/]+)\//.exec(request.url ?? '')?.[1] ?? '';
        if (customerId !== '') service.superseded += 1;
        const isRefused = customerId !== '' && service.refusesToken;
        const fault = isRefused ? 'token-expired' : faults.get(customerId.toLowerCase());
        const emulator = createEmulator({ snapshotDate: '2017-03-09', customers: service.customers });
        const { status, headers, body } = await emulator.fetch(`${url}${request.url}`, {
          headers: {
            Authorization: request.headers.authorization ?? '',
            Accept: 'application/json',
            ...(fault !== undefined && { [faultHeader]: fault }),
          },
        });
        response.writeHead(status, Object.fromEntries(headers));
        response.end(body === null ? '' : await buffer(body));
      };
      answer().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
    });
    const words = ['--base-url', url];
    const env = { PARTNER_CENTER_TOKEN: secretToken, REDIS_URL: redis.url };
    const place = ['--queue', queue, ...words];
    const fleet = (command: string) => runProgram(['fleet', command, ...place], { env });
    const parity = (...more: readonly string[]) =>
      runProgram(['parity', '--all', ...words, ...more], { env });
    return { service, env, place, fleet, parity, queue, fromFleet: ['--fleet', '--queue', queue] };
  }

  /** Runs something while a worker is running. */
  async function beside<Result>(
    { env, place }: { readonly env: Readonly<Record<string, string>>; readonly place: readonly string[] },
    use: () => Promise<Result>,
  ): Promise<Result> {
    const stop = new AbortController();
    const worker = runProgram(['fleet', 'work', ...place], { env, abortSignal: stop.signal });
    try {
      return await use();
    } finally {
      stop.abort(new Error('stopped'));
      await worker;
    }
  }

  test('prints the same as parity --all, for customers that agree, differ, fail and have no data', async () => {
    const started = await startService('equal');
    const { parity, fleet, fromFleet, service } = started;
    const alone = await parity('--format', 'json');
    await fleet('enqueue');
    const collected = await beside(started, () => parity('--format', 'json', ...fromFleet));
    expect(collected).toStrictEqual({ code: 1, out: alone.out, error: '' });
    const { customers, summary } = JSON.parse(collected.out);
    expect(summary).toMatchObject({ customers: 12, agree: 9, differ: 1, noData: 1, failed: 1 });
    expect(customers).toContainEqual({
      status: 'failed',
      customerId: idOf(3),
      error: { name: 'ServiceError', message: expect.stringContaining('20002') },
    });

    const asked = service.superseded;
    const texts = new Map<string, unknown>();
    for (const format of ['ndjson', 'markdown', 'table'])
      texts.set(format, await parity('--format', format, '--hold-all-rows', ...fromFleet));
    expect(service.superseded).toBe(asked);
    for (const [format, run] of texts) expect(run).toStrictEqual(await parity('--format', format));
  });

  test('reports customers that the fleet has not scanned, and those that are gone', async () => {
    const started = await startService('changed', 6);
    const { parity, fleet, fromFleet, service } = started;
    await fleet('enqueue');
    await beside(started, () => parity(...fromFleet));
    service.customers = 7;
    const more = await parity('--format', 'json', ...fromFleet);
    const { customers } = JSON.parse(more.out);
    expect(customers).toContainEqual({
      status: 'failed',
      customerId: idOf(7),
      error: {
        name: 'Error',
        message: expect.stringMatching(/^The fleet has not scanned .* "fleet enqueue" again/),
      },
    });
    expect(more).toMatchObject({ code: 3, error: '' });
    service.customers = 5;
    const fewer = await parity('--format', 'json', ...fromFleet);
    expect(JSON.parse(fewer.out).summary).toMatchObject({ customers: 5, failed: 1 });
    expect(fewer.error).toBe('1 customer of the fleet left out: no longer listed.\n');
  });

  test('ends with 3 when the queue is paused, and says how to continue', async () => {
    const started = await startService('paused');
    await started.fleet('enqueue');
    started.service.refusesToken = true;
    const paused = await beside(started, () => started.parity(...started.fromFleet));
    expect(paused).toMatchObject({
      code: 3,
      out: '',
      error: expect.stringMatching(/^The credential was refused, .* start a worker with --resume\.\n$/),
    });
  });

  test('refuses a queue of another service, and an empty one', async () => {
    const started = await startService('theirs');
    await started.fleet('enqueue');
    const other = await startService('theirs', 12, started.queue);
    expect(await other.parity(...other.fromFleet)).toMatchObject({
      code: 2,
      out: '',
      error: expect.stringContaining('The queue holds the scan partner_'),
    });
    expect(await other.parity('--fleet', '--queue', 'empty')).toMatchObject({
      code: 2,
      out: '',
      error: expect.stringContaining('No customers are on the queue'),
    });
  });
});

describe('parity --fleet without a queue', () => {
  test.for([
    { words: ['--fleet'], error: '--concurrency, --hold-all-rows and --fleet need --all.' },
    { words: ['--concurrency', '4'], error: '--concurrency, --hold-all-rows and --fleet need --all.' },
    { words: ['--hold-all-rows'], error: '--concurrency, --hold-all-rows and --fleet need --all.' },
    { words: ['--all', '--queue', 'x'], error: '--queue needs --fleet.' },
    {
      words: ['--all', '--fleet', '--concurrency', '4'],
      error: '--concurrency has no effect with --fleet',
    },
    { words: ['--all', '--fleet'], error: 'set REDIS_URL to an address such as redis://localhost:6379' },
  ])('refuses $words before anything is sent', async ({ words, error }) => {
    const run = await runProgram(['parity', '--demo', ...words]);
    expect(run).toMatchObject({ code: 2, out: '', error: expect.stringContaining(error) });
  });
});
