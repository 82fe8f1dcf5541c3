import { expect, test } from 'vitest';
import { bundle, modulesOf } from './bundle.ts';

test('a program that makes no call loads no code for calls', async () => {
  const { atOnce, later } = await bundle('test/weight/one-guard.ts');
  expect(later).toEqual([]);
  expect(modulesOf(atOnce).map(({ path }) => path)).toEqual([
    'src/errors/licenses-usage-error.ts',
    'src/errors/is-licenses-usage-error.ts',
    'test/weight/one-guard.ts',
  ]);
});
