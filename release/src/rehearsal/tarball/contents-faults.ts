import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportedPaths } from '../../exported-paths.ts';
import { isRecord } from '@licenses-usage/spec/is-record';
import type { Fault } from '../matrix.ts';
import type { Tarball } from './read-tarball.ts';

const readmeLimitInLines = 300;

/** Finds missing and superfluous files in a tarball. */
export async function findContentsFaults(tarball: Tarball): Promise<readonly Fault[]> {
  return [
    ...findMissingFiles(tarball),
    ...findStrayFiles(tarball),
    ...findLongReadme(tarball, await read(tarball, 'README.md')),
    ...(await findIdleImports(tarball)),
  ];
}

function findMissingFiles({ manifest, source, files }: Tarball): readonly Fault[] {
  const file = `${source}/package.json`;
  const programs = Object.entries(isRecord(manifest['bin']) ? manifest['bin'] : {});
  const promised: readonly [place: string, target: string][] = [
    ...['README.md', 'LICENSE', 'CHANGELOG.md'].map((name): [string, string] => [`${source}/${name}`, name]),
    ...exportedPaths(manifest).flatMap(({ subpath, types, target }) =>
      [types, target].flatMap((path): [string, string][] =>
        path === undefined ? [] : [[`${file}: exports["${subpath}"]`, path]],
      ),
    ),
    ...programs.map(([name, path]): [string, string] => [`${file}: bin.${name}`, String(path)]),
  ];
  return promised
    .filter(([, target]) => !files.some((name) => matches(name, target)))
    .map(([place, target]) => ({
      place,
      found: `${target} is not in the tarball.`,
      repair: `See that the build writes it, and that \`files\` in ${file} covers it.`,
    }));
}

function matches(name: string, target: string): boolean {
  const path = target.replace(/^\.\//, '');
  const [before = '', after] = path.split('*');
  if (after === undefined) return name === path;
  return name.startsWith(before) && name.endsWith(after) && name.length > before.length + after.length;
}

/** Finds files that are useless to users: sources, tests, settings, and stray files. */
function findStrayFiles({ source, files }: Tarball): readonly Fault[] {
  const useful =
    /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md|pacts\/[\w-]+\.json|dist\/(?:.+\.(?:js|js\.map|d\.ts)|openapi\.yaml|examples\/[\w-]+\.json|licenses\/.+))$/;
  return files
    .filter((name) => !useful.test(name))
    .map((name) => ({
      place: `${source}/${name}`,
      found: 'It is in the tarball, where users have no use for it.',
      repair: `Narrow \`files\` in ${source}/package.json, or let the build leave it out.`,
    }));
}

/**
 * Finds declarations that import a package without using a type of it: they need it to be installed, and a TypeScript
 * that is new enough for it.
 */
async function findIdleImports(tarball: Tarball): Promise<readonly Fault[]> {
  const declarations = tarball.files.filter((name) => name.endsWith('.d.ts'));
  const found = await Promise.all(
    declarations.map(async (name) => {
      const [, idle] = /^import ["']([^."'][^"']*)["']/m.exec(await read(tarball, name)) ?? [];
      return idle === undefined ? [] : [{ name, idle }];
    }),
  );
  return found.flat().map(({ name, idle }) => ({
    place: `${tarball.source}/${name}`,
    found: `It imports ${idle} and uses no type of it.`,
    repair: `Set \`treeshake.moduleSideEffects\` to 'no-external' in ${tarball.source}/tsdown.config.ts.`,
  }));
}

function findLongReadme({ source }: Tarball, text: string): readonly Fault[] {
  const count = text.trimEnd().split('\n').length;
  if (count <= readmeLimitInLines) return [];
  return [
    {
      place: `${source}/README.md`,
      found: `It has ${count} lines; nobody reads more than ${readmeLimitInLines}.`,
      repair: 'Move what few people need into docs/.',
    },
  ];
}

function read({ folder }: Tarball, name: string): Promise<string> {
  return readFile(join(folder, name), 'utf8').catch(() => '');
}
