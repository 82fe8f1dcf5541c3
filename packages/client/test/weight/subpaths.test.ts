import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { bundle, modulesOf } from './bundle.ts';

const entries = Object.entries(packageJson.exports).flatMap(([subpath, entry]) =>
  /^\.\/src\/(?!generated\/).+\/.+\.ts$/.test(entry) ? [[subpath, entry] as const] : [],
);

test('./auth, ./migrate, ./node, ./opentelemetry and ./redis are the subpaths with code of their own', () => {
  expect(entries.map(([subpath]) => subpath)).toEqual([
    './auth',
    './migrate',
    './node',
    './opentelemetry',
    './redis',
  ]);
});

test.each(entries)('%s costs nothing to a program that does not import it', async (_, entry) => {
  const folder = entry.slice('./'.length, entry.lastIndexOf('/') + 1);
  const pathsIn = (modules: ReturnType<typeof modulesOf>) =>
    modules.map(({ path }) => path).filter((path) => path.startsWith(folder));
  const program = await bundle('test/weight/one-call.ts');
  const loaded = modulesOf([...program.atOnce, ...program.later]);
  expect(loaded.map(({ path }) => path)).toContain('src/create-client.ts');
  expect(pathsIn(loaded)).toEqual([]);
  const importing = await bundle(entry);
  expect(pathsIn(modulesOf(importing.atOnce)).length).toBeGreaterThan(1);
});

test('the code for lists is loaded later, and is not in the initial chunk', async () => {
  const { atOnce, later } = await bundle('test/weight/one-call.ts');
  const machinery = ['list', 'list-query', 'page-iterators', 'skip-pages', 'seek-pages', 'stream/index'];
  const paths = machinery.map((name) => `src/pages/${name}.ts`);
  expect(modulesOf(later).map(({ path }) => path)).toEqual(expect.arrayContaining(paths));
  expect(modulesOf(atOnce).filter(({ path }) => paths.includes(path))).toEqual([]);
});
