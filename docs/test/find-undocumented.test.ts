import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Application } from 'typedoc';
import { expect, test } from 'vitest';

import { findUndocumented } from '../site/find-undocumented.ts';

const source = `
/** Options. */
export interface Options {
  /** Said. */
  readonly said: number;
  readonly unsaid: number;
  /** One of two. */
  readonly how: { readonly kind: 'none' } | { readonly kind: 'some'; readonly count: number };
}
export interface Other {}
/** Runs. */
export function run(options: Options, { inPlace }: { readonly inPlace: number }): number {
  return options.said + inPlace;
}
export function stop(): void {}
export const limit = 3 as number;
export type Name = string;
`;

test('every exported symbol and member without a doc comment is named once, with its file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'undocumented-'));
  await mkdir(join(folder, 'src'));
  await writeFile(join(folder, 'package.json'), '{ "name": "@licenses-usage/example", "version": "1.0.0" }');
  await writeFile(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "noLib": true, "types": [] } }');
  await writeFile(join(folder, 'src/index.ts'), source);
  const app = await Application.bootstrap({
    entryPoints: [join(folder, 'src/index.ts')],
    tsconfig: join(folder, 'tsconfig.json'),
    skipErrorChecking: true,
    disableGit: true,
    logLevel: 'None',
  });
  const project = await app.convert();
  if (project === undefined) throw new Error('The example was not read.');
  const names = findUndocumented(project).map((found) => found.replace(/^example\.|^index\./, ''));
  const at = '(@licenses-usage/example/src/index.ts)';
  expect(names.toSorted((left, right) => (left < right ? -1 : 1))).toEqual([
    `Name ${at}`,
    `Options.how.__type.count ${at}`,
    `Options.unsaid ${at}`,
    `Other ${at}`,
    `limit ${at}`,
    `stop ${at}`,
  ]);
  await rm(folder, { recursive: true });
});
