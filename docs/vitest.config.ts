import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/*.test.ts'],
    // Turbo runs the members side by side; nothing that a test leaves behind matters to another.
    maxWorkers: 1,
    isolate: false,
    globalSetup: 'test/support/newcomer-project.ts',
    silent: 'passed-only',
    // A bound for what hangs, not a measure: the programs of the documents are started one by one.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
