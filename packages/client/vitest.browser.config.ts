import { defineConfig } from 'vitest/config';

/** The client in a page, in Chromium. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.browser.ts'],
    silent: 'passed-only',
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
