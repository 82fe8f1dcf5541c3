import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { CommandError, exitCode } from '../src/exit.ts';
import { run } from '../src/run.ts';
import { collect } from './support/collect.ts';
import { runProgram, runSlowly } from './support/run-program.ts';
import { startEmulator } from './support/start-emulator.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

describe('on a terminal, a command', () => {
  test.for([
    ['usage', 'Asking for licence usage'],
    ['report --out report.html', 'Asking for licence usage'],
    ['parity', 'Comparing'],
    ['parity --all', 'Listing customers'],
    ['scan --out scan.ndjson', 'Listing customers'],
    ['doctor', 'Looking at the token'],
  ] as const)('says what it is doing: %s', async ([line, doing]) => {
    const folder = await temporaryFolder();
    const words = line.split(' ').map((word) => (word.includes('.') ? join(folder, word) : word));
    const { code, error } = await runProgram([...words, '--demo'], { columns: 80 });
    expect(code).toBe(0);
    expect(error).toContain(doing);
    const quiet = await runProgram(
      [...words, '--demo', '--quiet', ...(words[0] === 'scan' ? ['--force'] : [])],
      {
        columns: 80,
      },
    );
    expect(quiet.error).toBe('');
  });

  test('shows no progress below rows, except while they are sorted', async () => {
    // Where it is set, progress is not animated.
    vi.stubEnv('CI', undefined);
    try {
      const showCursor = '\u001B[?25h';
      const wordsOf = async (...more: readonly string[]) => {
        const screen = collect(80);
        const words = ['usage', '--demo', '--by', 'workload', ...more];
        const context = {
          stdout: screen,
          stderr: screen,
          env: {},
          abortSignal: new AbortController().signal,
        };
        expect(await run(words, context)).toBe(0);
        return screen.text().split(showCursor);
      };
      const [before, after] = await wordsOf();
      expect(before).toContain('Asking for licence usage');
      expect(before).not.toContain('Workload');
      expect(after).toContain('Workload');
      expect((await wordsOf('--sort', 'usage'))[0]).toContain('Workload');
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test.for([
    ['scan --out x', '12 customers asked'],
    ['parity', 'Both operations agree.'],
    ['parity --all', 'agree: '],
    ['parity --all --format json', '"customers"'],
    ['report --out x', 'Report written to'],
    ['usage --out x', '43 rows written to'],
    ['doctor', 'The service'],
    ['history record --weeks 1 --history x', '4 snapshots recorded'],
  ] as const)('clears its progress before it says what came of it: %s', async ([line, told]) => {
    const folder = await temporaryFolder();
    const words = line.split(' ').map((word) => (word === 'x' ? join(folder, word) : word));
    vi.stubEnv('CI', undefined);
    try {
      const screen = collect(80);
      const { signal: abortSignal } = new AbortController();
      const context = { stdout: screen, stderr: screen, env: {}, abortSignal };
      expect(await run([...words, '--demo'], context)).toBe(0);
      const [before, ...after] = screen.text().split('\u001B[?25h');
      expect(before).not.toContain(told);
      expect(after.join('')).toContain(told);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test('clears its progress before it says where the results of a failed scan are', async () => {
    vi.stubEnv('CI', undefined);
    try {
      const screen = collect(80);
      const { signal: abortSignal } = new AbortController();
      const fault = { fault: 'mfa-missing', operation: 'getCustomerLicensesUsage', onNthRequest: 6 } as const;
      const { words, env } = await startEmulator({ faults: [fault] });
      const out = join(await temporaryFolder(), 'x');
      const context = { stdout: screen, stderr: screen, env, abortSignal };
      expect(await run(['scan', '--concurrency', '1', '--out', out, ...words], context)).toBe(3);
      const [before, after] = screen.text().split('\u001B[?25h');
      expect(before).not.toContain('The results so far');
      expect(after).toContain('The results so far');
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test('has colours, but not in a file', async () => {
    const out = join(await temporaryFolder(), 'usage.txt');
    const words = ['usage', '--demo', '--by', 'workload', '--quiet'];
    const shown = await runProgram(words, { columns: 80 });
    expect(shown.out).toContain('\u001B[1mWorkload\u001B[22m');
    await runProgram([...words, '--out', out], { columns: 80 });
    expect(await readFile(out, 'utf8')).not.toContain('\u001B');
  });
});

describe('in a log, a command that takes long', () => {
  test.for([
    ['scan --out x', ['Listing customers: 12 customers', 'Scanning: 11 of 12 customers']],
    ['parity --all', ['Listing customers: 12 customers', 'Comparing: 11 of 12 customers, 0 differ']],
    ['usage --out x', ['Asking for licence usage: 43 of 43 rows', /^43 rows written to /]],
    ['report --out x', ['Reading customers: 40 of 40 rows', /^Report written to /]],
    ['doctor', ['Asking the service']],
    ['history record --weeks 1 --history x', ['Recording: 63 rows', /^4 snapshots recorded \(63 rows\)/]],
  ] as const)('says what it does, and how far it is: %s', async ([line, lines]) => {
    const folder = await temporaryFolder();
    const words = line.split(' ').map((word) => (word === 'x' ? join(folder, word) : word));
    const { code, error } = await runSlowly([...words, '--demo']);
    expect(code).toBe(0);
    for (const one of lines) {
      const pattern = typeof one === 'string' ? new RegExp(`^${one}$`) : one;
      expect(error.split('\n')).toContainEqual(expect.stringMatching(pattern));
    }
  });
});

test.for([
  ['its heading', [], /^$/],
  ['services without a snapshot', ['--as-of', '2017-03-09'], /^As of 2017-03-09\n/],
] as const)('usage that is stopped while it asks for %s ends at once', async ([, words, printed]) => {
  const stop = new AbortController();
  let asked = 0;
  const onRequest = () => {
    if ((asked += 1) === 2) stop.abort(new CommandError('Stopped.', exitCode.interrupted));
  };
  const started = await startEmulator({ onRequest });
  const stopped = await runProgram(['usage', '--by', 'workload', ...words, ...started.words], {
    env: started.env,
    abortSignal: stop.signal,
  });
  expect(stopped).toEqual({ code: 130, out: expect.stringMatching(printed), error: 'Stopped.\n' });
});

describe('a command that is stopped while the service is silent', () => {
  test.for([['usage'], ['usage', '--by', 'workload'], ['report', '--out', 'x'], ['doctor'], ['parity']])(
    'ends at once: %j',
    async (words) => {
      const started = await startEmulator({ latencyInMs: 600_000 });
      const stop = new AbortController();
      const folder = await temporaryFolder();
      const stopped = runProgram(
        [...words.map((word) => (word === 'x' ? join(folder, word) : word)), ...started.words],
        { env: started.env, abortSignal: stop.signal },
      );
      while (started.emulator.requests.length === 0) await new Promise(setImmediate);
      stop.abort(new CommandError('Stopped.', exitCode.interrupted));
      expect(await stopped).toStrictEqual({ code: 130, out: '', error: 'Stopped.\n' });
    },
  );
});
