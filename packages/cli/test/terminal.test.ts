import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runProcess, runProgram, startProgram } from './support/run-program.ts';
import { startEmulator } from './support/start-emulator.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { terminal } from './support/terminal.ts';

const colour = '\u001B[3';
const spinner = '⠋';

describe('on a terminal, the program', () => {
  test('shows coloured progress, but not with --quiet', async () => {
    const env = { NODE_OPTIONS: terminal(80), TERM: 'xterm-256color', FORCE_COLOR: '1' };
    const { code, out, error } = await runProcess(['doctor', '--demo'], { env });
    expect(code).toBe(0);
    expect(error).toContain(spinner);
    expect(error).toContain(colour);
    expect(out).toContain(`${colour}2m✓`);
    expect((await runProgram(['doctor', '--demo', '--quiet'], { columns: 80 })).error).toBe('');
  });

  test('shows no colours when NO_COLOR is set', async () => {
    const env = { NODE_OPTIONS: terminal(80), TERM: 'xterm-256color', NO_COLOR: '1' };
    const { out, error } = await runProcess(['doctor', '--demo'], { env });
    expect(error).toContain(spinner);
    expect(out + error).not.toContain(colour);
  });

  test('shows no progress before the terminal has a width', async () => {
    expect(await runProgram(['doctor', '--demo'], { columns: 0 })).toMatchObject({ code: 0, error: '' });
  });
});

describe('progress', () => {
  const width = { NODE_OPTIONS: terminal(100), TERM: 'xterm-256color', NO_COLOR: '1' };

  test('of a scan knows the total of customers, and how many were done before', async () => {
    const out = join(await temporaryFolder(), 'scan.ndjson');
    const fault = { fault: 'mfa-missing', operation: 'getCustomerLicensesUsage', onNthRequest: 6 } as const;
    const { words, env } = await startEmulator({ latencyInMs: 60, faults: [fault] });
    const scan = ['scan', '--out', out, '--concurrency', '1', ...words];
    const first = await runProcess(scan, { env: { ...env, ...width } });
    expect(first.error).toContain('Listing customers');
    expect(first.error).toMatch(/Scanning: [1-5] of 12 customers/);
    const second = await runProcess(scan, { env: { ...env, ...width } });
    expect(second).toMatchObject({
      code: 0,
      error: expect.stringMatching(/Scanning: [1-7] of 7 customers, 5 done before/),
    });
  });

  test('of a comparison of all customers counts the listed ones', async () => {
    const { words, env } = await startEmulator({ latencyInMs: 60 });
    const parity = ['parity', '--all', '--concurrency', '1', ...words];
    const { code, error } = await runProcess(parity, { env: { ...env, ...width } });
    expect(code).toBe(0);
    expect(error).toMatch(/Comparing: \d+ of 12 customers, 0 differ/);
  });
});

test('Ctrl+C ends the program with 130 and leaves no partial file', async () => {
  const folder = await temporaryFolder();
  let child: ReturnType<typeof startProgram> | undefined;
  const { words, env } = await startEmulator({
    customers: 20_000,
    onRequest: () => child?.kill('SIGINT'),
  });
  child = startProgram(['usage', '--format', 'csv', '--out', join(folder, 'usage.csv'), ...words], { env });
  let error = '';
  child.stderr?.on('data', (text) => (error += text));
  const [code] = await once(child, 'close');
  expect({ code, error }).toStrictEqual({ code: 130, error: 'Stopped.\n' });
  expect(await readdir(folder)).toStrictEqual([]);
});
