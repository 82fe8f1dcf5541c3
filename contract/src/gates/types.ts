import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { renderFiles } from '@licenses-usage/spec/render-files';

import { isObject, type JsonObject } from '../documents/json.ts';
import { createClientCompiler, type GeneratedFile } from './client-compiler.ts';
import type { Finding } from './finding.ts';

/** Compiles the client against types generated from a description. */
export interface TypeCheck {
  /** @returns the compiler's errors. */
  check(document: JsonObject): Promise<readonly Finding[]>;
  close(): Promise<void>;
}

/** Compiles only once for all descriptions with the same types. */
export async function createTypeCheck(): Promise<TypeCheck> {
  const compiler = await createClientCompiler();
  const folder = await mkdtemp(join(tmpdir(), 'description-'));
  const rendered = new Map<string, Promise<readonly Finding[]>>();
  const verdicts = new Map<string, Promise<readonly Finding[]>>();

  async function compile(files: readonly GeneratedFile[]): Promise<readonly Finding[]> {
    const errors = await compiler.compile(files);
    return errors.map((error) => ({
      place: `packages/client/${error}`,
      fault: 'The client does not compile against the types of the description.',
      repair: 'Correct the client, or the description.',
    }));
  }

  async function findingsFor(text: string): Promise<readonly Finding[]> {
    const file = join(folder, `${rendered.size}.yaml`);
    await writeFile(file, text);
    const files = await renderFiles(pathToFileURL(file));
    const key = files.map((each) => each.text).join('');
    const verdict = verdicts.get(key) ?? compile(files);
    verdicts.set(key, verdict);
    return verdict;
  }

  return {
    check(document) {
      const text = typesOnly(document);
      const findings = rendered.get(text) ?? findingsFor(text);
      rendered.set(text, findings);
      return findings;
    },
    async close() {
      await Promise.all([compiler.close(), rm(folder, { recursive: true })]);
    },
  };
}

/** Formats and limits stay, because the generator uses them. */
const withoutTypes = new Set(
  'description summary examples example pattern uniqueItems minItems maxItems'.split(' '),
);

/** The description without keywords that don't affect types, so that a change to them needs no compilation. */
function typesOnly(document: JsonObject): string {
  return JSON.stringify(document, (key, value: unknown) => {
    // A property may also have such a name, and then its value is an object.
    const isKeyword = withoutTypes.has(key) && !isObject(value);
    return isKeyword || (isObject(value) && 'externalValue' in value) ? undefined : value;
  });
}
