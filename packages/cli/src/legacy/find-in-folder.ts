import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeText } from '../files/read-text.ts';
import { findInSource, type PlacedFinding } from './find-in-source.ts';
import { languageOf, type Language } from './language.ts';

const skippedFolders: ReadonlySet<string> = new Set(['node_modules', '.git', '.hg', '.svn']);

export interface SourceFile {
  /** Relative to the folder, with slashes. */
  readonly file: string;
  /** `undefined` for a file that was not read, because it is of another kind or is not text. */
  readonly language: Language | undefined;
  readonly findings: readonly PlacedFinding[];
}

/** No hand-written source is larger. */
const largestInBytes = 64 * 2 ** 20;

const tooLarge: PlacedFinding = {
  operation: 'not-understood',
  found: 'larger than 64 MiB, so it was not read',
  offset: 0,
  line: 1,
  column: 1,
};

/** Reads the sources in a folder and below, in the order of their names. Links are not followed. */
export async function* findInFolder(folder: string, within = ''): AsyncGenerator<SourceFile> {
  const entries = await readdir(join(folder, within), { withFileTypes: true });
  entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const entry of entries) {
    const file = within === '' ? entry.name : `${within}/${entry.name}`;
    if (entry.isDirectory() && !skippedFolders.has(entry.name)) yield* findInFolder(folder, file);
    if (!entry.isFile()) continue;
    const language = languageOf(entry.name);
    if (language !== undefined && (await stat(join(folder, file))).size > largestInBytes) {
      yield { file, language, findings: [tooLarge] };
      continue;
    }
    const source = language === undefined ? undefined : decode(await readFile(join(folder, file)));
    if (language === undefined || source === undefined) yield { file, language: undefined, findings: [] };
    else yield { file, language, findings: findInSource(source, language) };
  }
}

/** PowerShell's own editor saves UTF-16, and some tools leave out the mark. `undefined` for files that are not text. */
function decode(bytes: Buffer): string | undefined {
  const start = bytes.subarray(0, 8000);
  const text = decodeText(bytes);
  if (text !== undefined || !start.includes(0)) return text ?? new TextDecoder('windows-1252').decode(bytes);
  if (isMostlyZero(start, 1)) return new TextDecoder('utf-16le').decode(bytes);
  return isMostlyZero(start, 0) ? new TextDecoder('utf-16be').decode(bytes) : undefined;
}

/** Whether nearly every second byte is zero, as in UTF-16 text with Latin letters. */
function isMostlyZero(bytes: Buffer, parity: 0 | 1): boolean {
  const half = bytes.filter((_, index) => index % 2 === parity);
  return half.length > 0 && half.filter((byte) => byte === 0).length > half.length * 0.7;
}
