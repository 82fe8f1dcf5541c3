import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { CommandError } from '../../src/exit.ts';
import { lostOutput, print, writeOut, writeText } from '../../src/output/destination.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const systemError = (code: string) =>
  Object.assign(new Error(`${code}: it failed`), { code, syscall: 'write' });

function contextWith(stdout: Writable, abortSignal = new AbortController().signal) {
  return { stdout, stderr: new Writable(), env: {}, abortSignal };
}

function collect() {
  const chunks: string[] = [];
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  return { chunks, context: contextWith(stdout) };
}

async function* chunksOf(...chunks: readonly string[]) {
  yield* chunks;
}

describe('output', () => {
  test('goes to standard output in chunks without a file', async () => {
    const { chunks, context } = collect();
    await writeOut(chunksOf('one', 'two'), undefined, context);
    await writeText(async () => 'three', undefined, context);
    expect(chunks).toStrictEqual(['one', 'two', 'three']);
  });

  test('goes only to the named file', async () => {
    const { chunks, context } = collect();
    const out = join(await temporaryFolder(), 'out');
    await writeOut(chunksOf('one', 'two'), out, context);
    expect([await readFile(out, 'utf8'), chunks]).toStrictEqual(['onetwo', []]);
  });

  test('that fails half way leaves the file unchanged', async () => {
    const folder = await temporaryFolder();
    const out = join(folder, 'out');
    await writeFile(out, 'before');
    async function* failing() {
      yield 'one';
      throw new Error('it failed');
    }
    await expect(writeOut(failing(), out, collect().context)).rejects.toThrow('it failed');
    expect([await readdir(folder), await readFile(out, 'utf8')]).toStrictEqual([['out'], 'before']);
  });

  test('is not produced for a file that is not writable', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'folder'));
    let isMade = false;
    const make = async () => {
      isMade = true;
      return '';
    };
    const { context } = collect();
    for (const [path, reason] of [
      [join(folder, 'folder'), 'this is a folder, not a file'],
      [join(folder, 'missing', 'x'), 'there is no such file or folder'],
    ] as const) {
      await expect(writeText(make, path, context)).rejects.toThrow(
        new CommandError(`--out ${path}: ${reason}.`),
      );
      await expect(writeOut(chunksOf(''), path, context, '--xlsx')).rejects.toThrow(
        new CommandError(`--xlsx ${path}: ${reason}.`),
      );
    }
    expect(isMade).toBe(false);
  });

  test.runIf(process.platform === 'linux')('is written to a device, which may be full', async () => {
    const { context } = collect();
    // Links: a program with a fault in it replaces these alone.
    const folder = await temporaryFolder();
    const [nothing, full] = [join(folder, 'null'), join(folder, 'full')];
    await symlink('/dev/null', nothing);
    await symlink('/dev/full', full);
    await writeOut(chunksOf('one'), nothing, context);
    expect((await stat(nothing)).isCharacterDevice()).toBe(true);
    await expect(writeOut(chunksOf('one'), full, context)).rejects.toThrow(
      new CommandError(`--out ${full}: no space is left on the device.`),
    );
  });

  test('that is lost is an error, unless the reader has closed the pipe', () => {
    expect(lostOutput(systemError('EPIPE'))).toStrictEqual(new CommandError('', 0));
    expect(lostOutput(systemError('ENOSPC'))).toStrictEqual(
      new CommandError("The output can't be written: no space is left on the device."),
    );
    expect(lostOutput(new Error('it failed'))).toStrictEqual(
      new CommandError("The output can't be written: it failed."),
    );
  });

  test('that a stream refuses is lost', async () => {
    const stdout = new Writable({ write: (_chunk, _encoding, done) => done(systemError('EIO')) });
    stdout.on('error', () => {});
    await expect(print('text', contextWith(stdout))).rejects.toThrow(
      new CommandError("The output can't be written: the device failed."),
    );
  });

  test('does not delay a program that is stopped', async () => {
    const stop = new AbortController();
    const stalled = contextWith(new Writable({ write() {} }), stop.signal);
    const printing = print('text', stalled);
    stop.abort(new Error('stopped'));
    await expect(printing).rejects.toThrow('stopped');
    let isWritten = false;
    const stdout = new Writable({
      write(_chunk, _encoding, done) {
        isWritten = true;
        done();
      },
    });
    await expect(print('text', contextWith(stdout, stop.signal))).rejects.toThrow('stopped');
    expect(isWritten).toBe(false);
  });
});
