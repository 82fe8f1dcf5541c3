import { once } from 'node:events';
import { appendFile, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createEmulator } from '@licenses-usage/emulator';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CommandError, exitCode } from '../src/exit.ts';
import { run as runIn } from '../src/run.ts';
import { collect } from './support/collect.ts';
import { type Run, runProcess, runProgram, runSlowly, startProgram } from './support/run-program.ts';
import { serve } from './support/serve.ts';
import { startEmulator } from './support/start-emulator.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { tokenWith } from './support/token.ts';

const env = { PARTNER_CENTER_TOKEN: 'any' };

async function linesOf(path: string): Promise<string[]> {
  return (await readFile(path, 'utf8')).trimEnd().split('\n');
}

describe('scan', () => {
  test('writes one line for each customer, complete under its own name', async () => {
    const folder = await temporaryFolder();
    const out = join(folder, 'before.ndjson');
    const { code, error } = await runProgram(['scan', '--demo', '--out', out]);
    expect({ code, error }).toStrictEqual({
      code: 0,
      error: `12 customers asked, with 43 rows. Written to ${out}.\n`,
    });
    const lines = (await linesOf(out)).map((line) => JSON.parse(line));
    expect(lines).toHaveLength(12);
    expect(lines[0]).toMatchObject({ status: 'ok', totalCount: 5, items: { length: 5 } });
    expect(await readdir(folder)).toStrictEqual(['before.ndjson']);
  });

  test('keeps a failure as a line, ends with 3, and retries only failures when it runs again', async () => {
    const folder = await temporaryFolder();
    const out = join(folder, 'before.ndjson');
    const fault = {
      fault: 'no-relationship',
      operation: 'getCustomerLicensesUsage',
      onNthRequest: 4,
    } as const;
    const { emulator, words } = await startEmulator({ faults: [fault] });
    const first = await runSlowly(['scan', '--out', out, '--concurrency', '1', ...words], { env });
    expect(first.code).toBe(3);
    expect(first.error).toContain('Scanning: 11 of 12 customers, 1 failed\n');
    expect(first.error).toContain('11 customers asked, 1 customer failed');
    expect(first.error).toMatch(/\nThe same command retries the customers that failed\.\n$/);
    expect(await readFile(out, 'utf8')).toMatch(/"status":"failed","error":\{"name":"ServiceError"/);
    const before = emulator.requests.length;
    const second = await runSlowly(['scan', '--out', out, ...words], { env });
    expect(second.code).toBe(0);
    expect(second.error).toContain('Scanning: 1 of 1 customer, 11 done before\n');
    expect(second.error).toContain('1 customer asked, 11 customers done before');
    const asked = emulator.requests.slice(before).map(({ operation }) => operation);
    expect(asked).toStrictEqual(['listCustomers', 'getCustomerLicensesUsage']);
    expect((await linesOf(out)).filter((line) => line.includes('"status":"ok"'))).toHaveLength(12);
    expect(await readdir(folder)).toStrictEqual(['before.ndjson']);
  });

  // contract's test:scan-killed kills it 50 times.
  test('killed at any point, it ends with the results of an undisturbed one', async () => {
    const customers = 100;
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

    for (const [kill, atRequest] of [1, 4, 11, 25].entries()) {
      const child = startProgram(words(disturbed), { env });
      // The first requests list customers: a kill may come before, between and after lines.
      let remaining: number = atRequest;
      onRequest = () => {
        remaining -= 1;
        if (remaining === 0) setTimeout(() => child.kill('SIGKILL'), kill % 3);
      };
      await once(child, 'exit');
      expect(child.signalCode).toBe('SIGKILL');
      // A line may be cut off at any byte.
      if (kill % 2 === 1) await appendFile(`${disturbed}.part`, '{"customerId":"3f0c9a52-6d1b","status":"o');
    }
    onRequest = () => {};
    const last = await runProcess(words(disturbed), { env });
    expect(last.code).toBe(0);
    expect(last.error).toMatch(/\d+ customers done before/);
    expect(await readFile(disturbed, 'utf8')).toBe(await readFile(undisturbed, 'utf8'));
    expect(await linesOf(disturbed)).toHaveLength(customers);
    expect((await readdir(folder)).sort()).toStrictEqual(['disturbed.ndjson', 'undisturbed.ndjson']);
  });

  test('resumes after a refused token, and says where the results are', async () => {
    const out = join(await temporaryFolder(), 'before.ndjson');
    const { words } = await startEmulator({
      faults: [{ fault: 'mfa-missing', operation: 'getCustomerLicensesUsage', onNthRequest: 6 }],
    });
    const first = await runProgram(['scan', '--out', out, '--concurrency', '1', ...words], { env });
    expect(first.code).toBe(3);
    expect(first.error).toContain(
      `The results so far are in ${out}.part; the same command continues from there.`,
    );
    expect(first.error).toContain('900421');
    const second = await runProgram(['scan', '--out', out, ...words], { env });
    expect(second.code).toBe(0);
    expect(second.error).toMatch(/^\d+ customers asked, [1-9]\d* customers done before, /);
  });

  test('says nothing of results if there are none', async () => {
    const out = join(await temporaryFolder(), 'before.ndjson');
    const { words } = await startEmulator({ faults: ['mfa-missing'] });
    const { code, error } = await runProgram(['scan', '--out', out, ...words], { env });
    expect(code).toBe(3);
    expect(error).not.toContain('The results so far');
  });

  test('marks success on a terminal, and no scan with failures', async () => {
    const out = join(await temporaryFolder(), 'before.ndjson');
    const shown = { columns: 80, env: { ...env, TERM: 'dumb' } };
    const whole = await runProgram(['scan', '--demo', '--out', out], shown);
    expect(whole.error).toBe(`\u001B[32m✓\u001B[39m 12 customers asked, with 43 rows. Written to ${out}.\n`);
    const { words } = await startEmulator({
      faults: [{ fault: 'no-relationship', operation: 'getCustomerLicensesUsage', onNthRequest: 4 }],
    });
    const partial = await runProgram(['scan', '--force', '--out', out, ...words], shown);
    expect(partial.error).toMatch(/^11 customers asked, 1 customer failed, /);
  });

  test('stops when an hourly budget is used up, and queries no customer twice', async () => {
    const folder = await temporaryFolder();
    const out = join(folder, 'before.ndjson');
    const { emulator, words } = await startEmulator({
      throttling: { partner: { requests: 6, windowInMs: 3_600_000 } },
    });
    const answered: string[] = [];
    for (const run of [1, 2, 3]) {
      const { code, error } = await runProgram(['scan', '--out', out, '--concurrency', '2', ...words], {
        env,
      });
      const isThere = (await readdir(folder)).includes('before.ndjson');
      const isResumable = error.includes(`${out}.part; the same command continues from there.`);
      expect({ code, isThere, isResumable }).toStrictEqual(
        run === 3
          ? { code: 0, isThere: true, isResumable: false }
          : { code: 3, isThere: false, isResumable: true },
      );
      const customers = emulator.requests.filter(
        ({ operation, status }) => operation === 'getCustomerLicensesUsage' && status === 200,
      );
      answered.push(...customers.map(({ url }) => url));
      emulator.reset();
    }
    expect(answered).toHaveLength(12);
    expect(new Set(answered).size).toBe(12);
    expect(await linesOf(out)).toHaveLength(12);
  });

  test('waits as long as the service asks with --wait, or until it is stopped', async () => {
    const out = join(await temporaryFolder(), 'before.ndjson');
    const { words } = await startEmulator({
      throttling: { partner: { requests: 6, windowInMs: 3_600_000 } },
    });
    const [stdout, stderr, stop] = [collect(), collect(), new AbortController()];
    const context = { stdout, stderr, env, abortSignal: stop.signal };
    const scanned = runIn(['scan', '--wait', '--out', out, ...words], context);
    await expect.poll(() => stderr.text()).toContain('waiting');
    stop.abort(new CommandError('Stopped.', exitCode.interrupted));
    expect(await scanned).toBe(130);
    const [pause, where, end] = stderr.text().split('\n');
    expect(pause).toMatch(
      /^The service refuses calls for now; waiting until \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.$/,
    );
    const until = pause?.replace(/^.*until (.*) (.*)\.$/, '$1T$2') ?? '';
    expect(Date.parse(until)).toBeGreaterThan(Date.now());
    expect(where).toBe(`The results so far are in ${out}.part; the same command continues from there.`);
    expect(end).toBe('Stopped.');
  });

  test('locks out a second scan to the same file, and says how to continue', async () => {
    const out = join(await temporaryFolder(), 'before.ndjson');
    const stop = new AbortController();
    const words = ['scan', '--out', out, '--base-url'];
    let second: Promise<Run> | undefined;
    const url = await serve(async () => {
      await (second ??= runProcess([...words, url], { env }));
      stop.abort(new CommandError('Stopped.', exitCode.interrupted));
    });
    const first = await runProgram([...words, url], { env, abortSignal: stop.signal });
    expect(first).toStrictEqual({ code: 130, out: '', error: 'Stopped.\n' });
    expect(await second).toMatchObject({
      code: 2,
      error: expect.stringMatching(/another scan writes to this file \(process \d+\).*remove .*\.lock\./),
    });
    const started = await startEmulator();
    expect((await runProgram([...words, started.url, '--restart'], { env })).code).toBe(0);
    expect(await linesOf(out)).toHaveLength(12);
  });

  test('requires --out', async () => {
    const { code, error } = await runProgram(['scan', '--demo']);
    expect(code).toBe(2);
    expect(error).toContain('--out');
  });
});

describe('scan touches nothing that is not its own:', () => {
  const tenant = (letter: string) => `${letter.repeat(8)}-6d1b-4e8f-9a07-0b1c2d3e4f5a`;

  test('a finished file is replaced only with --force', async () => {
    const out = join(await temporaryFolder(), 'before.ndjson');
    await writeFile(out, 'finished');
    for (const words of [[], ['--restart']]) {
      const refused = await runProgram(['scan', '--demo', '--out', out, ...words]);
      expect(refused).toMatchObject({
        code: 2,
        error: `--out ${out}: this file already exists. Choose another one, or add --force to replace it.\n`,
      });
      expect(await readFile(out, 'utf8')).toBe('finished');
    }
    expect((await runProgram(['scan', '--demo', '--out', out, '--force'])).code).toBe(0);
    expect(await linesOf(out)).toHaveLength(12);
  });

  test.for(['my notes\nline 2\n', '{"customerId":"x","status":"ok"}\n'])(
    'a file named like a checkpoint with %j',
    async (content) => {
      const out = join(await temporaryFolder(), 'notes');
      await writeFile(`${out}.part`, content);
      for (const words of [[], ['--restart'], ['--force']]) {
        const { code, error } = await runProgram(['scan', '--demo', '--out', out, ...words]);
        expect({ code, error }).toStrictEqual({
          code: 2,
          error: `${out}.part is not what a scan has left, so it is not touched. Move it away, or choose another --out.\n`,
        });
        expect(await readFile(`${out}.part`, 'utf8')).toBe(content);
      }
    },
  );

  test('a checkpoint of another service, partner, operation or version', async () => {
    const { emulator, url, words } = await startEmulator();
    const out = join(await temporaryFolder(), 'before.ndjson');
    const part = `${out}.part`;
    const token = tokenWith({ tid: tenant('b') });
    const run = (...more: readonly string[]) =>
      runProgram(['scan', '--out', out, ...words, ...more], { env: { PARTNER_CENTER_TOKEN: token } });
    const own = {
      tool: 'licenses-usage 0.0.0',
      query: 'getCustomerLicensesUsage',
      service: url,
      partner: tenant('b'),
    };
    for (const [field, value, mismatch] of [
      ['service', 'the demonstration', `its service is the demonstration, not ${url}`],
      ['partner', tenant('a'), `its partner is ${tenant('a')}, not ${tenant('b')}`],
      ['partner', null, `its partner is unknown, not ${tenant('b')}`],
      ['query', 'getCustomerLicensesDeployment', 'its operation is getCustomerLicensesDeployment'],
      ['tool', 'licenses-usage 0.0.1', 'its program is licenses-usage 0.0.1'],
    ] as const) {
      const content = `${JSON.stringify({ licensesUsageScan: { ...own, [field]: value } })}\n`;
      await writeFile(part, content);
      const { code, error } = await run();
      expect({ code, error }).toMatchObject({ code: 2, error: expect.stringContaining(mismatch) });
      expect(error).toContain('--restart to discard it');
      expect(await readFile(part, 'utf8')).toBe(content);
    }
    expect(emulator.requests).toHaveLength(0);
    expect((await run('--restart')).code).toBe(0);
    // What a real scan left is resumed by the same one alone.
    await rename(out, part);
    expect((await run()).code).toBe(2);
  });

  /** What a scan of this partner has left: the result of one customer that is not listed. */
  async function leftWithUnlisted(service: string, partner: string | null) {
    const out = join(await temporaryFolder(), 'before.ndjson');
    const binding = { tool: 'licenses-usage 0.0.0', query: 'getCustomerLicensesUsage', service, partner };
    const foreign = JSON.stringify({ customerId: tenant('c'), status: 'ok', totalCount: 0, items: [] });
    await writeFile(`${out}.part`, `${JSON.stringify({ licensesUsageScan: binding })}\n${foreign}\n`);
    return { out, foreign };
  }

  test('a checkpoint with customers that the partner does not list, if the token names no tenant', async () => {
    const { url, words } = await startEmulator();
    const { out, foreign } = await leftWithUnlisted(url, null);
    const { code, error } = await runProgram(['scan', '--out', out, ...words], { env });
    expect({ code, error }).toMatchObject({
      code: 2,
      error: expect.stringContaining(
        '1 customer that this partner does not list: it may belong to another partner. ' +
          'Choose another --out to keep it, or add --restart to discard it.\n',
      ),
    });
    expect(await readFile(`${out}.part`, 'utf8')).toContain(foreign);
    await expect(readFile(out)).rejects.toThrow('ENOENT');
  });

  test('and continues its own checkpoint even if a customer is no longer listed, if the token names the tenant', async () => {
    const { url } = await startEmulator();
    const { out, foreign } = await leftWithUnlisted(url, tenant('b'));
    const token = { PARTNER_CENTER_TOKEN: tokenWith({ tid: tenant('b') }) };
    // The same service, however its address ends.
    const continued = await runProgram(['scan', '--out', out, '--base-url', `${url}/`], { env: token });
    expect(continued).toMatchObject({
      code: 0,
      error: expect.stringMatching(/^12 customers asked, with 43 rows\./),
    });
    const lines = await linesOf(out);
    expect(lines).toContain(foreign);
    expect(lines).toHaveLength(13);
  });
});
