import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';

const consumer = inject('consumer');
const installed = join(consumer, 'node_modules/@licenses-usage/client');
const dist = join(installed, 'dist');
const { resolve } = createRequire(join(consumer, 'any-file.js'));

test('no declaration names openapi-fetch', async () => {
  const files = (await readdir(dist, { recursive: true })).filter((name) => name.endsWith('.d.ts'));
  expect(files).toEqual(expect.arrayContaining(['index.d.ts', 'schema.d.ts', join('auth', 'index.d.ts')]));
  const texts = await Promise.all(files.map((file) => readFile(join(dist, file), 'utf8')));
  expect(files.filter((_, index) => texts[index]?.includes('openapi-fetch'))).toEqual([]);
});

test.each([
  ['@licenses-usage/client/openapi.yaml', 'openapi: 3.1'],
  ['@licenses-usage/client/examples/licenses-usage.json', '"Value"'],
  ['@licenses-usage/client/pacts/licenses-usage-client-partner-center.json', '"interactions"'],
])('%s comes along', async (specifier, text) => {
  expect(await readFile(resolve(specifier), 'utf8')).toContain(text);
});

test('nothing is installed beside it', async () => {
  const manifest: unknown = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  expect(manifest).not.toHaveProperty('dependencies');
  expect(manifest).toHaveProperty('peerDependenciesMeta', {
    '@opentelemetry/api': { optional: true },
    undici: { optional: true },
  });
});

test('what is bundled comes with its licence, and every map with its sources', async () => {
  expect(await readFile(join(dist, 'licenses/openapi-fetch/LICENSE'), 'utf8')).toContain('MIT License');
  const map: unknown = JSON.parse(await readFile(join(dist, 'index.js.map'), 'utf8'));
  expect(map).toHaveProperty(
    'sourcesContent',
    expect.arrayContaining([expect.stringContaining('createClient')]),
  );
  expect(map).not.toHaveProperty('sourcesContent', expect.arrayContaining([null]));
});
