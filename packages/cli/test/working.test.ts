import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { CommandError, exitCode } from '../src/exit.ts';
import { run } from '../src/run.ts';
import { collect } from './support/collect.ts';
import { runProgram } from './support/run-program.ts';
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

  test('has colours, but not in a file', async () => {
    const out = join(await temporaryFolder(), 'usage.txt');
    const words = ['usage', '--demo', '--by', 'workload', '--quiet'];
    const shown = await runProgram(words, { columns: 80 });
    expect(shown.out).toContain('\u001B[1mWorkload\u001B[22m');
    await runProgram([...words, '--out', out], { columns: 80 });
    expect(await readFile(out, 'utf8')).not.toContain('\u001B');
  });
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
