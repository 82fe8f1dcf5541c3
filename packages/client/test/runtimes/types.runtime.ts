import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { runPackage } from './support/run-command.ts';

const consumer = inject('consumer');
const dist = join(consumer, 'node_modules/@licenses-usage/client/dist');

const compilers = ['5.4.5', '5.9.3', '6.0.3', '7.0.2'];
const settings = [
  { module: 'nodenext', moduleResolution: 'nodenext' },
  { module: 'esnext', moduleResolution: 'bundler' },
];
const cases = compilers.flatMap((version) => settings.map((setting) => ({ version, ...setting })));

test.each(cases)(
  'TypeScript $version compiles a consumer, declarations included, under $moduleResolution',
  async ({ version, module, moduleResolution }) => {
    const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];
    const target = ['--target', 'es2022', '--lib', 'es2022,dom', '--skipLibCheck', 'false', '--noEmit'];
    const resolution = ['--module', module, '--moduleResolution', moduleResolution];
    const args = ['tsc', ...strict, ...target, ...resolution, 'consumer.mts'];
    expect(await runPackage(consumer, `typescript@${version}`, args)).toBe('');
  },
);

test('no declaration names openapi-fetch', async () => {
  const files = (await readdir(dist, { recursive: true })).filter((name) => name.endsWith('.d.ts'));
  expect(files).toEqual(expect.arrayContaining(['index.d.ts', 'schema.d.ts', join('auth', 'index.d.ts')]));
  const texts = await Promise.all(files.map((file) => readFile(join(dist, file), 'utf8')));
  expect(files.filter((_, index) => texts[index]?.includes('openapi-fetch'))).toEqual([]);
});
