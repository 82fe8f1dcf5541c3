import { relative } from 'node:path';
import { rolldown, type OutputChunk } from 'rolldown';
import { output as outputOptions } from './rolldown.config.ts';

/** A module of a bundle, and what is left of it there. */
export interface BundledModule {
  /** From the folder of the package. */
  readonly path: string;
  readonly code: string;
}

export interface Bundle {
  /** What a program loads before its first line runs. */
  readonly atOnce: readonly OutputChunk[];
  /** What it loads when it is needed. */
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

/** The modules that are left when what nobody uses has been taken out. */
export function modulesOf(chunks: readonly OutputChunk[]): readonly BundledModule[] {
  return chunks
    .flatMap(({ modules }) => Object.entries(modules))
    .map(([id, { code }]) => ({ path: relative(process.cwd(), id), code: code ?? '' }))
    .filter(({ code }) => code !== '');
}
