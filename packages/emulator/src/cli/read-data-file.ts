import { readFileSync } from 'node:fs';

import { type DataSet, DataSetError, readDataSet } from '../facts/data-set.ts';
import { EmulatorOptionsError } from '../options.ts';

/** Reads the facts to serve: the word `documented`, or the name of a JSON file, with or without a byte order mark. */
export function readDataFile(name: string): DataSet | 'documented' {
  if (name === 'documented') return name;
  const text = readText(name);
  try {
    return readDataSet(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (error) {
    if (error instanceof DataSetError) throw new EmulatorOptionsError(`--data ${name}: ${error.message}`);
    // The parser's own message quotes the file, which may hold names of real customers.
    if (error instanceof SyntaxError) throw new EmulatorOptionsError(`--data ${name}: the file is not JSON.`);
    throw error;
  }
}

function readText(name: string): string {
  try {
    return readFileSync(name, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new EmulatorOptionsError(`--data ${name}: the file can't be read (${code}).`);
  }
}
