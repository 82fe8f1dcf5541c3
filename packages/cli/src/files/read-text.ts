import { readFile } from 'node:fs/promises';
import { CommandError } from '../exit.ts';
import { naming } from './system-error.ts';

/**
 * Reads a text file: UTF-8, or UTF-16 with a byte order mark, which is what `>` of Windows PowerShell writes. The
 * mark is removed.
 * @param name The name of the file in messages.
 * @throws {CommandError} when the file can't be read or has another encoding.
 */
export async function readTextFile(path: string, name: string): Promise<string> {
  const text = decodeText(await naming(name, readFile(path)));
  if (text !== undefined) return text;
  throw new CommandError(
    `${name}: this is neither UTF-8 nor UTF-16 with a byte order mark. Save it as UTF-8.`,
  );
}

/** Decodes text. `undefined` for bytes that are not text in one of these encodings. */
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

/** Trims a value: people copy line ends, spaces and byte order marks with it, and secret mounts add line ends. */
export function trimValue(text: string): string {
  return text.replace(/^[\s\uFEFF]+|[\s\uFEFF]+$/g, '');
}
