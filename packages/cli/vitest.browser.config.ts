import { defineConfig } from 'vitest/config';

/** The report, in Chromium. */
export default defineConfig({
  test: { include: ['test/browser/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000 },
});
