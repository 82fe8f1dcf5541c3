import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RenderedFile } from './render-files.ts';

/** Writes the files into a folder, which is created if missing. Returns the written paths. */
export async function writeFiles(folder: string, files: readonly RenderedFile[]): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  return await Promise.all(
    files.map(async ({ name, text }) => {
      const path = join(folder, name);
      await writeFile(path, text);
      return path;
    }),
  );
}
