import { readFileSync } from 'node:fs';

import { type DataSet, DataSetError, readDataSet } from '../facts/data-set.ts';
import { EmulatorOptionsError } from '../options.ts';

/** The byte order marks of text files. PowerShell's `>` writes UTF-16. */
const marks = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
] as const;

/** Reads the facts to serve, from the word `documented` or the name of a JSON file, such as a saved answer. */
export function readDataFile(name: string): DataSet | 'documented' {
  if (name === 'documented') return name;
  const refuse = (reason: string) => new EmulatorOptionsError(`--data ${name}: ${reason}`);
  const bytes = readBytes(name, refuse);
  const encoding = marks.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte))?.encoding;
  try {
    // The decoder removes the mark.
    const value: DataSet = JSON.parse(new TextDecoder(encoding, { fatal: true }).decode(bytes));
    readDataSet(value);
    return value;
  } catch (error) {
    if (error instanceof DataSetError) throw refuse(error.message);
    // The parser's own message quotes the file, which may hold names of real customers.
    if (error instanceof SyntaxError || error instanceof TypeError) {
      throw refuse('the file is not JSON in UTF-8, or in UTF-16 with a byte order mark.');
    }
    throw error;
  }
}

function readBytes(name: string, refuse: (reason: string) => EmulatorOptionsError): Uint8Array {
  try {
    return readFileSync(name);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw refuse(`the file can't be read (${code}).`);
  }
}
