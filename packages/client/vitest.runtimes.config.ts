import { defineConfig } from 'vitest/config';

/** The package as it is published, installed into a fresh project: fetches each runtime and compiler from the registry. */
export default defineConfig({
  test: {
    include: ['test/runtimes/**/*.runtime.ts'],
    globalSetup: ['test/runtimes/support/install-package.ts'],
    // A runtime that is not there yet is downloaded first.
    testTimeout: 300_000,
  },
});
