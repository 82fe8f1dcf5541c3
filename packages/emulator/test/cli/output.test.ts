import { createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';

import { describe, expect, test } from 'vitest';

import { createOutput } from '../../src/cli/output.ts';
import { token } from '../support/ask.ts';
import { addressOf, startProcess, startProgram } from '../support/start-program.ts';

/** A stream on which every write fails. */
function broken(error: Error) {
  const written: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk));
      done(error);
    },
  });
  return { stream, written };
}

describe('output', () => {
  const lost = "The output can't be written (ENOSPC). What it said is lost.\n";

  test.each([[['faults']], [['--help']], [['--version']]])(
    'of %j that is lost ends with a message and code 2',
    async (words) => {
      const stdout = createWriteStream('/dev/full');
      const { code, error } = await startProgram({ stdout }, ...words).finished();
      expect([code, error]).toEqual([2, lost]);
    },
  );

  test('that is lost ends a process with code 2', async () => {
    const { code, error } = await startProcess({ stdout: '/dev/full' }, 'faults').finished();
    expect([code, error]).toEqual([2, lost]);
  });

  test('may lose its reader, and the emulator continues and ends with 0', async () => {
    const program = startProcess('--port', '0');
    const address = await addressOf(program);
    await program.printed(/Ctrl\+C/);
    program.stopReading();
    for (let request = 0; request < 3; request += 1) {
      const response = await fetch(`${address}/v1/customers?size=1`, { headers: token });
      expect(response.status).toBe(200);
      await response.text();
    }
    expect(await program.stop()).toMatchObject({ code: 0, error: '' });
  });

  test('without a reader is no failure, and nothing more is written to it', async () => {
    const { stream, written } = broken(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    const output = createOutput(stream);
    output.write('first');
    expect(await output.flush()).toBeUndefined();
    output.write('second');
    expect(await output.flush()).toBeUndefined();
    expect(written).toEqual(['first']);
  });

  test('that fails is named by its code, or by its message', async () => {
    const failureOf = async (error: Error) => {
      const output = createOutput(broken(error).stream);
      output.write('first');
      return output.flush();
    };
    expect(await failureOf(Object.assign(new Error('no space'), { code: 'ENOSPC' }))).toBe('ENOSPC');
    expect(await failureOf(new Error('no space'))).toBe('no space');
    expect(await createOutput(new Writable({ write: (_chunk, _encoding, done) => done() })).flush()).toBe(
      undefined,
    );
  });
});
