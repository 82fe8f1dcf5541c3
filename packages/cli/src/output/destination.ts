import type { Context } from '../context.ts';
import { CommandError, exitCode } from '../exit.ts';
import { findTarget } from '../files/find-target.ts';
import { replaceFile } from '../files/replace-file.ts';
import { describeSystemError, isSystemError, named, naming } from '../files/system-error.ts';
import { open, type FileHandle } from 'node:fs/promises';
import type { Chunk } from './rows.ts';

/**
 * Writes to the file that the user names, or to standard output, and respects backpressure.
 * @param option The option that names the file.
 */
export async function writeOut(
  chunks: AsyncIterable<Chunk>,
  out: string | undefined,
  context: Context,
  option = '--out',
): Promise<void> {
  if (out !== undefined) return writeToFile(chunks, out, option);
  for await (const chunk of chunks) await print(chunk, context);
}

/** Writes the output as one chunk. It is created after the file was opened, so that no request is wasted. */
export function writeText(
  make: () => Promise<string>,
  out: string | undefined,
  context: Context,
): Promise<void> {
  return writeOut(
    (async function* () {
      yield await make();
    })(),
    out,
    context,
  );
}

/**
 * Writes to standard output, and resolves when the operating system has accepted the data.
 * @throws {CommandError} when the output is lost.
 */
export async function print(text: Chunk, { stdout, abortSignal }: Context): Promise<void> {
  abortSignal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const abort = (): void => reject(abortSignal.reason);
    abortSignal.addEventListener('abort', abort, { once: true });
    stdout.write(text, (error) => {
      abortSignal.removeEventListener('abort', abort);
      if (error) reject(lostOutput(error));
      else resolve();
    });
  });
}

/** The error with which the program ends when its output can't be written. */
export function lostOutput(error: Error): CommandError {
  // The reader has stopped reading, as `head` does. That is not an error.
  if (isSystemError(error, 'EPIPE')) return new CommandError('', exitCode.done);
  return new CommandError(`The output can't be written: ${describeSystemError(error) ?? error.message}.`);
}

/** The file appears when it is complete: a command that fails leaves the old file. */
async function writeToFile(chunks: AsyncIterable<Chunk>, path: string, option: string): Promise<void> {
  const name = `${option} ${path}`;
  const target = await naming(name, findTarget(path));
  if (target.stats?.isDirectory()) throw new CommandError(`${name}: this is a folder, not a file.`);
  if (target.stats !== undefined && !target.stats.isFile()) return writeToDevice(chunks, path, name);
  const replacement = await naming(name, replaceFile(target));
  try {
    await writeChunks(chunks, replacement.file, name);
    await naming(name, replacement.commit());
  } finally {
    await replacement.discard();
  }
}

/** Writes directly to a device or a pipe, which can't be replaced. */
async function writeToDevice(chunks: AsyncIterable<Chunk>, path: string, name: string): Promise<void> {
  const file = await naming(name, open(path, 'w'));
  try {
    await writeChunks(chunks, file, name);
  } finally {
    await file.close().catch((error: unknown) => {
      throw named(name, error);
    });
  }
}

async function writeChunks(chunks: AsyncIterable<Chunk>, file: FileHandle, name: string): Promise<void> {
  for await (const chunk of chunks) await naming(name, file.writeFile(chunk));
}
