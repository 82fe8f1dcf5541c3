import { readFile } from 'node:fs/promises';
import { CommandError } from '../exit.ts';
import { naming } from './system-error.ts';

/**
 * The text of a file that a person has saved: UTF-8, or UTF-16 with a byte order mark, as `>` of Windows PowerShell
 * writes it. The mark is left out.
 * @param name How messages call the file.
 * @throws {CommandError} when the file can't be read, or its encoding is another one.
 */
export async function readTextFile(path: string, name: string): Promise<string> {
  const text = decodeText(await naming(name, readFile(path)));
  if (text !== undefined) return text;
  throw new CommandError(
    `${name}: this is neither UTF-8 nor UTF-16 with a byte order mark. Save it as UTF-8.`,
  );
}

/** `undefined` for bytes that are no text in these encodings. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** A value as it is meant: people copy line ends, blanks and byte order marks along, and secret mounts add line ends. */
export function trimValue(text: string): string {
  return text.replace(/^[\s\uFEFF]+|[\s\uFEFF]+$/g, '');
}
