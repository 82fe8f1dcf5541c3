import { join } from 'node:path';
import { exportedPaths } from '../exported-paths.ts';
import { isRecord } from '@licenses-usage/spec/is-record';
import type { PublishedPackage } from '../published-packages.ts';
import { collectReport, type ApiReport } from './api-report.ts';
import { extractDeclarations } from './extract-declarations.ts';

/** Reports the exports of a built package, from its declarations. */
export async function reportPackage(
  root: string,
  { name, folder, manifest }: PublishedPackage,
): Promise<ApiReport> {
  const paths = exportedPaths(manifest);
  const typed = paths.flatMap(({ types }) => types ?? []);
  const declarations = await extractDeclarations(join(root, folder), typed);
  const modules = paths.flatMap(({ specifier, types }) => {
    const found = types === undefined ? undefined : declarations.get(types);
    return found === undefined ? [] : [{ specifier, declarations: found }];
  });
  const files = paths.flatMap(({ specifier, types }) =>
    types === undefined ? [`file \`${specifier}\``] : [],
  );
  const programs = Object.keys(isRecord(manifest['bin']) ? manifest['bin'] : {});
  return collectReport(name, [...programs.map((program) => `program \`${program}\``), ...files], modules);
}
