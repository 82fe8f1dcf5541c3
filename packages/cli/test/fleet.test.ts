import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import { hasRedisServer, startRedisServer, type RedisServer } from '@licenses-usage/testing/redis-server';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { runProgram, runSlowly, startProgram } from './support/run-program.ts';
import { startEmulator } from './support/start-emulator.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

async function sortedLinesOf(path: string): Promise<string[]> {
  return (await readFile(path, 'utf8')).trimEnd().split('\n').toSorted();
}

describe.runIf(hasRedisServer())('fleet', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedisServer();
  });
  afterAll(() => redis.stop());

  let queues = 0;

  /** The variables of a program that asks this emulator with a queue of this run's own. */
  async function startService(name: string, options?: Parameters<typeof startEmulator>[0]) {
    const queue = `${name}-${(queues += 1)}`;
    const service = await startEmulator(options);
    const env = { ...service.env, REDIS_URL: redis.url };
    const place = ['--queue', queue];
    return { ...service, env, queue, place, words: [...place, ...service.words] };
  }

  function startWorker(words: readonly string[], env: Readonly<Record<string, string>>) {
    const abort = new AbortController();
    const run = runProgram(['fleet', 'work', ...words], { env, abortSignal: abort.signal });
    const stop = async () => {
      abort.abort(new Error('stopped'));
      return run;
    };
    onTestFinished(() => void stop());
    return { stop };
  }

  test('scans every customer with workers, and collects the same as scan', async () => {
    const folder = await temporaryFolder();
    const { words, place, env, queue } = await startService('whole', { customers: 30 });
    const enqueued = await runProgram(['fleet', 'enqueue', ...words], { env });
    expect(enqueued).toMatchObject({
      code: 0,
      error: `30 customers listed, 30 of them new on the queue ${queue}.\n`,
    });
    const [one, two] = [startWorker(words, env), startWorker([...words, '--name', 'two'], env)];
    const out = join(folder, 'fleet.ndjson');
    const collected = await runProgram(['fleet', 'collect', ...place, '--out', out], { env });
    expect(collected).toMatchObject({
      code: 0,
      error: expect.stringMatching(/^30 customers asked, with \d+ rows\./),
    });
    expect((await one.stop()).error.split('\n').slice(0, 2)).toStrictEqual([
      `Working on the queue ${queue}. Stop with Ctrl+C.`,
      'Stopped. Nothing is in flight.',
    ]);
    await two.stop();

    const scanned = join(folder, 'scan.ndjson');
    await runProgram(['scan', '--out', scanned, ...words.slice(place.length)], { env });
    expect(await sortedLinesOf(out)).toStrictEqual(await sortedLinesOf(scanned));

    const again = await runProgram(['fleet', 'enqueue', ...words], { env });
    expect(again.error).toBe(`30 customers listed, 0 of them new on the queue ${queue}.\n`);
    const refused = await runProgram(['fleet', 'collect', ...place, '--out', out], { env });
    expect(refused).toMatchObject({ code: 2, error: expect.stringContaining('add --force to replace it') });

    const anew = await runProgram(['fleet', 'enqueue', '--restart', ...words], { env });
    expect(anew.error).toBe(`30 customers listed, 30 of them new on the queue ${queue}.\n`);
  });

  test('has workers share one sign-in through Redis when told to, and leaves the files as they are', async () => {
    const { emulator, url, words, place, queue } = await startService('shared-token', {
      customers: 30,
      tokens: { requireIssued: true },
    });
    const envOf = async () => {
      const file = join(await temporaryFolder(), 'refresh-token');
      await writeFile(file, `first-of-${queue}\n`, { mode: 0o600 });
      return {
        REDIS_URL: redis.url,
        PARTNER_CENTER_TENANT_ID: 'contoso.onmicrosoft.com',
        PARTNER_CENTER_CLIENT_ID: '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04',
        PARTNER_CENTER_CLIENT_SECRET: 'a-secret-that-must-not-be-shown',
        PARTNER_CENTER_REFRESH_TOKEN_FILE: file,
        PARTNER_CENTER_AUTHORITY: url,
      };
    };
    const machines = [await envOf(), await envOf()] as const;
    // This one has a file of its own, which it writes to.
    await runProgram(['fleet', 'enqueue', ...words], { env: await envOf() });
    const redeemed = () => emulator.requests.filter((request) => request.url.includes('/oauth2/')).length;
    const before = redeemed();
    const workers = machines.map((env) => startWorker([...words, '--share-token'], env));
    const out = join(await temporaryFolder(), 'fleet.ndjson');
    const collected = await runProgram(['fleet', 'collect', ...place, '--out', out], { env: machines[0] });
    expect(collected.error).toMatch(/^30 customers asked/);
    for (const worker of workers) await worker.stop();
    expect(redeemed() - before).toBe(1);
    for (const env of machines) {
      expect(await readFile(env.PARTNER_CENTER_REFRESH_TOKEN_FILE, 'utf8')).toBe(`first-of-${queue}\n`);
    }
  });

  test.each([
    [{ DATABASE_URL: 'postgres://localhost/x' }, '--share-token needs Redis: set REDIS_URL'],
    [
      { REDIS_URL: 'redis://localhost:1', PARTNER_CENTER_TOKEN: 'a' },
      '--share-token shares a refresh token. Unset PARTNER_CENTER_TOKEN',
    ],
  ])('refuses to share a token with %j', async (env, message) => {
    const refused = await runProgram(['fleet', 'work', '--share-token'], { env });
    expect(refused).toMatchObject({ code: 2, error: expect.stringContaining(message) });
  });

  test('gives each profile a queue of its own', async () => {
    const { env, words, place } = await startService('profiles', { customers: 3 });
    const folder = await temporaryFolder();
    const file = join(folder, 'licenses-usage.json');
    await writeFile(join(folder, 'token'), 'first\n', { mode: 0o600 });
    const profile = (name: string) => ({
      tenantId: `${name}.onmicrosoft.com`,
      clientId: '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04',
      clientSecretVariable: 'SECRET',
      refreshTokenFile: 'token',
      cloud: words.at(-1),
      baseUrl: words.at(-1),
    });
    await writeFile(file, JSON.stringify({ profiles: { emea: profile('emea'), us: profile('us') } }));
    const run = (...command: string[]) =>
      runProgram([...command, ...place, '--profiles', file], {
        env: { REDIS_URL: env.REDIS_URL, SECRET: 'a-secret' },
      });
    expect((await run('fleet', 'enqueue', '--all-profiles')).error).toMatch(
      /3 of them new on the queue profiles-\d+-emea\.\n.*3 of them new on the queue profiles-\d+-us\.\n/s,
    );
    expect(await run('fleet', 'work', '--all-profiles')).toMatchObject({
      code: 2,
      error: expect.stringContaining('a worker asks for one partner'),
    });
    const out = join(folder, 'before-{profile}.ndjson');
    await run('fleet', 'collect', '--all-profiles', '--no-wait', '--out', out);
    expect(await readFile(join(folder, 'before-us.ndjson'), 'utf8')).toBe('');
    const shown = await run('fleet', 'status', '--all-profiles');
    expect(shown.out).toMatch(
      /Scan emea\.onmicrosoft\.com_.* 3 customers;[^]*Scan us\.onmicrosoft\.com_.* 3 customers;/,
    );
  });

  test('shows each worker and the queue as a table and as JSON', async () => {
    const { words, place, env } = await startService('shown');
    const before = await runProgram(['fleet', 'status', ...place], { env });
    expect(before.out).toContain('still listing customers; 0 asked, 0 in flight, 0 waiting.');
    await runProgram(['fleet', 'enqueue', ...words], { env });
    const worker = startWorker([...words, '--name', 'host 1'], env);
    // On a terminal the table is shown again and again until the scan is done.
    const shown = await runProgram(['fleet', 'status', ...place], { env, columns: 120 });
    expect(shown.out).toContain('12 customers; 12 asked, 0 in flight, 0 waiting.');
    expect(shown.out).toMatch(/Worker.*State.*Customers\/s/);
    await worker.stop();
    const narrow = await runProgram(['fleet', 'status', ...place], { env: { ...env, COLUMNS: '40' } });
    expect(narrow.out).toMatch(/^✓ Scan partner_/);
    expect(Math.max(...narrow.out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);
    expect(narrow.error).toMatch(/^No room for: .*Requests.*\. --format json has everything\.\n$/);
    const json = await runProgram(['fleet', 'status', '--format', 'json', ...place], { env });
    expect(JSON.parse(json.out)).toMatchObject({
      customers: 12,
      succeeded: 12,
      done: true,
      workers: [{ name: 'host 1', working: false, succeeded: 12, calls: { requests: 12, refused: 0 } }],
    });
  });

  test('pauses on a refused credential, says so everywhere, and continues with --resume', async () => {
    const folder = await temporaryFolder();
    const fault = { fault: 'token-expired', operation: 'getCustomerLicensesUsage', onNthRequest: 1 } as const;
    const { words, place, env } = await startService('refused', { faults: [fault] });
    await runProgram(['fleet', 'enqueue', ...words], { env });
    const worker = startWorker([...words, '--concurrency', '1'], env);
    const out = join(folder, 'out.ndjson');
    const collect = ['fleet', 'collect', ...place, '--out', out];
    const paused = await runProgram(collect, { env });
    expect(paused).toMatchObject({
      code: 3,
      error: expect.stringMatching(/^The credential was refused, .* 401/),
    });
    expect(paused.error).toContain('Repair that, and start a worker with --resume.');
    expect((await worker.stop()).error).toContain('The credential was refused');
    const shown = await runProgram(['fleet', 'status', ...place], { env });
    expect(shown.out).toMatch(
      /0 asked, 0 in flight, 12 waiting\.\n✗ Paused since 20.*The credential was refused/,
    );
    const partial = await runProgram([...collect, '--no-wait'], { env });
    expect(partial).toMatchObject({ code: 0, error: expect.stringContaining('0 of 12 customers asked') });

    const unmended = startWorker(words, env);
    const told = (await unmended.stop()).error;
    expect(told).toMatch(/^The credential was refused, .* Repair that, and add --resume\.\n/);

    const mended = startWorker([...words, '--resume'], env);
    const isPaused = async () => {
      const { out: json } = await runProgram(['fleet', 'status', '--format', 'json', ...place], { env });
      return json.includes('"paused"');
    };
    while (await isPaused()) await new Promise((resolve) => setTimeout(resolve, 10));
    expect((await runProgram(collect, { env })).error).toContain('12 customers asked');
    await mended.stop();
  });

  test('refuses a worker of another partner, and leaves the queue unchanged', async () => {
    const { words, place, env } = await startService('theirs');
    await runProgram(['fleet', 'enqueue', ...words], { env });
    const other = await startEmulator();
    const refused = await runProgram(['fleet', 'work', ...place, ...other.words], { env });
    expect(refused).toMatchObject({
      code: 2,
      error: expect.stringContaining('The queue holds the scan partner_'),
    });
    const json = await runProgram(['fleet', 'status', '--format', 'json', ...place], { env });
    expect(JSON.parse(json.out)).toMatchObject({ waiting: 12, active: 0, failed: 0 });
  });

  test('keeps failed customers, ends with 3, and retries them with --retry-failed', async () => {
    const folder = await temporaryFolder();
    const fault = {
      fault: 'no-relationship',
      operation: 'getCustomerLicensesUsage',
      onNthRequest: 4,
    } as const;
    const { words, place, env } = await startService('failing', { faults: [fault] });
    await runProgram(['fleet', 'enqueue', ...words], { env });
    const worker = startWorker(words, env);
    const out = join(folder, 'out.ndjson');
    const terminal = { columns: 80, env: { ...env, TERM: 'dumb', NO_COLOR: '1' } };
    const first = await runProgram(['fleet', 'collect', ...place, '--out', out], terminal);
    expect(first).toMatchObject({
      code: 3,
      error: expect.stringMatching(/^11 customers asked, 1 customer failed/m),
    });
    expect(await readFile(out, 'utf8')).toMatch(/"status":"failed","error":\{"name":"ServiceError"/);
    const retried = await runSlowly(['fleet', 'enqueue', '--retry-failed', ...words], { env });
    expect(retried.error).toMatch(/^Listing customers: 12 customers\n.* 1 customer will be retried\.\n$/);
    const second = await runProgram(['fleet', 'collect', '--force', ...place, '--out', out], terminal);
    expect(second).toMatchObject({ code: 0, error: expect.stringMatching(/^✓ 12 customers asked/m) });
    await worker.stop();
  });

  test('a worker in a separate process ends cleanly on SIGTERM', async () => {
    const { words, env, emulator, queue } = await startService('signal', { customers: 100, latencyInMs: 50 });
    await runProgram(['fleet', 'enqueue', ...words], { env });
    const child = startProgram(['fleet', 'work', '--concurrency', '2', ...words], { env });
    let error = '';
    child.stderr?.on('data', (text: Buffer) => (error += String(text)));
    const before = emulator.requests.length;
    while (emulator.requests.length < before + 3) await new Promise((resolve) => setTimeout(resolve, 10));
    child.kill('SIGTERM');
    await once(child, 'close');
    expect({ code: child.exitCode, error }).toStrictEqual({
      code: 0,
      error: `Working on the queue ${queue}. Stop with Ctrl+C.\nStopped. Nothing is in flight.\n`,
    });
  });
});

describe('fleet, without a service', () => {
  test.for([
    ['without a command', [], 'Choose what the fleet does: enqueue, work, status or collect. See --help.'],
    ['--demo without a file for the results', ['--demo'], 'Say where the results go: --out <file>.'],
  ] as const)('refuses %s, and says what to add', async ([, words, message]) => {
    expect(await runProgram(['fleet', ...words])).toStrictEqual({ code: 2, out: '', error: `${message}\n` });
  });

  test.for(['0', '1.5', '-1', 'many'])('refuses --max-concurrency %s', async (value) => {
    expect(await runProgram(['fleet', 'work', `--max-concurrency=${value}`])).toStrictEqual({
      code: 2,
      out: '',
      error: `--max-concurrency takes a whole number from 1, such as 64; received "${value}".\n`,
    });
  });

  test('accepts a --max-concurrency of 1', async () => {
    const { error } = await runProgram(['fleet', 'work', '--max-concurrency=1']);
    expect(error).toMatch(/^Say where the queue is: /);
  });

  test('tells in its help how a worker stops, what exit codes mean, and where the queue is', async () => {
    const helpOf = async (...words: readonly string[]) =>
      (await runProgram(['fleet', ...words, '--help'])).out;
    expect(await helpOf('work')).toContain('On SIGTERM and Ctrl+C it finishes what is in flight');
    expect(await helpOf('collect')).toContain(
      'Exit codes: 0 all customers answered, 2 bad input, 3 some failed',
    );
    for (const words of [[], ['work'], ['status']]) expect(await helpOf(...words)).toContain('REDIS_URL');
  });
});

describe('fleet without a queue', () => {
  test.for([['enqueue'], ['work'], ['status'], ['collect', '--out', 'x.ndjson']])(
    '%s says how to name one',
    async (words) => {
      const { code, error } = await runProgram(['fleet', ...words], { env: { PARTNER_CENTER_TOKEN: 'any' } });
      expect(code).toBe(2);
      expect(error).toContain('set REDIS_URL to an address such as redis://localhost:6379, or DATABASE_URL');
    },
  );

  test('refuses an invalid address, and does not show it', async () => {
    const env = { REDIS_URL: 'https://user:secret@host' };
    const { code, error } = await runProgram(['fleet', 'status'], { env });
    expect({ code, error }).toStrictEqual({
      code: 2,
      error: 'REDIS_URL is not an address such as redis://localhost:6379.\n',
    });
  });
});
