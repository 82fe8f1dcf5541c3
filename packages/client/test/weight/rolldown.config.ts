import { defineConfig } from 'rolldown';

/** What a bundler makes of a program of one call: what it loads at once, and what only a list makes it load. */
export default defineConfig({
  input: { 'one-call': 'test/weight/one-call.ts' },
  platform: 'neutral',
  output: {
    dir: 'node_modules/.weight',
    cleanDir: true,
    entryFileNames: 'at-once/[name].js',
    // The one chunk that is imported when it is needed; whatever else there is, the program imports itself.
    chunkFileNames: ({ isDynamicEntry }) => (isDynamicEntry ? 'later/[name].js' : 'at-once/[name].js'),
    format: 'esm',
    minify: true,
  },
});
