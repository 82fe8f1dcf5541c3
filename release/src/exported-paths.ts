import { isRecord } from '@licenses-usage/spec/is-record';

/** One entry of a package's `exports`. */
export interface ExportedPath {
  /** As it is imported, such as `@licenses-usage/client/auth`. */
  readonly specifier: string;
  /** The key of `exports`, such as `./auth`. */
  readonly subpath: string;
  /** Its declarations; undefined for a file that is not a module. */
  readonly types: string | undefined;
  /** The module or the file; with a `*` if it is a pattern. */
  readonly target: string;
}

/** The entries of a package for users, in the order of its manifest: those of `publishConfig`, if there are any. */
export function exportedPaths(manifest: Readonly<Record<string, unknown>>): readonly ExportedPath[] {
  const { name, exports, publishConfig } = manifest;
  const published = isRecord(publishConfig) ? (publishConfig['exports'] ?? exports) : exports;
  if (!isRecord(published)) throw new Error(`${String(name)} has no \`exports\`.`);
  return Object.entries(published).map(([subpath, target]) => ({
    specifier: `${String(name)}${subpath.slice(1)}`,
    subpath,
    types: isRecord(target) && typeof target['types'] === 'string' ? target['types'] : undefined,
    target: String(isRecord(target) ? (target['default'] ?? '') : target),
  }));
}
