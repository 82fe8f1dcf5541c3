import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { arrayOf, objectOf, textsOf } from '../documents/json.ts';

/** The verdicts of Pact's verifier. For one version, the verdict on a question never changes. */
export interface VerdictCache {
  get(question: string): readonly string[] | undefined;
  add(question: string, verdict: readonly string[]): void;
  /** Writes the new verdicts. */
  save(): void;
}

const { version } = objectOf(createRequire(import.meta.url)('@pact-foundation/pact/package.json'));
const folder = fileURLToPath(new URL('../../node_modules/.cache/verdicts/', import.meta.url));
/** In bytes: a few hundred descriptions. A larger file is started anew. */
const mostKept = 32_000_000;

/** Opens the cache that the programs and tests of this package share. Concurrent processes only append lines. */
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

/** The verdict of a truncated line is asked for again. */
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
