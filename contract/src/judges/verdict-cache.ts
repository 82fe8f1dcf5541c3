import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { arrayOf, objectOf, textsOf } from '../documents/json.ts';

/** What Pact's verifier said before: of one version, its verdict on a question never changes. */
export interface VerdictCache {
  get(question: string): readonly string[] | undefined;
  add(question: string, verdict: readonly string[]): void;
  /** Writes what was added since the last time. */
  save(): void;
}

const { version } = objectOf(createRequire(import.meta.url)('@pact-foundation/pact/package.json'));
const folder = fileURLToPath(new URL('../../node_modules/.cache/verdicts/', import.meta.url));
/** In bytes: some hundred descriptions. A file that has grown larger is begun anew. */
const mostKept = 32_000_000;

/** Opens the cache that the programs and tests of this member share. Others that run beside it only add lines. */
export function openVerdictCache(path = join(folder, `pact-${String(version)}.jsonl`)): VerdictCache {
  const known = new Map(readLines(path).map(([key, ...verdict]) => [key, verdict]));
  let added: string[] = [];
  return {
    get: (question) => known.get(keyOf(question)),
    add(question, verdict) {
      const key = keyOf(question);
      known.set(key, [...verdict]);
      added.push(`${JSON.stringify([key, ...verdict])}\n`);
    },
    save() {
      if (added.length === 0) return;
      mkdirSync(dirname(path), { recursive: true });
      appendFileSync(path, added.join(''));
      added = [];
    },
  };
}

function keyOf(question: string): string {
  return createHash('sha256').update(question).digest('base64url');
}

/** A line that was cut off is a verdict that is asked for again. */
function readLines(path: string): readonly (readonly string[])[] {
  return textOf(path)
    .split('\n')
    .flatMap((line) => {
      try {
        const texts = textsOf(arrayOf(JSON.parse(line)));
        return texts.length > 0 ? [texts] : [];
      } catch {
        return [];
      }
    });
}

function textOf(path: string): string {
  try {
    const text = readFileSync(path, 'utf8');
    if (text.length <= mostKept) return text;
    rmSync(path, { force: true });
    return '';
  } catch {
    return '';
  }
}
