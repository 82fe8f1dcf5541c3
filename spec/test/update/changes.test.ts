import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { findBreaches } from '../../src/conventions/find-breaches.ts';
import { renderFiles } from '../../src/render-files.ts';
import { findBreaks } from '../../src/update/find-breaks.ts';
import { readDescription, readNextDescription } from '../../src/update/new-description.ts';
import { descriptionUrl } from '../read-description.ts';
import { changes } from './changes.ts';

const now = await readDescription(fileURLToPath(descriptionUrl));
const before = now.document;

const taken = changes.filter(({ refusal }) => refusal === undefined);
const refused = changes.filter(({ refusal }) => refusal !== undefined);

// Each change generates everything again. `test:update` runs every gate for all of them.
const sample = taken.filter((_, index) => index % 3 === 0);

it.each(sample)('applies $what by generating alone', async ({ patch }) => {
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
  return await inFolder(async (folder) => {
    const path = join(folder, 'patch.json');
    await writeFile(path, JSON.stringify(patch));
    const { text, document } = await readNextDescription(path, now);
    return { text, after: document };
  });
}

async function generate(text: string): Promise<readonly string[]> {
  return await inFolder(async (folder) => {
    const path = join(folder, 'openapi.yaml');
    await writeFile(path, text);
    await cp(new URL('../../examples', import.meta.url), join(folder, 'examples'), { recursive: true });
    return (await renderFiles(pathToFileURL(path))).map(({ name }) => name);
  });
}

async function inFolder<Result>(run: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'change-'));
  try {
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
