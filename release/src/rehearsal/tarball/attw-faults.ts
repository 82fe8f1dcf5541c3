import { readFile } from 'node:fs/promises';
import { checkPackage, createPackageFromTarballData, type Problem } from '@arethetypeswrong/core';
import { problemAffectsResolutionKind, problemKindInfo } from '@arethetypeswrong/core/problems';
import { exportedPaths } from '../../exported-paths.ts';
import type { Fault } from '../matrix.ts';
import type { Tarball } from './read-tarball.ts';

/**
 * The faults that Are The Types Wrong finds in each module of a tarball, for the resolution of Node 16 and newer and
 * of bundlers. Older resolutions don't support `exports`.
 */
export async function findAttwFaults({ file, source, manifest }: Tarball): Promise<readonly Fault[]> {
  const entrypoints = exportedPaths(manifest).flatMap(({ subpath, types }) =>
    types === undefined ? [] : subpath,
  );
  if (entrypoints.length === 0) return [];
  const result = await checkPackage(createPackageFromTarballData(await readFile(file)), { entrypoints });
  if (result.types === false) {
    return [{ place: source, found: 'It has no types.', repair: 'Set `dts: true` in its tsdown.config.ts.' }];
  }
  // Node 20.19 allows CommonJS to require ESM, which these packages rely on.
  const matters = (problem: Problem) =>
    problem.kind !== 'CJSResolvesToESM' &&
    (['node16-cjs', 'node16-esm', 'bundler'] as const).some((kind) =>
      problemAffectsResolutionKind(problem, kind, result),
    );
  return result.problems.filter(matters).map((problem) => {
    const { title, shortDescription, docsUrl } = problemKindInfo[problem.kind];
    const subpath = 'entrypoint' in problem ? problem.entrypoint : undefined;
    return {
      place: `${source}/package.json: exports${subpath === undefined ? '' : `["${subpath}"]`}`,
      found: `${title}: ${shortDescription}`,
      repair: `Follow ${docsUrl}`,
    };
  });
}
