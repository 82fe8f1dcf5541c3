import { defineConfig } from 'vitest/config';

export default defineConfig({
  // A bound for what hangs, not a measure: some tests run git or Redocly, and a busy machine takes its time to start them.
  test: { include: ['test/**/*.test.ts'], silent: 'passed-only', testTimeout: 600_000, hookTimeout: 600_000 },
});
