import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findInSource, type PlacedFinding } from './find-in-source.ts';
import { languageOf } from './language.ts';

const skippedFolders: ReadonlySet<string> = new Set(['node_modules', '.git', '.hg', '.svn']);

export interface SourceFile {
  /** Relative to the folder, with slashes. */
  readonly file: string;
  readonly findings: readonly PlacedFinding[];
}

/** Reads the sources in a folder and below, in the order of their names. Links are not followed. */
export async function* findInFolder(folder: string, within = ''): AsyncGenerator<SourceFile> {
  const entries = await readdir(join(folder, within), { withFileTypes: true });
  entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const entry of entries) {
    const file = within === '' ? entry.name : `${within}/${entry.name}`;
    if (entry.isDirectory() && !skippedFolders.has(entry.name)) yield* findInFolder(folder, file);
    const language = entry.isFile() ? languageOf(entry.name) : undefined;
    if (language === undefined) continue;
    const source = decode(await readFile(join(folder, file)));
    if (source !== undefined) yield { file, findings: findInSource(source, language) };
  }
}

/** PowerShell's own editor saves UTF-16. `undefined` for what is no text. */
function decode(bytes: Buffer): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return bytes.subarray(0, 8000).includes(0) ? undefined : new TextDecoder().decode(bytes);
}
