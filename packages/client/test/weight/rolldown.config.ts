import { defineConfig, type OutputOptions } from 'rolldown';

/** Apart: what a program loads at once, and what it loads when it is needed. */
export const output = {
  dir: 'node_modules/.weight',
  cleanDir: true,
  entryFileNames: 'at-once/[name].js',
  // The one chunk that is imported when it is needed; whatever else there is, the program imports itself.
  chunkFileNames: ({ isDynamicEntry }) => (isDynamicEntry ? 'later/[name].js' : 'at-once/[name].js'),
  format: 'esm',
  minify: true,
} satisfies OutputOptions;

/** What a bundler makes of a program of one call. */
export default defineConfig({
  input: { 'one-call': 'test/weight/one-call.ts' },
  platform: 'neutral',
  output,
});
