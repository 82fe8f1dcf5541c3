import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { isRecord } from '../src/is-record.ts';

/** The file of the API description. */
export const descriptionUrl = new URL('../openapi.yaml', import.meta.url);

/** Reads the API description afresh, so that a test may change its copy. */
export async function readDescription(): Promise<Record<string, unknown>> {
  const document: unknown = parse(await readFile(descriptionUrl, 'utf8'));
  if (!isRecord(document)) throw new Error('openapi.yaml holds no object.');
  return document;
}
