import type { FleetProgress, WorkOptions } from '@licenses-usage/fleet';
import { createEmulator } from '@licenses-usage/emulator';
import { hasRedisServer, startRedisServer } from '@licenses-usage/testing/redis-server';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { connect } from '../../src/connection/connect.ts';
import { watch, withClient, workUntilStopped } from '../../src/fleet/work.ts';
import { collect } from '../support/collect.ts';
import { progressOf } from '../support/fleet-progress.ts';

describe('the progress of all workers', () => {
  /** What is shown while the queue goes through these states. `undefined` is a read that fails. */
  async function shown(...states: readonly (FleetProgress | undefined)[]) {
    const stop = new AbortController();
    const log: unknown[] = [];
    const rest = [...states];
    const fleet = {
      async status() {
        if (rest.length === 0) stop.abort();
        const state = rest.shift();
        if (state === undefined) throw new Error('Redis is unreachable.');
        return state;
      },
    };
    const progress = {
      show: (text: string) => void log.push(text),
      advance: (things: string, done: number, total?: number) => void log.push([things, done, total]),
    };
    await watch(fleet, progress, stop.signal, 0);
    return log;
  }

  const asking = progressOf({ customers: 9, succeeded: 2, failed: 1, waiting: 6, done: false });

  test('names a state when it begins, and updates the count', async () => {
    expect(await shown(asking, asking)).toStrictEqual(['Asking', ['customer', 3, 9], ['customer', 3, 9]]);
  });

  test('says whether customers are listed, asked, done or held back', async () => {
    const paused = { since: '', reason: 'It was refused.' };
    const states = await shown(
      { ...asking, customers: null, waiting: 0 },
      { ...asking, customers: null },
      { ...asking, waiting: 0 },
      { ...asking, done: true },
      { ...asking, done: true, paused },
    );
    expect(states).toStrictEqual([
      'Waiting for customers',
      ['customer', 3, undefined],
      'Asking',
      ['customer', 3, undefined],
      ['customer', 3, 9],
      'Waiting for the next scan',
      ['customer', 3, 9],
      'Paused',
      ['customer', 3, 9],
    ]);
  });

  test('goes on after a read that fails, and shows nothing once it is stopped', async () => {
    expect(await shown(undefined, asking)).toStrictEqual(['Asking', ['customer', 3, 9]]);
    expect(await shown()).toStrictEqual([]);
  });
});

describe('a worker', () => {
  async function started(
    untilStopped?: (graceInMs: number) => Promise<void>,
    abortSignal = new AbortController().signal,
    status = async () => progressOf(),
    stderr = collect(),
  ) {
    const stdout = collect();
    const env = { PARTNER_CENTER_TOKEN: 'tok' };
    const context = { stdout, stderr, env, abortSignal, ...(untilStopped && { untilStopped }) };
    const connection = await connect({}, context);
    const log: string[] = [];
    const given: WorkOptions[] = [];
    let finish = (): void => {};
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const fleet = {
      status,
      work(_client: unknown, options: WorkOptions = {}) {
        given.push(options);
        const stop = async () => void log.push('stopped');
        return { id: 'one', finished, stop, [Symbol.asyncDispose]: stop };
      },
    };
    const address = { backend: 'postgres', url: 'postgres://x' } as const;
    const options = { concurrency: 3, maxConcurrency: 9, name: 'one' };
    const working = workUntilStopped(fleet, { address, connection, scan: 's' }, options, context);
    return { working, log, given, finish: () => finish(), said: () => stderr.text() };
  }

  test('finishes its calls in flight when the user stops it', async () => {
    const graces: number[] = [];
    const { working, log, given, said } = await started(async (graceInMs) => void graces.push(graceInMs));
    await working;
    expect({ log, graces }).toStrictEqual({ log: ['stopped'], graces: [60_000] });
    // The program handles signals itself.
    expect(given).toMatchObject([{ concurrency: 3, name: 'one', signals: [], stopTimeoutInMs: 45_000 }]);
    given[0]?.onPause?.('The token was refused.');
    expect(said()).toBe('The token was refused.\n');
  });

  test('ends when the program is aborted, even before it begins', async () => {
    const stop = new AbortController();
    const { working, log, given } = await started(undefined, stop.signal);
    await expect.poll(() => given).toHaveLength(1);
    await new Promise(setImmediate);
    expect(log).toStrictEqual([]);
    stop.abort();
    await working;
    expect(log).toStrictEqual(['stopped']);
    const late = await started(undefined, AbortSignal.abort());
    await late.working;
    expect(late.log).toStrictEqual(['stopped']);
  });

  test('ends when Redis does not answer and the user stops it', async () => {
    const silent = () => new Promise<FleetProgress>(() => {});
    const { working, log } = await started(async () => {}, undefined, silent);
    await working;
    expect(log).toStrictEqual(['stopped']);
  });

  test('shows on a terminal what it does, and clears that when it ends', async () => {
    // Where it is set, progress is not animated.
    vi.stubEnv('CI', undefined);
    onTestFinished(() => void vi.unstubAllEnvs());
    const { working, said } = await started(async () => {}, undefined, undefined, collect(80));
    await working;
    expect(said()).toContain(' Asking');
    expect(said().endsWith('\u001B[?25h')).toBe(true);
  });

  test('ends when it stops on its own', async () => {
    const { working, log, finish } = await started();
    finish();
    await working;
    expect(log).toStrictEqual(['stopped']);
  });
});

test.runIf(hasRedisServer())('workers on one Redis share the limit of calls in flight', async () => {
  const redis = await startRedisServer();
  onTestFinished(() => redis.stop());
  const { fetch, credential } = createEmulator({ latencyInMs: 1 });
  let [inFlight, most, answered] = [0, 0, 0];
  const counting: typeof fetch = async (input, init) => {
    most = Math.max(most, (inFlight += 1));
    try {
      return await fetch(input, init);
    } finally {
      inFlight -= 1;
      answered += 1;
    }
  };
  const context = { stdout: collect(), stderr: collect(), env: { PARTNER_CENTER_TOKEN: 'tok' } };
  const connection = await connect({}, { ...context, abortSignal: new AbortController().signal });
  const clientOptions = { ...connection.clientOptions, fetch: counting, credential };
  const address = { backend: 'redis', url: redis.url } as const;
  const place = { address, connection: { ...connection, clientOptions }, scan: 's' };
  const work = () =>
    withClient(place, { concurrency: 4, maxConcurrency: 2 }, async (client) => {
      const list = async () => {
        for await (const _ of client.listCustomers());
      };
      await Promise.all([list(), list(), list()]);
    });
  await Promise.all([work(), work()]);
  expect({ most, answered }).toStrictEqual({ most: 2, answered: 6 });
});
