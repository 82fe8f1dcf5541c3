import { defineConfig } from 'rolldown';

/** What a bundler makes of a program of one call. */
export default defineConfig({
  input: 'test/weight/one-call.ts',
  platform: 'neutral',
  output: { file: 'node_modules/.weight/one-call.js', format: 'esm', minify: true },
});
