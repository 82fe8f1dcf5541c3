import { once } from 'node:events';
import { open, rename, rm } from 'node:fs/promises';
import type { Context } from '../context.ts';

/** Writes text to the file that the user names, or else to the standard output, no faster than it is taken. */
export async function writeOut(
  chunks: AsyncIterable<string>,
  out: string | undefined,
  context: Context,
): Promise<void> {
  await (out === undefined ? writeToStream(chunks, context) : writeToFile(chunks, out));
}

/** The whole output as one chunk. */
export function writeText(text: string, out: string | undefined, context: Context): Promise<void> {
  return writeOut(
    (async function* () {
      yield text;
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
  const written = `${path}.${process.pid}.part`;
  const file = await open(written, 'w');
  try {
    for await (const chunk of chunks) await file.writeFile(chunk);
    await file.sync();
    await file.close();
    await rename(written, path);
  } catch (error) {
    await file.close().catch(() => {});
    await rm(written, { force: true });
    throw error;
  }
}
