import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findDrift } from './find-drift.ts';
import { repairCommand, type RenderedFile } from './render-files.ts';

/**
 * Compares the files of a folder with those generated from the description. Returns one message for each difference.
 */
export async function checkFiles(folder: string, files: readonly RenderedFile[]): Promise<string[]> {
  const messages = await Promise.all(files.map((file) => checkFile(join(folder, file.name), file.text)));
  return messages.filter((message) => message !== null);
}

async function checkFile(path: string, expected: string): Promise<string | null> {
  const actual = await readIfPresent(path);
  if (actual === null) return `${path} is missing.\n  Repair it with: ${repairCommand}`;
  const drift = findDrift(expected, actual);
  if (drift === null) return null;
  return [
    `${path} is out of step with the API description, first at line ${drift.line}:`,
    `  expected: ${drift.expected ?? '(end of file)'}`,
    `  actual:   ${drift.actual ?? '(end of file)'}`,
    `  Repair it with: ${repairCommand}`,
  ].join('\n');
}

async function readIfPresent(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
