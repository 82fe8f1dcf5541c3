import { once } from 'node:events';
import { appendFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createEmulator } from '@licenses-usage/emulator';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runProgram, startProgram } from './support/run-program.ts';
import { startEmulator } from './support/start-emulator.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const env = { PARTNER_CENTER_TOKEN: 'any' };

describe('scan', () => {
  test('writes one line for each customer, complete under its own name', async () => {
    const folder = await temporaryFolder();
    const out = join(folder, 'before.ndjson');
    const { code, error } = await runProgram(['scan', '--demo', '--out', out]);
    expect(code).toBe(0);
    expect(error).toBe(`12 customers asked, with 43 rows. Written to ${out}.\n`);
    const lines = (await readFile(out, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(12);
    expect(lines[0]).toMatchObject({ status: 'ok', totalCount: 5, items: { length: 5 } });
    expect(await readdir(folder)).toStrictEqual(['before.ndjson']);
  });

  test('keeps a failure as a line, and ends with 3', async () => {
    const out = join(await temporaryFolder(), 'before.ndjson');
    const fault = { fault: 'no-relationship', operation: 'getCustomerLicensesUsage', onRequest: 4 } as const;
    const started = await startEmulator({ faults: [fault] });
    const { code, error } = await runProgram(['scan', '--out', out, '--concurrency', '1', ...started.words], {
      env,
    });
    expect(code).toBe(3);
    expect(error).toContain('11 customers asked, 1 customer failed');
    expect(await readFile(out, 'utf8')).toMatch(/"status":"failed","error":\{"name":"ServiceError"/);
  });

  test('killed 20 times at any point, it ends with what an undisturbed one ends with', async () => {
    const customers = 250;
    const folder = await temporaryFolder();
    const undisturbed = join(folder, 'undisturbed.ndjson');
    const disturbed = join(folder, 'disturbed.ndjson');

    let onRequest = (): void => {};
    const emulator = createEmulator({ customers, latencyInMs: 2, onRequest: () => onRequest() });
    const listening = await emulator.listen();
    onTestFinished(() => listening.close());
    const words = (out: string) => ['scan', '--base-url', listening.url, '--concurrency', '3', '--out', out];
    expect((await runProgram(words(undisturbed), { env })).code).toBe(0);
    expect(emulator.requests.length).toBeGreaterThan(customers);
    emulator.reset();

    for (let kill = 0; kill < 20; kill += 1) {
      const child = startProgram(words(disturbed), { env });
      // The first requests list customers: a kill may come before, between and after lines.
      let remaining = 1 + ((kill * 7) % 19);
      onRequest = () => {
        remaining -= 1;
        if (remaining === 0) setTimeout(() => child.kill('SIGKILL'), kill % 3);
      };
      await once(child, 'exit');
      expect(child.signalCode).toBe('SIGKILL');
      // A line may be cut off at any byte.
      if (kill % 4 === 0) await appendFile(`${disturbed}.part`, '{"customerId":"3f0c9a52-6d1b","status":"o');
    }
    onRequest = () => {};
    const last = await runProgram(words(disturbed), { env });
    expect(last.code).toBe(0);
    expect(last.error).toMatch(/\d+ customers done before/);
    expect(await readFile(disturbed, 'utf8')).toBe(await readFile(undisturbed, 'utf8'));
    expect((await readFile(disturbed, 'utf8')).trimEnd().split('\n')).toHaveLength(customers);
    expect((await readdir(folder)).sort()).toStrictEqual(['disturbed.ndjson', 'undisturbed.ndjson']);
  }, 60_000);

  test('tries failed customers again, and says where the results are when it stops', async () => {
    const out = join(await temporaryFolder(), 'before.ndjson');
    const refused = await startEmulator({
      faults: [{ fault: 'mfa-missing', operation: 'getCustomerLicensesUsage', onRequest: 6 }],
    });
    const first = await runProgram(['scan', '--out', out, '--concurrency', '1', ...refused.words], { env });
    expect(first.code).toBe(3);
    expect(first.error).toContain(
      `The results so far are in ${out}.part; the same command goes on from there.`,
    );
    expect(first.error).toContain('900421');
    const started = await startEmulator();
    const second = await runProgram(['scan', '--out', out, ...started.words], { env });
    expect(second.code).toBe(0);
    expect(second.error).toMatch(/^\d+ customers asked, [1-9]\d* customers done before, /);
    const anew = await runProgram(['scan', '--out', out, '--restart', ...started.words], { env });
    expect(anew.error).toContain('12 customers asked, with');
  });

  test('needs to be told where the results go', async () => {
    const { code, error } = await runProgram(['scan', '--demo']);
    expect(code).toBe(2);
    expect(error).toContain('--out');
  });
});
