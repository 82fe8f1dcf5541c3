import { defineConfig } from 'vitest/config';

export default defineConfig({
  // A bound for what hangs, not a measure: each test runs the program, and a busy machine takes its time to start one.
  test: { maxWorkers: 1, isolate: false, silent: 'passed-only', testTimeout: 600_000, hookTimeout: 600_000 },
});
