import { defineConfig } from 'vitest/config';

/** The site, in Chromium. */
export default defineConfig({
  test: {
    include: ['test/browser/*.test.ts'],
    silent: 'passed-only',
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
