import { once } from 'node:events';
import { open, rename, rm } from 'node:fs/promises';
import { CommandError } from '../command-error.ts';
import type { Context } from '../context.ts';
import { describeSystemError } from '../system-error.ts';
import { findOutFile } from './out-file.ts';

/** Writes text to the file that the user names, or else to the standard output, no faster than it is taken. */
export async function writeOut(
  chunks: AsyncIterable<string>,
  out: string | undefined,
  context: Context,
): Promise<void> {
  await (out === undefined ? writeToStream(chunks, context) : writeToFile(chunks, out));
}

/** The whole output as one chunk, made when its file is open: what can't be written is not asked for. */
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

async function writeToStream(chunks: AsyncIterable<string>, { stdout, abortSignal }: Context): Promise<void> {
  for await (const chunk of chunks) {
    if (!stdout.write(chunk)) await once(stdout, 'drain', { signal: abortSignal });
    abortSignal.throwIfAborted();
  }
}

/** The file appears when it is complete: a command that fails leaves what was there before. */
async function writeToFile(chunks: AsyncIterable<string>, path: string): Promise<void> {
  const { target, isReplaced, mode } = await findOutFile(path);
  const written = isReplaced ? `${target}.${process.pid}.part` : target;
  const file = await naming(path, open(written, 'w', mode));
  try {
    for await (const chunk of chunks) await naming(path, file.writeFile(chunk));
    if (isReplaced) await naming(path, file.sync());
    await file.close();
    if (isReplaced) await naming(path, rename(written, target));
  } catch (error) {
    await file.close().catch(() => {});
    if (isReplaced) await rm(written, { force: true });
    throw error;
  }
}

/** Lets a failure speak of the file as the user has named it. */
function naming<Result>(path: string, operation: Promise<Result>): Promise<Result> {
  return operation.catch((error: unknown) => {
    const reason = describeSystemError(error);
    throw reason === undefined ? error : new CommandError(`--out ${path}: ${reason}.`);
  });
}
