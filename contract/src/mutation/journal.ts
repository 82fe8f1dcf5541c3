import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { objectOf } from '../documents/json.ts';
import { readKills } from './read-kills.ts';
import type { Kills } from './try-mutation.ts';

/** The results of the mutations in a run, kept so that an interrupted run can resume. */
export interface Journal {
  /** Results, keyed by the name of the mutation. */
  readonly known: ReadonlyMap<string, Kills>;
  add(name: string, kills: Kills): void;
}

const root = new URL('../../../', import.meta.url);
const folder = new URL('../../node_modules/.cache/mutations/', import.meta.url);

/** All sources that affect the result of a mutation. */
const sources = [
  'spec',
  'packages/client/src',
  'packages/client/pacts',
  'packages/emulator/src',
  'contract',
  'pnpm-lock.yaml',
];
const besides =
  /(^|\/)(node_modules|dist|coverage|\.turbo)\/|\.md$|\/mutation\/(survivors|report\w*|matrix)\.ts$/;

/** Opens the journal for the current files. A change to one of them starts another journal. */
export async function openJournal(): Promise<Journal> {
  mkdirSync(folder, { recursive: true });
  const file = new URL(`${await fingerprint()}.jsonl`, folder);
  return {
    known: existsSync(file) ? readJournal(readFileSync(file, 'utf8')) : new Map(),
    add: (name, kills) => appendFileSync(file, `${JSON.stringify({ name, kills })}\n`),
  };
}

/** @param text - Lines of JSON, of which the last may be truncated. */
export function readJournal(text: string): ReadonlyMap<string, Kills> {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const lines = whole.split('\n').filter((line) => line !== '');
  return new Map(
    lines.map((line) => {
      const { name, kills } = objectOf(JSON.parse(line));
      return [String(name), readKills(kills)];
    }),
  );
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of await filesIn(source))
      hash.update(`${file}\n`).update(await readFile(new URL(file, root)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesIn(source: string): Promise<readonly string[]> {
  if (/\.\w+$/.test(source)) return [source];
  const entries = await readdir(fileURLToPath(new URL(`${source}/`, root)), {
    recursive: true,
    withFileTypes: true,
  });
  const prefix = fileURLToPath(root).length;
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(prefix).replaceAll('//', '/'))
    .filter((file) => !besides.test(file))
    .toSorted();
}
