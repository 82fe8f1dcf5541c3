import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findBreaches } from '../../src/conventions/find-breaches.ts';
import { readModels } from '../../src/read-models.ts';
import { readDescription, readNextDescription } from '../../src/update/new-description.ts';
import { descriptionUrl } from '../read-description.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'patch-'));
});

afterEach(() => rm(folder, { recursive: true }));

it.each([
  ['a new field', 'tenantRegion', { type: 'string', description: 'The region.' }, 'The region. Never null.'],
  ['a new field without words', 'tenantRegion', { type: ['string', 'null'] }, 'May be null.'],
  [
    'a field that becomes nullable',
    'productName',
    { type: ['string', 'null'] },
    'The name of the product, in capitals. May be null.',
  ],
])('adds to the words of %s what its schema says of null', async (_what, name, property, words) => {
  const path = join(folder, 'patch.json');
  const patch = { components: { schemas: { LicensesUsageRow: { properties: { [name]: property } } } } };
  await writeFile(path, JSON.stringify(patch));

  const { document } = await readNextDescription(path, await readDescription(fileURLToPath(descriptionUrl)));

  const [row] = readModels(document, 'LicensesUsageRow', undefined);
  expect(row?.fields.find((field) => field.name === name)?.description).toBe(words);
  expect(findBreaches(document)).toEqual([]);
});
