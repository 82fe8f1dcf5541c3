import { gzipSync } from 'node:zlib';
import type { OutputChunk } from 'rolldown';
import { minifySync } from 'rolldown/utils';
import { bundle, modulesOf } from './bundle.ts';

const sizeOf = (code: string) => gzipSync(code, { level: 9 }).length;

/** The part that a module belongs to: a dependency, a folder of the sources, or the files outside of the folders. */
function partOf(path: string): string {
  const [, dependency] = /node_modules\/(?!\.pnpm)([^/]+)\//.exec(path) ?? [];
  const [, folder] = /^src\/([^/]+)\//.exec(path) ?? [];
  return dependency ?? folder ?? 'options, client, events';
}

/** Parts compress better together than alone, so their sizes are scaled to the size of all of them together. */
function weigh(chunks: readonly OutputChunk[]): readonly (readonly [part: string, size: number])[] {
  const parts = new Map<string, string>();
  for (const { path, code } of modulesOf(chunks)) {
    parts.set(partOf(path), `${parts.get(partOf(path)) ?? ''}\n${code}`);
  }
  const alone = [...parts].map(([part, code]) => [part, sizeOf(minifySync('part.js', code).code)] as const);
  const whole = chunks.reduce((size, { code }) => size + sizeOf(code), 0);
  const scale = whole / alone.reduce((sum, [, size]) => sum + size, 0);
  const scaled = alone.map(([part, size]) => [part, size * scale] as const);
  return [...scaled.toSorted(([, left], [, right]) => right - left), ['in all', whole]];
}

const { atOnce, later } = await bundle('test/weight/one-call.ts');
for (const [title, chunks] of Object.entries({ 'at once': atOnce, later })) {
  console.log(`A program of one call loads ${title}, minified and gzipped:`);
  for (const [part, size] of weigh(chunks))
    console.log(`${(size / 1_000).toFixed(2).padStart(7)} kB ${part}`);
}
