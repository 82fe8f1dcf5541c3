import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasRedisServer, startRedisServer } from '@licenses-usage/testing/redis-server';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { runProgram, startProgram } from '../support/run-program.ts';
import { startEmulator } from '../support/start-emulator.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** How many processes a customer may crash before it becomes a dead letter. */
const mostCrashes = 5;

test.runIf(hasRedisServer())(
  'status names a customer that crashes every worker, and collect writes the others and ends with 3',
  async () => {
    const redis = await startRedisServer();
    onTestFinished(() => redis.stop());
    const never = {
      fault: 'stalled-headers',
      operation: 'getCustomerLicensesUsage',
      onNthRequest: 1,
    } as const;
    const { emulator, words: service, env: token } = await startEmulator({ faults: [never] });
    const [place, env] = [['--queue', 'poisoned'], { ...token, REDIS_URL: redis.url }];
    const words = [...place, ...service];
    await runProgram(['fleet', 'enqueue', ...words], { env });

    const victim = startProgram(['fleet', 'work', '--concurrency', '1', ...words], { env });
    onTestFinished(() => void victim.kill('SIGKILL'));
    const asked = () => emulator.requests.find(({ operation }) => operation === 'getCustomerLicensesUsage');
    while (asked() === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    const customer = new URL(asked()?.url ?? '').pathname.split('/')[3]?.toLowerCase() ?? '';
    // It has crashed others before. Each of them takes as long as a lock.
    const queue = new Redis(redis.url);
    onTestFinished(() => queue.disconnect());
    const [job = ''] = await queue.keys(`bull:poisoned:*.${customer}`);
    await queue.hset(job, 'stc', mostCrashes);
    victim.kill('SIGKILL');
    await once(victim, 'close');

    const stop = new AbortController();
    const worker = runProgram(['fleet', 'work', ...words], { env, abortSignal: stop.signal });
    onTestFinished(() => stop.abort());
    const out = join(await temporaryFolder(), 'out.ndjson');
    const collected = await runProgram(['fleet', 'collect', '--out', out, ...place], { env });
    expect(collected).toMatchObject({
      code: 3,
      error: expect.stringContaining('11 customers asked, 1 customer failed'),
    });
    const failure = { customerId: customer, status: 'failed', error: { name: 'PoisonedJobError' } };
    const lines = (await readFile(out, 'utf8')).trimEnd().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject(failure);
    expect(lines).toHaveLength(12);
    const status = await runProgram(['fleet', 'status', ...place], { env });
    expect(status.out).toContain(
      `✗ ${customer}: PoisonedJobError: Every worker that queried this customer ended before it could report.`,
    );
    const json = await runProgram(['fleet', 'status', '--format', 'json', ...place], { env });
    expect(JSON.parse(json.out)).toMatchObject({ succeeded: 11, failed: 1, deadLetters: [failure] });
    stop.abort();
    await worker;
  },
);
