import { isRecord } from '@licenses-usage/spec/is-record';
import type { Fault } from '../matrix.ts';
import type { Tarball } from './read-tarball.ts';

const dependencyFields = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
] as const;

/** Finds missing fields in a packed package.json, and values that only the workspace understands. */
export function findManifestFaults({ manifest, source }: Tarball): readonly Fault[] {
  const file = `${source}/package.json`;
  const { license, keywords, engines, type, sideEffects, scripts } = manifest;
  const expectations: readonly [field: string, holds: boolean, repair: string][] = [
    ['license', license === 'MIT', 'Set it to "MIT".'],
    ['keywords', Array.isArray(keywords) && keywords.length > 0, 'Say what people would search for.'],
    ['engines.node', isRecord(engines) && engines['node'] === '>=20.19', 'Set it to ">=20.19".'],
    ['type', type === 'module', 'Set it to "module": everything here is ESM.'],
    ['sideEffects', sideEffects === false, 'Set it to false, so that bundlers leave out what is not used.'],
    ['private', manifest['private'] !== true, 'Take it out: npm refuses to publish the package.'],
  ];
  return [
    ...expectations.flatMap(([field, holds, repair]) =>
      holds ? [] : [{ place: `${file}: ${field}`, found: 'It is not as every package here has it.', repair }],
    ),
    ...findLeakedRanges(manifest, file),
    ...findUnorderedConditions(manifest, file),
    ...findInstallScripts(scripts, file),
  ];
}

function findLeakedRanges(manifest: Tarball['manifest'], file: string): readonly Fault[] {
  return dependencyFields.flatMap((field) => {
    const ranges = manifest[field];
    if (!isRecord(ranges)) return [];
    return Object.entries(ranges)
      .filter(([, range]) => /^(?:workspace|catalog|link|file|portal):/.test(String(range)))
      .map(([name, range]) => ({
        place: `${file}: ${field}.${name}`,
        found: `"${String(range)}" means something in the workspace only: the package can't be installed.`,
        repair: 'Pack with pnpm, which replaces such ranges: pnpm pack.',
      }));
  });
}

/** TypeScript uses the first matching condition. */
function findUnorderedConditions({ exports }: Tarball['manifest'], file: string): readonly Fault[] {
  return Object.entries(isRecord(exports) ? exports : {}).flatMap(([subpath, target]) => {
    if (!isRecord(target) || Object.keys(target)[0] === 'types') return [];
    return {
      place: `${file}: exports["${subpath}"]`,
      found: `Its first condition is ${Object.keys(target)[0] ?? 'none'}: TypeScript would not find the types.`,
      repair: 'Put "types" first.',
    };
  });
}

function findInstallScripts(scripts: unknown, file: string): readonly Fault[] {
  return ['preinstall', 'install', 'postinstall'].flatMap((name) =>
    isRecord(scripts) && name in scripts
      ? {
          place: `${file}: scripts.${name}`,
          found: 'It would run on the machine of everyone who installs the package.',
          repair: 'Take it out.',
        }
      : [],
  );
}
