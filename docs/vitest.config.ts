import { defineConfig } from 'vitest/config';

export default defineConfig({
  // A bound for what hangs, not a measure: the programs of the guides are started one by one.
  test: { include: ['test/*.test.ts'], silent: 'passed-only', testTimeout: 600_000, hookTimeout: 600_000 },
});
