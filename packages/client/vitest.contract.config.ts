import { defineConfig } from 'vitest/config';

/** The contract with the service: drives the real client against Pact's mock server and writes `pacts/`. */
export default defineConfig({
  test: {
    include: ['test/contract/**/*.pact.ts'],
    globalSetup: ['test/contract/support/settle-pact.ts'],
    silent: 'passed-only',
    // A bound for what hangs, not a measure: nothing here waits, but a busy machine may take long.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Pact merges into one file; interleaved writers would order it by chance.
    fileParallelism: false,
    sequence: { shuffle: false },
    env: { PACT_DO_NOT_TRACK: 'true', LOG_LEVEL: 'warn' },
  },
});
