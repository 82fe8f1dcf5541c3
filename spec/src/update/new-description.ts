import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { findNodes } from '../find-nodes.ts';
import { isRecord } from '../is-record.ts';
import { runRedocly } from '../redocly.ts';

/** A description with the examples that it refers to, wherever it lies. */
export interface Description {
  readonly path: string;
  readonly document: Record<string, unknown>;
  /** Text by place, as the description refers to it; undefined where nothing lies there. */
  readonly examples: ReadonlyMap<string, string | undefined>;
}

/** @throws Error when there is no such file, or nothing in it that can be read. */
export async function readDescription(path: string): Promise<Description> {
  const document: unknown = parse(await readFile(path, 'utf8'));
  if (!isRecord(document)) throw new Error(`${path} holds no API description.`);
  const places = new Set(
    findNodes(document, (node) => typeof node['externalValue'] === 'string').map(({ node }) =>
      String(node['externalValue']),
    ),
  );
  const found = await Promise.all(
    [...places].map(async (place) => [place, await readIfThere(join(dirname(path), place))] as const),
  );
  return { path, document, examples: new Map(found) };
}

/** Whether the new description says just what the present one says, whatever its layout. */
export function isSame(present: Description, next: Description): boolean {
  return (
    isDeepStrictEqual(present.document, next.document) &&
    [...lyingBeside(next)].every(([place, text]) => present.examples.get(place) === text)
  );
}

/** What the lint has against a description, each problem in one line; empty when it has nothing. */
export async function lint({ path }: Description): Promise<readonly string[]> {
  const { problems } = await runRedocly('lint', path);
  if (!Array.isArray(problems)) throw new Error('redocly lint reports no list of problems.');
  return problems.filter(isRecord).map(({ message, location }) => {
    const [first] = Array.isArray(location) ? location.filter(isRecord) : [];
    const pointer = first?.['pointer'];
    return `${typeof pointer === 'string' ? pointer : '#/'}: ${String(message)}`;
  });
}

/**
 * Puts a description in the place of another, with those of its examples that lie beside it; the others may be the present
 * ones. Examples that it no longer refers to go.
 */
export async function takeOver(next: Description, present: Description): Promise<void> {
  await cp(next.path, present.path);
  const folder = dirname(present.path);
  for (const [place] of lyingBeside(next)) {
    await mkdir(dirname(join(folder, place)), { recursive: true });
    await cp(join(dirname(next.path), place), join(folder, place));
  }
  for (const [place] of lyingBeside(present)) {
    if (!next.examples.has(place)) await rm(join(folder, place));
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
