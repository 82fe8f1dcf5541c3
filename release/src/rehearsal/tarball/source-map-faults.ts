import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord } from '@licenses-usage/spec/is-record';
import type { Fault } from '../matrix.ts';
import type { Tarball } from './read-tarball.ts';

/** Finds programs without a source map, source maps without sources, and bundled packages without their licence. */
export async function findSourceMapFaults(tarball: Tarball): Promise<readonly Fault[]> {
  const { files, folder, source } = tarball;
  const faults: Fault[] = [];
  const bundled = new Set<string>();
  for (const name of files.filter((one) => one.endsWith('.js'))) {
    const code = await readFile(join(folder, name), 'utf8');
    // A module with only types is empty, and one with only re-exports needs no map.
    if (!/\/\/# sourceMappingURL=/.test(code)) {
      if (code.replaceAll(/^(?:import|export) [^]*?;$/gm, '').trim() === '') continue;
      faults.push({
        place: `${source}/${name}`,
        found: 'It has no source map.',
        repair: `Set \`sourcemap: true\` in ${source}/tsdown.config.ts.`,
      });
      continue;
    }
    const { sources, contents } = readMap(
      await readFile(join(folder, `${name}.map`), 'utf8').catch(() => '{}'),
    );
    if (contents.length === 0 || contents.some((content) => typeof content !== 'string')) {
      faults.push({
        place: `${source}/${name}.map`,
        found: 'It lacks sources, which are not in the package: debuggers can show nothing.',
        repair: `Let ${source}/tsdown.config.ts write \`sourcesContent\`.`,
      });
    }
    for (const path of sources) {
      const dependency = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
      if (dependency !== undefined) bundled.add(dependency);
    }
  }
  return [...faults, ...findMissingLicenses(tarball, bundled)];
}

function readMap(text: string): {
  readonly sources: readonly string[];
  readonly contents: readonly unknown[];
} {
  const map: unknown = JSON.parse(text);
  const { sources, sourcesContent } = isRecord(map) ? map : {};
  return {
    sources: Array.isArray(sources) ? sources.map(String) : [],
    contents: Array.isArray(sourcesContent) ? sourcesContent : [],
  };
}

function findMissingLicenses({ files, source }: Tarball, bundled: ReadonlySet<string>): readonly Fault[] {
  return [...bundled]
    .filter((name) => !files.some((file) => file.startsWith(`dist/licenses/${name}/`)))
    .map((name) => ({
      place: `${source}/dist/licenses/${name}`,
      found: `${name} is part of the package, but its licence is not.`,
      repair: `Copy the licence to dist/licenses/${name} in ${source}/tsdown.config.ts.`,
    }));
}
