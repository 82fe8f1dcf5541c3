import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { findBreaches } from '../../src/conventions/find-breaches.ts';
import { isRecord } from '../../src/is-record.ts';
import { renderFiles } from '../../src/render-files.ts';
import { applyPatch } from '../../src/update/apply-patch.ts';
import { findBreaks } from '../../src/update/find-breaks.ts';
import { changes } from './changes.ts';
import { present } from './descriptions.ts';

const before: unknown = parse(present);

const taken = changes.filter(({ refusal }) => refusal === undefined);
const refused = changes.filter(({ refusal }) => refusal !== undefined);

// Each generates everything anew. `test:update` takes all of them through every gate.
const sample = taken.filter((_, index) => index % 3 === 0);

it.each(sample)('takes over $what by generating alone', async ({ patch }) => {
  const { text, after } = await apply(patch);

  expect(findBreaks(before, after)).toEqual([]);
  expect(findBreaches(after)).toEqual([]);
  expect(await generate(text)).toContain('models.ts');
});

it.each(refused)('refuses $what: $refusal', async ({ patch, refusal }) => {
  const { after } = await apply(patch);

  expect(findBreaks(before, after).map(({ what }) => what)).toContainEqual(
    expect.stringContaining(`${refusal}`),
  );
});

async function apply(patch: Record<string, unknown>) {
  const text = await applyPatch(present, patch);
  const after: unknown = parse(text);
  if (!isRecord(after)) throw new Error('The patch left no description.');
  return { text, after };
}

async function generate(text: string): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'change-'));
  try {
    const path = join(folder, 'openapi.yaml');
    await writeFile(path, text);
    await cp(new URL('../../examples', import.meta.url), join(folder, 'examples'), { recursive: true });
    return (await renderFiles(pathToFileURL(path))).map(({ name }) => name);
  } finally {
    await rm(folder, { recursive: true });
  }
}
