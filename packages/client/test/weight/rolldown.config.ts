import { defineConfig, type OutputOptions } from 'rolldown';

/** Separates the files that a program loads at once from those that it loads when they are needed. */
export const output = {
  dir: 'node_modules/.weight',
  cleanDir: true,
  entryFileNames: 'at-once/[name].js',
  // Chunks that are imported dynamically are loaded later. The program imports the others at once.
  chunkFileNames: ({ isDynamicEntry }) => (isDynamicEntry ? 'later/[name].js' : 'at-once/[name].js'),
  format: 'esm',
  minify: true,
} satisfies OutputOptions;

/** Bundles a program of one call. */
export default defineConfig({
  input: { 'one-call': 'test/weight/one-call.ts' },
  platform: 'neutral',
  output,
});
