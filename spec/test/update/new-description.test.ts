import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findBreaches } from '../../src/conventions/find-breaches.ts';
import { readModels } from '../../src/read-models.ts';
import { applyPatch } from '../../src/update/apply-patch.ts';
import { findUndescribed, readDescription, readNextDescription } from '../../src/update/new-description.ts';
import { descriptionUrl } from '../read-description.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'patch-'));
});

afterEach(() => rm(folder, { recursive: true }));

it.each([
  ['a new field', 'testedRegion', { type: 'string', description: 'The region.' }, 'The region. Never null.'],
  [
    'a new GUID',
    'testedOrderId',
    { type: 'string', format: 'uuid', description: 'The id of the order.' },
    'The id of the order. Never null. A GUID.',
  ],
  [
    'a new text of limited length',
    'testedNote',
    { type: 'string', maxLength: 50, description: 'A note.' },
    'A note. Never null. At most 50 characters.',
  ],
  ['a new field without a description', 'testedRegion', { type: ['string', 'null'] }, 'May be null.'],
  [
    'a field that becomes nullable',
    'productName',
    { type: ['string', 'null'] },
    'The name of the product, in capitals. May be null.',
  ],
])('adds to the description of %s what only its schema says', async (_what, name, property, words) => {
  const path = join(folder, 'patch.json');
  const patch = { components: { schemas: { LicensesUsageRow: { properties: { [name]: property } } } } };
  await writeFile(path, JSON.stringify(patch));

  const { document } = await readNextDescription(path, await readDescription(fileURLToPath(descriptionUrl)));

  const row = readModels(document, 'LicensesUsageRow').find(
    ({ name: model }) => model === 'LicensesUsageRow',
  );
  expect(row?.fields.find((field) => field.name === name)?.description).toBe(words);
  expect(findBreaches(document)).toEqual([]);
});

it.each([
  ['a patch', (patch: object) => JSON.stringify(patch)],
  ['a whole description', (_patch: object, text: string) => text],
])('describes a limit that %s changes as the schema does', async (_what, write) => {
  const present = await readDescription(fileURLToPath(descriptionUrl));
  const path = join(folder, 'next.yaml');
  const patch = { components: { parameters: { MsCorrelationId: { schema: { maxLength: 99 } } } } };
  await writeFile(path, write(patch, await applyPatch(present.text, patch)));

  const { document } = await readNextDescription(path, present);

  expect(findBreaches(document)).toEqual([]);
});

it('completes the descriptions in one part of a schema, and leaves the other parts', async () => {
  const present = await readDescription(fileURLToPath(descriptionUrl));
  const path = join(folder, 'overlay.json');
  const target = '$.components.schemas.CustomerCollection.allOf[1].properties';
  const update = { region: { type: 'string', description: 'The region.' } };
  await writeFile(path, JSON.stringify({ overlay: '1.0.0', actions: [{ target, update }] }));

  const { document } = await readNextDescription(path, present);

  expect(document).toMatchObject({
    components: {
      schemas: {
        CustomerCollection: {
          allOf: [
            { $ref: '#/components/schemas/ResourceCollection' },
            { properties: { items: {}, region: { description: 'The region. Never null.' } } },
          ],
        },
      },
    },
  });
});

it('gives a new operation the headers that all others take', async () => {
  const present = await readDescription(fileURLToPath(descriptionUrl));
  const path = join(folder, 'patch.json');
  const get = {
    operationId: 'getCustomer',
    parameters: [{ $ref: '#/components/parameters/CustomerId' }],
    responses: { 404: { $ref: '#/components/responses/NotFound' } },
  };
  await writeFile(path, JSON.stringify({ paths: { '/v1/customers/{customer-id}': { get } } }));

  const { document } = await readNextDescription(path, present);

  expect(findBreaches(document)).toEqual([]);
  expect(document).toHaveProperty(['paths', '/v1/customers/{customer-id}', 'get', 'parameters', 7]);
});

it('gives an inline object, and another inside it, named schemas', async () => {
  const present = await readDescription(fileURLToPath(descriptionUrl));
  const path = join(folder, 'patch.json');
  const place = { type: 'object', description: 'Where.', properties: { city: { type: 'string' } } };
  const manager = { type: 'object', description: 'The manager.', properties: { place } };
  await writeFile(
    path,
    JSON.stringify({ components: { schemas: { Customer: { properties: { manager } } } } }),
  );

  const { document } = await readNextDescription(path, present);

  expect(document).toMatchObject({
    components: {
      schemas: {
        Customer: { properties: { manager: { $ref: '#/components/schemas/CustomerManager' } } },
        CustomerManager: { properties: { place: { $ref: '#/components/schemas/CustomerManagerPlace' } } },
        CustomerManagerPlace: { type: 'object', properties: { city: { type: 'string' } } },
      },
    },
  });
  expect(findBreaches(document)).toEqual([]);
});

it('names the fields without a description', async () => {
  const present = await readDescription(fileURLToPath(descriptionUrl));
  const path = join(folder, 'patch.json');
  await writeFile(
    path,
    JSON.stringify({ components: { schemas: { Customer: { properties: { region: { type: 'string' } } } } } }),
  );

  expect(findUndescribed(present)).toEqual([]);
  expect(findUndescribed(await readNextDescription(path, present))).toEqual(['Customer.region']);
});
