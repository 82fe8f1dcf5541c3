import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/*.test.ts'],
    globalSetup: 'test/support/newcomer-project.ts',
    silent: 'passed-only',
    // A bound for what hangs, not a measure: the programs of the documents are started one by one.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
