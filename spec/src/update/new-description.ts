import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { findBreaches } from '../conventions/find-breaches.ts';
import { wordsForUsers } from '../render/doc-comment.ts';
import { findNodes } from '../find-nodes.ts';
import { isRecord } from '../is-record.ts';
import { textOf } from '../read-schema.ts';
import { runRedocly } from '../redocly.ts';
import { applyPatch, isPatch } from './apply-patch.ts';
import { settle } from './settle.ts';

/** A description with the examples that it refers to. */
export interface Description {
  readonly text: string;
  readonly document: Record<string, unknown>;
  /** The folder of its examples. */
  readonly folder: string;
  /** Texts, by the path in the description; undefined for a missing file. */
  readonly examples: ReadonlyMap<string, string | undefined>;
}

/** @throws Error when the file is missing or unreadable. */
export async function readDescription(path: string): Promise<Description> {
  return await describe(await readFile(path, 'utf8'), dirname(path), path);
}

/**
 * Reads a complete description, or a patch of the current one: a JSON Merge Patch or an overlay, in JSON or YAML.
 *
 * @throws Error when the file is missing, or can't be read or applied.
 */
export async function readNextDescription(path: string, present: Description): Promise<Description> {
  const text = await readFile(path, 'utf8');
  const parsed: unknown = parse(text);
  const whole = isPatch(parsed) ? await applyPatch(present.text, parsed) : text;
  return await describe(await settle(whole, present.document), dirname(path), path);
}

/** The properties without a description, such as `LicensesUsageRow.tenantRegion`. */
export function findUndescribed({ document }: Description): readonly string[] {
  return findNodes(document['components'], (_node, path) => path.at(-2) === 'properties')
    .filter(({ node }) => wordsForUsers(textOf(node['description'])) === '')
    .map(({ path }) => `${path[1]}.${path.at(-1)}`);
}

async function describe(text: string, folder: string, path: string): Promise<Description> {
  const document: unknown = parse(text);
  if (!isRecord(document)) throw new Error(`${path} holds no API description.`);
  const places = new Set(
    findNodes(document, (node) => typeof node['externalValue'] === 'string').map(({ node }) =>
      String(node['externalValue']),
    ),
  );
  const found = await Promise.all(
    [...places].map(async (place) => [place, await readIfThere(join(folder, place))] as const),
  );
  return { text, document, folder, examples: new Map(found) };
}

/** Whether the new description equals the current one, regardless of its layout. */
export function isSame(present: Description, next: Description): boolean {
  return (
    isDeepStrictEqual(present.document, next.document) &&
    [...lyingBeside(next)].every(([place, text]) => present.examples.get(place) === text)
  );
}

/** The problems that the lint and the conventions find in a description file, one line each. */
export async function findProblems(
  path: string,
  document: Record<string, unknown>,
): Promise<readonly string[]> {
  const { problems } = await runRedocly('lint', path);
  if (!Array.isArray(problems)) throw new Error('redocly lint reports no list of problems.');
  const lint = problems.filter(isRecord).map(({ message, location }) => {
    const [first] = Array.isArray(location) ? location.filter(isRecord) : [];
    const pointer = first?.['pointer'];
    return `${typeof pointer === 'string' ? pointer : '#/'}: ${String(message)}`;
  });
  if (lint.length > 0) return lint;
  return findBreaches(document).map(({ place, fault }) => `#${place}: ${fault}`);
}

/**
 * Replaces a description with another one, and the examples that are beside it; the others stay. Unused examples are
 * removed.
 */
export async function takeOver(next: Description, present: Description): Promise<void> {
  await writeFile(join(present.folder, 'openapi.yaml'), next.text);
  for (const [place] of lyingBeside(next)) {
    if (next.folder === present.folder) continue;
    await mkdir(dirname(join(present.folder, place)), { recursive: true });
    await cp(join(next.folder, place), join(present.folder, place));
  }
  for (const [place] of lyingBeside(present)) {
    if (!next.examples.has(place)) await rm(join(present.folder, place));
  }
}

function lyingBeside({ examples }: Description): readonly (readonly [string, string | undefined])[] {
  return [...examples].filter(([, text]) => text !== undefined);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
