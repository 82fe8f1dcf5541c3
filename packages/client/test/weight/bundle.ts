import { relative } from 'node:path';
import { rolldown, type OutputChunk } from 'rolldown';
import { output as outputOptions } from './rolldown.config.ts';

/** A module of a bundle, and its part of the code. */
export interface BundledModule {
  /** The path from the folder of the package. */
  readonly path: string;
  readonly code: string;
}

export interface Bundle {
  /** The files that a program loads before its first line runs. */
  readonly atOnce: readonly OutputChunk[];
  /** The files that it loads when they are needed. */
  readonly later: readonly OutputChunk[];
}

/** Bundles a program as `size` does, and keeps it in memory. */
export async function bundle(input: string): Promise<Bundle> {
  const build = await rolldown({ input, platform: 'neutral', external: ['undici', /^node:/] });
  try {
    const { output } = await build.generate(outputOptions);
    const chunks = output.filter((part) => part.type === 'chunk');
    return {
      atOnce: chunks.filter(({ isDynamicEntry }) => !isDynamicEntry),
      later: chunks.filter(({ isDynamicEntry }) => isDynamicEntry),
    };
  } finally {
    await build.close();
  }
}

/** The modules that remain after unused code has been removed. */
export function modulesOf(chunks: readonly OutputChunk[]): readonly BundledModule[] {
  return chunks
    .flatMap(({ modules }) => Object.entries(modules))
    .map(([id, { code }]) => ({ path: relative(process.cwd(), id), code: code ?? '' }))
    .filter(({ code }) => code !== '');
}
